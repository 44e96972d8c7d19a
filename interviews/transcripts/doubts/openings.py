"""Finds beginnings of lines that look like a label: `Name:`, `[Name]`, `Q.`, `NAME –`, a dash."""

import re
from dataclasses import dataclass

from interviews.names import name_key
from interviews.transcripts.blocks import is_list_item

LONGEST = 3  # words of a name
LINE = 50  # characters of a name on a line of its own
LEADING = r"[*_#\s\u200e\u200f]*"  # may stand before a label and does not belong to it
WORDS = r"[^\W\d_][^\n:：*_.!?。！？,，;\"“”]{0,40}?"
PATTERNS = {
    "dotted": r"(?P<words>[A-ZÀ-ÞА-ЯΑ-Ω][A-ZÀ-ÞА-ЯΑ-Ω '’-]{2,30})\.\s",
    "colon": rf"(?P<words>{WORDS}|[^\W\d_][^\n:：]{{0,6}}\.)[*_ \t\xa0]*[:：](?![/\d])",
    "bracketed": (
        r"[\[(【［〔<]\s*(?P<words>[^\W\d_][^\n\]）)】］〕>]{0,40})[\])】］〕>](?![(\[])"
        r"(?P<colon>[:：]?)"
    ),
    "spaced": r"(?P<words>[^\W\d_][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,2})(?:\t| {2,})\S",
    "dashed": rf"(?P<words>{WORDS})[*_]*[ \t]+[–—-][ \t]+(?=\S)",
    "bold": rf"(?:(?<=\*\*)|(?<=__))(?P<words>{WORDS})(?:\*\*|__)[ \t]+(?=\S)",
    "letter": (
        r"(?P<words>(?!I\b)[^\W\d_]{1,2}\d?)"
        r"(?:[.)*_]{1,3}[ \t\xa0]+|[ \t\xa0]+(?=[^\W\d_a-z]|[¿¡\"“«]))"
    ),
    "sign": r"(?P<words>[—–―]+|--|-(?= )|>>+|»)",
}
LABELS = {kind: re.compile(LEADING + pattern) for kind, pattern in PATTERNS.items()}
DASHES = re.compile(r"[—–―]+")
SOUNDS = re.compile(
    r"laugh|chuckl|giggl|sigh|cough|cheer|clap|applau|pause|silence|music|crosstalk|cross talk"
    r"|inaudible|unintelligible|overlap|lacht|rire|risa|笑|拍手",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    """A beginning that looks like a label: of which kind, and its words in one spelling."""

    kind: str
    words: str
    is_name: bool  # written as a name

    @property
    def is_short(self):
        return len(self.words.split()) <= LONGEST


def find_openings(text):
    """Return the Openings of the lines of a text."""
    first, *lines = [line[:200] for line in text.split("\n")]
    is_list = bool(lines) and is_list_item(first)
    lines = [x for x in lines if not (is_list and (x[:1].isspace() or is_list_item(x)))]
    found = {
        _make_opening(kind, match)
        for line in [first, *lines]
        for kind, pattern in LABELS.items()
        if (kind != "sign" or (line is first and not is_list))
        and (match := pattern.match(line))
        and _may_be_label(kind, match)
    }
    return sorted(found, key=lambda opening: opening.kind)


def _make_opening(kind, match):
    words = match["words"] if kind == "sign" else name_key(match["words"])
    kind = "bracket" if kind == "bracketed" and match["colon"] else kind
    return Opening(kind, words, is_name(match["words"]))


def _may_be_label(kind, match):
    """Return whether words that begin a line may be a label: no sound in brackets, no “So”."""
    if kind == "bracketed":
        return not SOUNDS.search(match["words"])
    return kind != "letter" or not any(map(str.islower, match["words"]))


def is_name(text):
    """Return whether words may be a name: two or three with capitals, or of a script without."""
    words = text.split()
    if not 0 < len(words) <= LONGEST or len(text) > LINE or not text[0].isalpha():
        return False
    if text.upper() == text.lower():
        return True
    return len(words) > 1 and all(word.istitle() or word.isupper() for word in words)
