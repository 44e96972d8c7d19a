"""Letters as a reader takes them: without what cannot be seen, and by what they look like."""

import unicodedata

from disarm import normalize_confusables

from interviews.unseen import UNSEEN


class _Letters(dict):
    """For str.translate: letters stay, accents and the unseen go, all else becomes a blank."""

    def __missing__(self, point):
        kept = self._kept(point)
        if point < 0x20000:  # so that no sender of rare characters can fill the memory
            self[point] = kept
        return kept

    def _kept(self, point):
        if point in UNSEEN or _is_accent(chr(point)):
            return None
        return point if unicodedata.category(chr(point))[0] in "LMN" else " "


def _is_accent(character):
    """Whether a mark may be missing from a word: é and e, but no vowel of Hindi or Thai."""
    # 1: strokes through a letter; 10 to 36: Hebrew and Arabic points; 200 and more: accents
    place = unicodedata.combining(character)
    is_enclosing = unicodedata.category(character) == "Me"
    return place == 1 or 10 <= place <= 36 or place >= 200 or is_enclosing


LETTERS = _Letters()


def plain(text):
    """The words of a text in lower case and without accents, parted by blanks."""
    if text.isascii():
        return text.lower().translate(LETTERS)
    seen = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    return unicodedata.normalize("NFC", seen)  # Hangul is one character a syllable again


def looks(text):
    """The same with each letter that looks like a Latin one as that one (UTS #39's confusables).

    The case that was written decides: a Greek Η looks like H, but η like n.
    """
    if text.isascii():
        return plain(text)
    return plain(normalize_confusables(unicodedata.normalize("NFKD", text)))
