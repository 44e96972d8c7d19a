"""The paragraphs of a transcript as its exchanges, for the search for doubts."""

import re
from functools import cached_property

from interviews.transcripts.assembly import SPOKEN, group_exchanges
from interviews.transcripts.questions import MARKS, is_prompt, is_question
from interviews.transcripts.transcript import ParagraphRole

ASKS = f"(?:[{MARKS}]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)"  # the semicolon is the Greek mark
END = f"(?:[.!…。！।]|{ASKS})"  # of a sentence
SENTENCE_END = re.compile(rf"{END}(?:\s|$)|[。！？]")
MARK = re.compile(ASKS)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
NEAR = 4  # paragraphs before the first exchange
OUTSIDE = (ParagraphRole.INTRODUCTION, ParagraphRole.NOTE, ParagraphRole.CLOSING)


class Spoken:
    """A question or an answer: the paragraph, its position, and its words."""

    def __init__(self, number, paragraph):
        self.number, self.paragraph = number, paragraph
        self.role, self.speaker, self.label = paragraph.role, paragraph.speaker, paragraph.label
        self.is_question = self.role == ParagraphRole.QUESTION
        self.is_answer = self.role == ParagraphRole.ANSWER
        self.text = ESCAPED.sub(r"\1", paragraph.text.strip())

    @cached_property
    def asks(self):
        return is_question(self.text) or is_prompt(self.text)

    @cached_property
    def sentences(self):
        """How many sentences end in it."""
        return len(SENTENCE_END.findall(self.text))

    @property
    def last_sentence(self):
        ends = [match.end() for match in SENTENCE_END.finditer(self.text)]
        return self.text[ends[-2] :] if len(ends) > 1 else self.text


class Reading:
    """The spoken paragraphs of a transcript, in order and by exchange.

    `outside` are paragraphs at the edges of the exchanges: notes, the end of the introduction and
    the closing. `labels` hold letters; `signs` are dashes, which do not say who speaks.
    """

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
        written = {each.label for each in self.spoken if each.label}
        self.signs = {label for label in written if not any(map(str.isalnum, label))}
        labels = {label for label in written if any(map(str.isalpha, label))}
        self.labels = labels or set(self.names)
        self.left_out = [p.text for p in paragraphs if p.role == ParagraphRole.LEFT_OUT]
        first = self.spoken[0].number if self.spoken else len(paragraphs)
        self.outside = [
            Spoken(number, paragraph)
            for number, paragraph in enumerate(paragraphs)
            if paragraph.role in OUTSIDE and paragraph.text.strip() and number >= first - NEAR
        ]
