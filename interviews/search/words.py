"""Words as the search compares them: without case and accents, in any script.

Some scripts put no spaces between words (Chinese, Japanese, Thai …), and Korean joins endings to
words. Texts in these scripts are indexed as pairs of letters: 東京都 is 東京, 京都 and 都. So
any part of a text is found: its pairs follow each other in the index.
"""

import re
import unicodedata
from dataclasses import dataclass

from interviews.search.stems import find_stems

MAX_TEXT_LENGTH = 50_000  # indexed characters of a text; PostgreSQL can hold little more
MAX_QUERY_LENGTH = 300  # characters of a query that are read
MAX_TERMS = 16
MAX_PREFIX_TERMS = 4  # with more terms, only the last matches longer words
MAX_REQUIRED_TERMS = 4  # of the longest terms, one must match outside the context
MAX_WORD_LENGTH = 100  # compared characters of a word
MIN_PREFIX_LENGTH = 3  # letters, so that “AI” does not match “air”
MIN_SPLIT_LENGTH = 4  # letters of a word that may be written with an apostrophe or a hyphen

# Ranges that re, PostgreSQL's regular expressions and SQLite's GLOB read alike.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d"  # Burmese
    "\u1780-\u17d3\u17dc-\u17dd"  # Khmer
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\uac00-\ud7a3"  # Korean
)
# Accents, vowel points of Hebrew and Arabic, and characters that only change a letter's shape.
MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed"
    "\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
# Letters that people often type without the stroke; Unicode does not decompose them.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ı": "i", "ŋ": "n", "ς": "σ",
}  # fmt: skip

MARK = re.compile(f"[{MARKS}]")
PAIR = re.compile(f"([{UNSPACED}])(?=([{UNSPACED}]?))")
UNSPACED_AT_END = re.compile(f"[{UNSPACED}]\\Z")
TERM = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]|([^\s"“”„«»「」『』]+)')


class CharacterMap(dict):
    """A table for str.translate(): from each code point to the letters that are compared."""

    def __missing__(self, code):
        self[code] = spelled = normalize_character(chr(code))
        return spelled


def normalize_character(character):
    """Return the compared letters: none for a mark, a space for anything that is no letter."""
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


NORMALIZED = CharacterMap()


def fold(text):
    """Return the compared text: normalized letters and numbers, and spaces for the rest."""
    return unicodedata.normalize("NFC", text).translate(NORMALIZED)


def pairs(folded):
    """Return folded text with unspaced scripts as pairs of letters between spaces."""
    if folded.isascii():
        return folded
    return PAIR.sub(r" \1\2 ", folded)


@dataclass(frozen=True)
class Term:
    """A folded word or phrase of a query; with `is_prefix` its last word matches longer words.

    A text that has one of the `variants` matches as well: the word in another number or case, or
    with an apostrophe or a hyphen.
    """

    spelled: str
    is_prefix: bool
    variants: tuple = ()

    @property
    def forms(self):
        """The term itself, and a Term for each variant."""
        return [self, *(Term(variant, is_prefix=True) for variant in self.variants)]

    @property
    def tokens(self):
        """The consecutive words in the index, and whether the last one matches longer words."""
        tokens = [token[:MAX_WORD_LENGTH] for token in pairs(self.spelled).split()]
        if not UNSPACED_AT_END.search(self.spelled):
            return tokens, self.is_prefix
        if len(self.spelled) > 1 and UNSPACED_AT_END.search(self.spelled[:-1]):
            return tokens[:-1], False  # the last letter is in the pair before
        return tokens, True


def terms(words, languages=()):
    """Return the terms of a query; an empty list if it has no letter and no number.

    A word matches longer words that begin with it, and with `languages` (tags) its other forms in
    these languages. Short words, quoted phrases, and all but the last of many words match exactly;
    a star (“ai*”) makes a word match longer ones.
    """
    found = {}
    for phrase, word in TERM.findall(words[:MAX_QUERY_LENGTH].replace("\0", " ")):
        spelled = " ".join(fold(phrase or word).split())
        if spelled:
            long_enough = len(spelled.rpartition(" ")[2]) >= MIN_PREFIX_LENGTH
            found[spelled, bool(word) and long_enough, word.endswith("*")] = word
    few = len(found) <= MAX_PREFIX_TERMS
    last = len(found) - 1
    return [
        Term(
            spelled,
            is_prefix=starred or (is_prefix and (few or number == last)),
            variants=find_variants(word, languages) if is_prefix and few and not starred else (),
        )
        for number, ((spelled, is_prefix, starred), word) in enumerate(found.items())
    ][:MAX_TERMS]


def find_variants(word, languages):
    """Return the folded forms under which a text may have a word of a query.

    These are its stems, and the word with an apostrophe or a hyphen after its first or second
    letter: “obrien” finds O’Brien, “coop” co-op.
    """
    spelled = fold(word).strip()
    found = {fold(stem).strip(): True for stem in find_stems(word, languages)}
    if len(spelled) >= MIN_SPLIT_LENGTH and " " not in spelled and not re.search(PAIR, spelled):
        found |= {f"{spelled[:at]} {spelled[at:]}": True for at in (1, 2)}
    return tuple(form for form in found if form != spelled and len(form) >= MIN_PREFIX_LENGTH)


def longest(terms):
    """Return the terms, the longest first: long terms are mostly rare."""
    return sorted(terms, key=lambda term: -len(term.spelled))
