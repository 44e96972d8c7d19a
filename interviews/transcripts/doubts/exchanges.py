"""Doubts about exchanges that lack something, or in which something stands at a wrong place."""

from collections import Counter
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

from interviews.transcripts.assembly import PROSE
from interviews.transcripts.blocks import HEADING, is_list_item
from interviews.transcripts.doubts.reading import MARK, SENTENCE_END
from interviews.transcripts.questions import (
    is_prompt,
    is_rhetorical,
    uses_first_person,
    uses_second_person,
)
from interviews.transcripts.transcript import Doubt, ParagraphRole

TIMES_LONGER = 50
FEW = 3  # exchanges; with fewer, nothing is usual
SHORT = 45  # words; most questions are shorter
REMARK = 25  # words; a longer paragraph with “I” and “you” tells something
MANY = 20  # exchanges; among more, one is always longer
LONG = 8  # paragraphs; a single answer of more probably holds other questions


def find_gaps(reading):
    """Find exchanges without a question or without an answer."""
    for place, exchange in enumerate(reading.exchanges):
        if not any(each.is_question for each in exchange):
            question = _("This answer has no question. Is the question missing, or elsewhere?")
            yield Doubt("gap", question, exchange[0].number)
        elif not any(each.is_answer for each in exchange) and not _is_remark(reading, place):
            question = _("This question has no answer. Is it a question, and where is its answer?")
            yield Doubt("gap", question, exchange[-1].number)


def _is_remark(reading, place):
    """Return whether one of several interviewers speaks before another one asks."""
    askers = Counter(e.speaker for x in reading.exchanges for e in x[:1] if x[-1].is_answer)
    pair = [exchange[0].speaker for exchange in reading.exchanges[place : place + 2]]
    return len(set(pair)) == 2 and all(asker and askers[asker] >= FEW for asker in pair)


def find_long_answers(reading):
    """Find answers that are many times longer than others, or that are all of the text."""
    lengths = [sum(len(e.text) for e in x if e.is_answer) for x in reading.exchanges]
    usual = median(lengths) if lengths else 0
    for exchange, length in zip(reading.exchanges, lengths, strict=True):
        answers = [each for each in exchange if each.is_answer]
        if len(lengths) >= FEW and length > TIMES_LONGER * max(usual, 20):
            question = _("This answer is %d times longer than others. Are there questions in it?")
            yield Doubt("long", question % (length / max(usual, 1)), answers[0].number)
        elif len(lengths) == 1 and len(answers) > LONG:
            question = _("All of the text is one answer. Are there other questions in it?")
            yield Doubt("long", question, answers[0].number)


def find_answers_in_questions(reading):
    """Find statements below a question that stand among the questions."""
    for exchange in reading.exchanges:
        asked = [each for each in exchange if each.is_question]
        for before, each in pairwise(asked):
            if before.asks and not each.asks:
                question = _("This follows a question but asks nothing. Is it the answer?")
                yield Doubt("statement", question, each.number)


def find_long_questions(reading):
    """Find the only question of more than two paragraphs."""
    asked = [[e for e in x if e.is_question] for x in reading.exchanges]
    longer = [each for each in asked if len(each) > 2]
    if len(longer) == 1 and FEW <= len(asked) <= MANY:
        question = _("This question has several paragraphs. Is one of them an answer?")
        yield Doubt("statement", question, longer[0][1].number)


def find_statements(reading):
    """Find interviews whose answers ask as often as their questions."""
    asked = [[e for e in x if e.is_question] for x in reading.exchanges]
    answered = [[e for e in x if e.is_answer] for x in reading.exchanges]
    asking = sum(any(e.asks for e in each) for each in asked)
    asking_back = sum(bool(each) and each[-1].asks for each in answered)
    if reading.exchanges and asking_back >= max(asking, 1):
        question = _("The answers ask as often as the questions. Who asks, and who answers?")
        yield Doubt("roles", question)


def find_questions_in_answers(reading):
    """Find paragraphs of answers that look like a question of their own."""
    for exchange in reading.exchanges:
        answers = [each for each in exchange if each.is_answer]
        for place, each in enumerate(answers):
            if _is_asked(each) and (place or len(answers) == 1):
                question = _("This stands in an answer but asks. Is it a question of its own?")
                yield Doubt("question", question, each.number)


def _is_asked(each):
    """Return whether a paragraph of an answer is as short as a question, and asks somebody."""
    if not each.asks or each.label or len(each.text.split()) > SHORT:
        return False
    if is_prompt(each.text) and each.sentences < 2:
        return True
    if is_rhetorical(each.text):
        return False
    if uses_first_person(each.text) and len(each.text.split()) > REMARK:
        return False
    is_one_sentence = not SENTENCE_END.search(each.text.rstrip()[:-1])
    return uses_second_person(each.text) or (
        is_one_sentence and not uses_first_person(each.text) and not is_list_item(each.text)
    )


def find_questions_outside(reading):
    """Find questions shortly before the first exchange, and after the last one."""
    for each in reading.outside:
        is_last_question = (
            each.role == ParagraphRole.CLOSING and each.label and MARK.search(each.text)
        )
        is_prose = each.role in PROSE and not HEADING.match(each.text)
        if is_prose and (is_last_question or _is_asked(each)):
            question = _("This asks but stands in the introduction or closing. Is it a question?")
            yield Doubt("question", question, each.number)


def find_last_answers(reading):
    """Find words that follow the last turn of the interviewer, and may be an answer."""
    closing = [each for each in reading.outside if each.role == ParagraphRole.CLOSING]
    for before, each in pairwise(closing):
        if before.label and not each.label and each.speaker == before.speaker:
            question = _("Is this the answer to what stands before it?")
            yield Doubt("statement", question, each.number)


CHECKS = [
    find_last_answers,
    find_questions_outside,
    find_gaps,
    find_long_answers,
    find_answers_in_questions,
    find_long_questions,
    find_statements,
    find_questions_in_answers,
]
