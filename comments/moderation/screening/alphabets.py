"""Texts as a reader sees them: without invisible characters, and with letters by their looks."""

import re
import unicodedata

from disarm import normalize_confusables

from interviews.prose.invisible_characters import INVISIBLE


class _Letters(dict):
    """A table for str.translate that drops invisible characters, and with `bare` accents.

    Letters stay; all other characters become blanks.
    """

    def __init__(self, bare):
        self.bare = bare

    def __missing__(self, point):
        kept = self._kept(point)
        if point < 0x20000:  # so that rare characters cannot fill the memory
            self[point] = kept
        return kept

    def _kept(self, point):
        if point in INVISIBLE or (self.bare and _is_accent(chr(point))):
            return None
        return point if unicodedata.category(chr(point))[0] in "LMN" else " "


def _is_accent(character):
    """Whether a mark can be dropped, like the accent of é, unlike a vowel of Hindi or Thai."""
    # 1: strokes through a letter; 10 to 36: Hebrew and Arabic points; 200 and more: accents
    place = unicodedata.combining(character)
    is_enclosing = unicodedata.category(character) == "Me"
    return place == 1 or 10 <= place <= 36 or place >= 200 or is_enclosing


LETTERS, BARE_LETTERS = _Letters(bare=False), _Letters(bare=True)
LATIN = re.compile("[a-z\u00c0-\u02af]", re.IGNORECASE)
WORD = re.compile(r"[^\s!-/:-@\[-`{-~«»“”„‘’…–—]+")


def exact(text):
    """The words of a text in lower case, separated by blanks.

    Accents and ß stay: German “aß” is not “ass”.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(LETTERS)


def plain(text):
    """The words of a text in lower case and without accents, separated by blanks."""
    if text.isascii():
        return text.lower().translate(BARE_LETTERS)
    seen = unicodedata.normalize("NFKD", text).casefold().translate(BARE_LETTERS)
    return unicodedata.normalize("NFC", seen)  # a Hangul syllable is one character again


def looks(text):
    """Like plain(), but letters that look like Latin letters are replaced (UTS #39 confusables).

    The original case decides: a Greek Η looks like H, but η looks like n.
    """
    if text.isascii():
        return plain(text)
    return plain(normalize_confusables(unicodedata.normalize("NFKD", text)))


def unmasked(text):
    """Like looks(), but only for words that contain Latin letters.

    A word wholly in another script belongs to another language: Russian “сам” is not “cam”.
    """
    if text.isascii():
        return plain(text)
    return plain(WORD.sub(lambda word: _unmasked(word[0]), unicodedata.normalize("NFKD", text)))


def _unmasked(word):
    return normalize_confusables(word) if LATIN.search(word) else word
