"""Doubts about who speaks."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

from django.utils.translation import gettext as _

from interviews.names import name_key
from interviews.transcripts.names import ShortForms, split_label
from interviews.transcripts.transcript import Doubt, ParagraphRole
from interviews.transcripts.vocabulary import LETTERS, is_role_label

ENDS_INSIDE = re.compile(r"(?:^|\s)(?![A-ZÀ-Þ])[^\W\d_]{2,}[.!?…](?:\s|$)|[。！？؟।]")
ALIKE = 0.8  # of the letters of two names
LIKE = 0.66  # of the letters, if one of the two speaks only once
MANY = 40  # speakers; of more, no two names are compared
OFTEN = 0.1  # share of turns; a label that is repeated so often tells nothing


def find_similar_names(reading):
    """Find a speaker whose name looks like a misspelt or shortened name of another."""
    turns = Counter(each.speaker for each in reading.spoken if each.speaker)
    for pair in combinations(reading.names[:MANY], 2):
        rare, usual = sorted(pair, key=lambda name: turns[name])
        if _are_alike(rare, usual, LIKE if turns[rare] == 1 else ALIKE):
            first = next(each for each in reading.spoken if each.speaker == rare)
            question = _("Are “%(rare)s” and “%(usual)s” the same person?")
            yield Doubt("name", question % {"rare": rare, "usual": usual}, first.number)


def _are_alike(one, other, least):
    """Return whether names are short for each other, or share at least this part of letters."""
    words = [is_role_label(one), is_role_label(other)]
    if all(words) or _is_part(one, other) or _is_part(other, one):
        return False
    if not any(words) and (
        ShortForms([one]).is_related(other) or ShortForms([other]).is_related(one)
    ):
        return True
    keys = [name_key(one), name_key(other)]
    digits = ["".join(filter(str.isdigit, key)) for key in keys]
    ratio = SequenceMatcher(None, *keys).ratio()
    return digits[0] == digits[1] and (sorted(keys[0]) == sorted(keys[1]) or ratio >= least)


def _is_part(name, joint):
    """Return whether a name is one of several in a joint name: “Ada Lima and Ben Okoro”."""
    parts = [name_key(part) for part in split_label(joint)]
    return len(parts) > 1 and name_key(name) in parts


def find_odd_names(reading):
    """Find speakers whose name holds a sentence, or is a letter that stands for a role."""
    for name in reading.names:
        if ENDS_INSIDE.search(name) or name.casefold() in LETTERS:
            first = next(each for each in reading.spoken if each.speaker == name)
            question = _("Is “%s” the name of somebody who speaks?")
            yield Doubt("name", question % name, first.number)


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
        turn = turn if turn and turn[0].role == each.role else []
        if each.label in reading.labels:
            turns += 1
            if turn and turn[0].label == each.label:
                found.append((turn[-1], each.label))
            turn = []
        if each.label in reading.labels or turn:
            turn.append(each)
    if len(found) <= max(2, OFTEN * turns):
        for each, label in found:
            question = _("After this, “%s” speaks again. Does somebody else speak here?")
            yield Doubt("turn", question % label, each.number)


CHECKS = [find_similar_names, find_odd_names, find_unnamed, find_repeated_labels]
