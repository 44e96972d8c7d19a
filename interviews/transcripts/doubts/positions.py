"""Doubts about texts without labels, in which only the position tells who speaks."""

from itertools import chain

from django.utils.translation import gettext as _

from interviews.transcripts.doubts.reading import MARK, SENTENCE_END
from interviews.transcripts.introductions import (
    find_asking,
    find_in_sentence,
    find_in_title,
    is_full,
)
from interviews.transcripts.phrases import EDITING, TERMS
from interviews.transcripts.questions import is_question, uses_first_person
from interviews.transcripts.sentences import split_sentences
from interviews.transcripts.transcript import Doubt, ParagraphRole

PROMPT = 80  # characters; most prompts are shorter
SHORT = 45  # words; longer paragraphs are no question alone
USUAL = 0.75  # share of the questions that have one sentence, or a question mark


def find_answers_behind_questions(reading):
    """Find questions that go on with a sentence that asks nothing."""
    asked = [each for each in reading.spoken if each.is_question]
    asking = sum(each.asks for each in asked) >= USUAL * len(asked)
    single = sum(each.sentences < 2 for each in asked) >= USUAL * len(asked)
    for each in asked:
        goes_on = not each.asks and (MARK.search(each.text) or (asking and each.sentences > 1))
        if goes_on or (single and each.sentences > max(1, len(MARK.findall(each.text)))):
            question = _("Does this question hold words of an answer?")
            yield Doubt("statement", question, each.number)


def find_short_paragraphs(reading):
    """Find paragraphs of answers that may be a question without a question mark."""
    for exchange in reading.exchanges:
        answers = [each for each in exchange if each.is_answer]
        for each in answers[1:-1]:
            if _is_short_sentence(each) and not uses_first_person(each.text):
                question = _("This is short, and more follows. Is it a question?")
                yield Doubt("short", question, each.number)


def _is_short_sentence(each):
    is_sentence = each.sentences < 2 and "\n" not in each.text
    return len(each.text) <= PROMPT and is_sentence and not each.text.endswith((":", "："))


def find_joined_questions(reading):
    """Find paragraphs that begin or end with a question, which may have stood alone."""
    question = _("Is the question in this paragraph one of the interviewer?")
    for exchange in reading.exchanges:
        answers = [each for each in exchange if each.is_answer]
        for place, each in enumerate(answers):
            if (place and _begins_with_question(each)) or (
                each is not answers[-1] and each.asks and _may_be_question(each, each.last_sentence)
            ):
                yield Doubt("question", question, each.number)
    before = [each for each in reading.outside if each.role == ParagraphRole.INTRODUCTION]
    for each in before[-1:]:
        if _begins_with_question(each):
            yield Doubt("question", question, each.number)


def find_unmarked_first_questions(reading):
    """Find a line above the first question that may be a question without a question mark."""
    before = [each for each in reading.outside if each.role == ParagraphRole.INTRODUCTION]
    for each in before[:-1]:
        if len(each.text) <= PROMPT and each.sentences == 1:
            question = _("Is this the first question?")
            yield Doubt("question", question, each.number)


def find_titles_that_ask(reading):
    """Find a first line that asks and may be the title, since its answer presents the interview."""
    first = reading.spoken[0] if reading.spoken else None
    if first is None or first.number or not first.is_question:
        return
    if any(each.is_answer and _presents(each) for each in reading.exchanges[0]):
        yield Doubt("title", _("Is this the title, and an introduction below it?"), first.number)


def _presents(each):
    """Return whether an answer reads as an introduction: who is interviewed, on which terms."""
    if TERMS.search(each.text) or EDITING.search(each.text):
        return True
    if uses_first_person(each.text):
        return False
    if not each.sentences and "\n" not in each.text and len(each.text) <= PROMPT:
        return bool(find_asking(each.text) or find_in_title(each.text))
    first = next(iter(split_sentences(each.text)), "")
    found = chain.from_iterable(find_in_sentence(first, is_first=True))
    return any(is_full(mention.name) for mention in found)


def _begins_with_question(each):
    end = SENTENCE_END.search(each.text)
    first = each.text[: end.end()].rstrip() if end else ""
    return is_question(first) and each.sentences > 1 and _may_be_question(each, first)


def _may_be_question(each, sentence):
    is_short = len(each.text.split()) <= SHORT and len(each.text) <= 6 * SHORT
    return is_short and not uses_first_person(sentence)


CHECKS = [
    find_titles_that_ask,
    find_answers_behind_questions,
    find_short_paragraphs,
    find_joined_questions,
    find_unmarked_first_questions,
]
