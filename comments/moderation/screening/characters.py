"""Abuse of Unicode: characters that reorder, cover or hide text.

Characters that languages and emoji need are allowed: accents of Vietnamese, points of Hebrew and
Arabic, stacks of Tibetan, joiners of Persian, Hindi and family emoji, flags of Scotland and Wales.
"""

import re
import unicodedata
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from comments.moderation.screening.alphabets import INVISIBLE

# Why a text is held, for editors, by the codes of `find_abuse`.
WHY = {
    "bidi": _("It contains characters that change the direction of the text."),
    "marks": _("It piles up accents."),
    "hidden": _("It contains invisible characters."),
}

BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Four combining accents on one letter, which no orthography needs.
TOWER = re.compile(
    "[\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4}"
)
MOST_MARKS = 8  # on one letter, in any script: Tibetan’s tallest syllable has eight
MOST_SAME = 3  # of one mark in a row; no word has two

FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
# Tags outside a flag; deprecated and annotation controls; joiners, blanks or selectors in a row.
# A joiner may follow a selector (❤️‍🔥), and typists of Persian sometimes type two joiners.
HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\u206a-\u206f\ufff9-\ufffb]"
    "|[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0]{3}"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}"
)

BLANK = INVISIBLE | {0x2800, 0x16FE4, 0x1D159}  # Braille’s, Khitan’s and music’s empty signs
NOTHING = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def find_abuse(text):
    """Return the codes (see WHY) of the abuses in a text; [] for an ordinary text."""
    if text.isascii():
        return []
    found = {
        "bidi": BIDI_CONTROLS.search(text),
        "marks": TOWER.search(text) or _is_piled(text),
        "hidden": HIDDEN.search(FLAG.sub("", text)),
    }
    return [code for code, is_there in found.items() if is_there]


def is_blank(text):
    """Whether all characters of a text are invisible."""
    return all(ord(each) in BLANK or unicodedata.category(each) in NOTHING for each in text)


def has_controls(text):
    """Whether a one-line text, such as a name, contains control characters or line breaks.

    CR and LF could add a header to an email; NUL ends a text in C; half a surrogate pair cannot be
    stored. Line and paragraph separators and tabs count too.
    """
    if text.isprintable():
        return False
    return any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in text)


def _is_piled(text):
    """Whether one letter has too many marks, or one mark too often."""
    if not any(map(_is_mark, set(text))):
        return False
    for is_mark, run in groupby(text, _is_mark):
        if is_mark:
            marks = "".join(run)
            if len(marks) > MOST_MARKS or any(mark * MOST_SAME in marks for mark in set(marks)):
                return True
    return False


def _is_mark(character):
    return character > "\u02ff" and unicodedata.category(character) in {"Mn", "Me"}
