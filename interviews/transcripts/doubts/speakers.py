"""Doubts about who speaks."""

from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

from django.utils.translation import gettext as _

from interviews.names import name_key
from interviews.transcripts.names import ShortForms
from interviews.transcripts.transcript import Doubt, ParagraphRole
from interviews.transcripts.vocabulary import is_role_label

ALIKE = 0.8  # of the letters of two names
MANY = 40  # speakers; of more, no two names are compared
OFTEN = 0.1  # share of turns; a label that is repeated so often tells nothing


def find_similar_names(reading):
    """Find a speaker whose name looks like a misspelt or shortened name of another."""
    turns = Counter(each.speaker for each in reading.spoken if each.speaker)
    for one, other in combinations(reading.names[:MANY], 2):
        if _are_alike(one, other):
            rare, usual = sorted((one, other), key=lambda name: turns[name])
            first = next(each for each in reading.spoken if each.speaker == rare)
            question = _("Are “%(rare)s” and “%(usual)s” the same person?")
            yield Doubt("name", question % {"rare": rare, "usual": usual}, first.number)


def _are_alike(one, other):
    if is_role_label(one) or is_role_label(other):
        return False
    if ShortForms([one]).is_related(other) or ShortForms([other]).is_related(one):
        return True
    keys = [name_key(one), name_key(other)]
    digits = ["".join(filter(str.isdigit, key)) for key in keys]
    return digits[0] == digits[1] and SequenceMatcher(None, *keys).ratio() >= ALIKE


def find_unnamed(reading):
    """Find questions or answers without a speaker where the others have one."""
    for role in (ParagraphRole.QUESTION, ParagraphRole.ANSWER):
        starts = [
            next((each for each in exchange if each.role == role), None)
            for exchange in reading.exchanges
        ]
        starts = list(filter(None, starts))
        unnamed = [each for each in starts if not each.speaker]
        if 0 < len(unnamed) < len(starts):
            for each in unnamed:
                yield Doubt(
                    "unnamed", _("Who speaks here? Elsewhere the speaker is named."), each.number
                )


def find_repeated_labels(reading):
    """Find a label that is repeated though nobody else spoke, where this is rare."""
    found, turn, turns = [], [], 0
    for each in reading.spoken:
        if each.label:
            turns += 1
            if len(turn) > 1 and turn[0].label == each.label and turn[0].role == each.role:
                found.append((turn[-1], each.label))
            turn = []
        if each.label or turn:
            turn.append(each)
    if len(found) <= OFTEN * turns or len(found) == 1:
        for each, label in found:
            question = _("After this, “%s” speaks again. Does somebody else speak here?")
            yield Doubt("turn", question % label, each.number)


CHECKS = [find_similar_names, find_unnamed, find_repeated_labels]
