"""The paragraphs of a transcript as its exchanges, for the search for doubts."""

import re
from functools import cached_property

from interviews.transcripts.assembly import SPOKEN, group_exchanges
from interviews.transcripts.questions import is_prompt, is_question
from interviews.transcripts.transcript import ParagraphRole

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Spoken:
    """A question or an answer: the paragraph, its position, and its words."""

    def __init__(self, number, paragraph):
        self.number, self.paragraph = number, paragraph
        self.role, self.speaker, self.label = paragraph.role, paragraph.speaker, paragraph.label
        self.text = ESCAPED.sub(r"\1", paragraph.text.strip())

    @cached_property
    def asks(self):
        return is_question(self.text) or is_prompt(self.text)

    @property
    def is_question(self):
        return self.role == ParagraphRole.QUESTION

    @property
    def is_answer(self):
        return self.role == ParagraphRole.ANSWER


class Reading:
    """The spoken paragraphs of a transcript, in order and by exchange."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        self.spoken = [
            Spoken(number, paragraph)
            for number, paragraph in enumerate(paragraphs)
            if paragraph.role in SPOKEN and paragraph.text.strip()
        ]
        by_paragraph = {id(each.paragraph): each for each in self.spoken}
        groups = group_exchanges([p for p in paragraphs if p.text.strip()])
        exchanges = ([by_paragraph.get(id(each)) for each in group] for group in groups)
        self.exchanges = [found for each in exchanges if (found := list(filter(None, each)))]
        self.names = list(dict.fromkeys(each.speaker for each in self.spoken if each.speaker))
