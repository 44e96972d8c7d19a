"""Abuse of Unicode: characters that turn, bury or hide what a reader sees.

What languages and emoji need passes: accents of Vietnamese, points of Hebrew and Arabic, stacks
of Tibetan, joiners of Persian, Hindi and family emoji, flags of Scotland and Wales.
"""

import re
import unicodedata
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from comments.moderation.screening.alphabets import INVISIBLE

# Why a text is held, for editors, by the code that `abuses` returns.
WHY = {
    "bidi": _("It holds characters that turn the direction of the text around."),
    "marks": _("It piles accents upon each other."),
    "hidden": _("It holds characters that cannot be seen."),
}

BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Accents that any letter may carry are what towers are built of; no orthography sets four on one.
TOWER = re.compile(
    "[\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4}"
)
MOST_MARKS = 8  # on one letter, in any script: Tibetan’s tallest syllable has eight
MOST_SAME = 3  # of one mark in a row; no word has two

FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
# Tags outside a flag; deprecated and annotating controls; joiners, blanks or selectors in a row.
# A joiner may stand beside a selector (❤️‍🔥), and a hasty typist of Persian types two.
HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\u206a-\u206f\ufff9-\ufffb]"
    "|[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0]{3}"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}"
)

BLANK = INVISIBLE | {0x2800, 0x16FE4, 0x1D159}  # Braille’s, Khitan’s and music’s empty signs
NOTHING = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def abuses(text):
    """The codes (see WHY) of what in a text deceives or defaces; [] for any honest text."""
    if text.isascii():
        return []
    found = {
        "bidi": BIDI_CONTROLS.search(text),
        "marks": TOWER.search(text) or _is_piled(text),
        "hidden": HIDDEN.search(FLAG.sub("", text)),
    }
    return [code for code, is_there in found.items() if is_there]


def is_blank(text):
    """Whether nothing of a text could be seen, whatever it is made of."""
    return all(ord(each) in BLANK or unicodedata.category(each) in NOTHING for each in text)


def has_controls(text):
    """Whether a text that belongs on one line, as a name does, would leave it or hold a control.

    CR and LF could add a header to a mail, NUL ends a text in C; half a surrogate pair cannot be
    stored. Line and paragraph separators count; a tab does too.
    """
    if text.isprintable():
        return False
    return any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in text)


def _is_piled(text):
    """Whether one letter carries too many marks, or one mark too often."""
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
