"""Words in the form that the search compares: without case and accents, in any script.

Scripts without spaces between words (Chinese, Japanese, Thai …), and Korean, whose words have
endings, are indexed as pairs of letters: 東京都 is 東京, 京都 and 都. Any part of a text is then
found as a phrase of pairs.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_TEXT_LENGTH = (
    50_000  # characters of a text that are indexed; PostgreSQL has a limit little above
)
MAX_QUERY_LENGTH = 300  # characters of a search
MAX_TERMS = 16
MAX_PREFIX_TERMS = 4  # terms; of more, only the last matches beginnings of words
MAX_REQUIRED_TERMS = 4  # the longest terms; one must match outside the context
MAX_WORD_LENGTH = 100  # characters of a word that are compared
MIN_PREFIX_LENGTH = 3  # letters; “AI” does not match “air”

# Ranges, in a notation that re, PostgreSQL's regular expressions and SQLite's GLOB share.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d"  # Burmese
    "\u1780-\u17d3\u17dc-\u17dd"  # Khmer
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\uac00-\ud7a3"  # Korean
)
# Accents, the vowel points of Hebrew and Arabic, and characters that vary a letter's shape.
MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed"
    "\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
# Letters that people also type without their stroke, though Unicode does not decompose them.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ı": "i", "ŋ": "n", "ς": "σ",
}  # fmt: skip

MARK = re.compile(f"[{MARKS}]")
PAIR = re.compile(f"([{UNSPACED}])(?=([{UNSPACED}]?))")
UNSPACED_AT_END = re.compile(f"[{UNSPACED}]\\Z")
TERM = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]|([^\s"“”„«»「」『』]+)')


class Spelling(dict):
    """A table for str.translate(): the folded form of each character, by its code point."""

    def __missing__(self, code):
        self[code] = spelled = spell(chr(code))
        return spelled


def spell(character):
    """Return the folded form of a character: "" for a mark, a space for other non-letters."""
    if MARK.match(character):
        return ""
    if unicodedata.category(character)[0] not in "LMN":
        return " "
    bare = MARK.sub("", unicodedata.normalize("NFKD", character).casefold())
    spelled = "".join(
        LETTERS.get(letter, letter) if unicodedata.category(letter)[0] in "LMN" else " "
        for letter in bare
    )
    return unicodedata.normalize("NFC", spelled)


SPELLING = Spelling()


def fold(text):
    """Return the text in its folded form; characters between words become spaces."""
    return unicodedata.normalize("NFC", text).translate(SPELLING)


def pairs(folded):
    """Return folded text, with pairs of letters between spaces in scripts without spaces."""
    if folded.isascii():
        return folded
    return PAIR.sub(r" \1\2 ", folded)


@dataclass(frozen=True)
class Term:
    """A folded word or phrase. `open` means that its last word is the beginning of a word."""

    spelled: str
    open: bool

    @property
    def tokens(self):
        """Return the adjacent words in the index, and whether the last is only a beginning."""
        tokens = [token[:MAX_WORD_LENGTH] for token in pairs(self.spelled).split()]
        if not UNSPACED_AT_END.search(self.spelled):
            return tokens, self.open
        if len(self.spelled) > 1 and UNSPACED_AT_END.search(self.spelled[:-1]):
            return tokens[:-1], False  # the last letter is in the pair before; anything may follow
        return tokens, True


def terms(words):
    """Return the terms of a search; none if it has no letters or numbers.

    Each word matches the words that begin with it; of more than MAX_PREFIX_TERMS words, only the
    last does. Words in quotation marks, and short words, match exactly. A word with an asterisk,
    “ai*”, always matches beginnings.
    """
    found = {}
    for phrase, word in TERM.findall(words[:MAX_QUERY_LENGTH].replace("\0", " ")):
        spelled = " ".join(fold(phrase or word).split())
        if spelled:
            long_enough = len(spelled.rpartition(" ")[2]) >= MIN_PREFIX_LENGTH
            found[spelled, bool(word) and long_enough, word.endswith("*")] = True
    few = len(found) <= MAX_PREFIX_TERMS
    last = len(found) - 1
    return [
        Term(spelled, open=starred or (goes_on and (few or place == last)))
        for place, (spelled, goes_on, starred) in enumerate(found)
    ][:MAX_TERMS]


def longest(terms):
    """Return the terms, the longest first: these are mostly the rarest."""
    return sorted(terms, key=lambda term: -len(term.spelled))
