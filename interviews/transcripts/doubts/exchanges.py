"""Doubts about exchanges that lack something, or in which something stands at a wrong place."""

import re
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

from interviews.transcripts.blocks import is_list_item
from interviews.transcripts.questions import is_rhetorical, uses_first_person, uses_second_person
from interviews.transcripts.transcript import Doubt

TIMES_LONGER = 50
FEW = 3  # exchanges; with fewer, nothing is usual
SHORT = 45  # words; most questions are shorter
SENTENCE_END = re.compile(r"[.!?…。！？؟](?:\s|$)|[。！？]")
LONG = 8  # paragraphs; a single answer of more probably holds other questions


def find_gaps(reading):
    """Find exchanges without a question or without an answer."""
    for exchange in reading.exchanges:
        if not any(each.is_question for each in exchange):
            question = _("This answer has no question. Is the question missing, or elsewhere?")
            yield Doubt("gap", question, exchange[0].number)
        elif not any(each.is_answer for each in exchange):
            question = _("This question has no answer. Is it a question, and where is its answer?")
            yield Doubt("gap", question, exchange[-1].number)


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
    if not each.asks or each.label or len(each.text.split()) > SHORT or is_rhetorical(each.text):
        return False
    is_one_sentence = not SENTENCE_END.search(each.text.rstrip()[:-1])
    return uses_second_person(each.text) or (
        is_one_sentence and not uses_first_person(each.text) and not is_list_item(each.text)
    )


CHECKS = [
    find_gaps,
    find_long_answers,
    find_answers_in_questions,
    find_statements,
    find_questions_in_answers,
]
