"""Letters as a reader takes them: without what cannot be seen, and by what they look like."""

import re
import unicodedata

from disarm import normalize_confusables

from interviews.prose.invisible_characters import INVISIBLE


class _Letters(dict):
    """For str.translate: letters stay, the unseen goes, and accents where `bare`; all else becomes
    a blank."""

    def __init__(self, bare):
        self.bare = bare

    def __missing__(self, point):
        kept = self._kept(point)
        if point < 0x20000:  # so that no sender of rare characters can fill the memory
            self[point] = kept
        return kept

    def _kept(self, point):
        if point in INVISIBLE or (self.bare and _is_accent(chr(point))):
            return None
        return point if unicodedata.category(chr(point))[0] in "LMN" else " "


def _is_accent(character):
    """Whether a mark may be missing from a word: é and e, but no vowel of Hindi or Thai."""
    # 1: strokes through a letter; 10 to 36: Hebrew and Arabic points; 200 and more: accents
    place = unicodedata.combining(character)
    is_enclosing = unicodedata.category(character) == "Me"
    return place == 1 or 10 <= place <= 36 or place >= 200 or is_enclosing


LETTERS, BARE_LETTERS = _Letters(bare=False), _Letters(bare=True)
LATIN = re.compile("[a-z\u00c0-\u02af]", re.IGNORECASE)
WORD = re.compile(r"[^\s!-/:-@\[-`{-~«»“”„‘’…–—]+")


def exact(text):
    """The words of a text as they are spelt, in lower case and parted by blanks.

    Accents stay, and ß too: German “aß” is no “ass”.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(LETTERS)


def plain(text):
    """The words of a text in lower case and without accents, parted by blanks."""
    if text.isascii():
        return text.lower().translate(BARE_LETTERS)
    seen = unicodedata.normalize("NFKD", text).casefold().translate(BARE_LETTERS)
    return unicodedata.normalize("NFC", seen)  # Hangul is one character a syllable again


def looks(text):
    """The same with each letter that looks like a Latin one as that one (UTS #39's confusables).

    The case that was written decides: a Greek Η looks like H, but η like n.
    """
    if text.isascii():
        return plain(text)
    return plain(normalize_confusables(unicodedata.normalize("NFKD", text)))


def unmasked(text):
    """The same, but only words that have Latin letters are read by their looks.

    A word wholly in another script is a word of another language: Russian “сам” is no “cam”.
    """
    if text.isascii():
        return plain(text)
    return plain(WORD.sub(lambda word: _unmasked(word[0]), unicodedata.normalize("NFKD", text)))


def _unmasked(word):
    return normalize_confusables(word) if LATIN.search(word) else word
