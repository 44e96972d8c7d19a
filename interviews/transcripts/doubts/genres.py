"""Doubts about texts that have questions but are no interviews."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.questions import uses_first_person, uses_second_person
from interviews.transcripts.transcript import Doubt
from interviews.transcripts.vocabulary import WE, WITH_PRONOUNS

STAGE = re.compile(
    r"\W*(?:act|scene|akt|aufzug|szene|acte|scène|acto|escena|atto|scena)\s+(?:[ivx]+|\d+|one)\b\W*",
    re.IGNORECASE,
)
OPENING_QUOTE = tuple('“„«"‚‘「『')
FEW = 3  # exchanges
SHORT = 12  # words of all answers; shorter answers may leave out “I”
QUOTED = 0.3  # share of the paragraphs that begin with a quotation mark


def find_impersonal_texts(reading):
    """Find questions without “you” whose answers lack “I”, as in lists of frequent questions."""
    if reading.names or len(reading.exchanges) < FEW:
        return
    asked = " ".join(each.text for each in reading.spoken if each.is_question)
    answered = " ".join(each.text for each in reading.spoken if each.is_answer)
    words = set(re.findall(r"\w+", f"{asked} {answered}".casefold()))
    if not words & WITH_PRONOUNS or uses_second_person(asked):
        return
    spoken = re.findall(r"\w+", answered.casefold())
    if len(spoken) >= SHORT and not uses_first_person(answered) and not WE.intersection(spoken):
        yield Doubt("genre", _("No question says “you”, no answer “I”. Is this an interview?"))


def find_plays(reading):
    """Find acts and scenes."""
    if any(STAGE.fullmatch(each.text) for each in reading.outside):
        yield Doubt("genre", _("This has acts or scenes. Is it an interview?"))


def find_quotations(reading):
    """Find texts in which many paragraphs are speech in quotation marks, as in novels."""
    quoted = [each for each in reading.spoken if each.text.startswith(OPENING_QUOTE)]
    if not reading.labels and len(quoted) > max(1, QUOTED * len(reading.spoken)):
        question = _("Many paragraphs are in quotation marks. Is this an interview?")
        yield Doubt("genre", question, quoted[0].number)


CHECKS = [find_impersonal_texts, find_plays, find_quotations]
