"""Which words a card holds, and between which of them a line may end. Every function is pure."""

import unicodedata
from functools import lru_cache

from uniseg.graphemecluster import grapheme_clusters
from uniseg.linebreak import line_break_units

from interviews import prose
from interviews.prose.excerpts import SENTENCE_END

WIDE = {"W", "F"}
TALLER = "\u0590"  # where Hebrew begins, and after it nearly all scripts but those of Europe
# Thai and Lao vowels that are written before the letter they belong to, and after it.
LEADING_VOWELS = "เแโใไເແໂໃໄ"
TRAILING_VOWELS = "ะาำๅๆฯະາຳໆຯ"


def spoken(markdown):
    """The words of an answer, on one line: no marks, no notes, nothing about pictures."""
    return legible(prose.spoken_text(markdown))


def legible(text):
    """The text on one line, without characters that are illegible or turn its direction."""
    text = str(text).translate(prose.ILLEGAL_CHARACTERS | prose.BIDI_CONTROLS).replace("\ufffd", "")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def columns(text):
    """How much of a card the text takes up, in Latin letters.

    Letters that stand taller than these, or lines that stand further apart, count for more.
    """
    return sum(map(_columns, text))


def _columns(character):
    if unicodedata.combining(character):
        return 0
    if _width(character) in WIDE:
        return 2.6
    return 1 if character < TALLER or "\u1e00" <= character < "\u2100" else 1.3


def _width(character):
    return unicodedata.east_asian_width(character)


@lru_cache(maxsize=512)  # every page asks anew, and for some scripts it takes a while
def opening(text, room):
    """The first words of a text, as many as `room` columns hold, and “…” if that is not all.

    What is kept is in the text to the letter. It ends after a word, and after a sentence if one
    ends in the last third of the room.
    """
    head = _at_least(text, room)
    if head == text and columns(text) <= room:
        return text
    kept = _as_many(units(head), room - 2) or _as_many(letters(head), room - 2)
    return shortened(_at_a_stop(kept, room * 2 / 3) or kept)


def shortened(text):
    """The text, marked as the beginning of a longer one."""
    text = text.rstrip()
    if not text:
        return ""
    return text + ("…" if _width(text[-1]) in WIDE else " …")


def _at_least(text, room):
    """The beginning of the text with all that the room may hold: an answer can be a long one."""
    for at, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            return text[: at + 20]
    return text


def _as_many(pieces, room):
    kept = []
    for piece in pieces:
        if columns(piece.rstrip()) > room:
            break
        kept.append(piece)
        room -= columns(piece)
    return "".join(kept)


def _at_a_stop(kept, least):
    """What is kept up to the end of its last sentence; None if that is less than `least`."""
    kept = kept.rstrip()
    ends = [stop.end() for stop in SENTENCE_END.finditer(kept)]
    return kept[: ends[-1]] if ends and columns(kept[: ends[-1]]) >= least else None


def units(text):
    """The text in pieces between which a line may end; each keeps the space it ends with.

    Words stay whole, Korean ones too; where none are spaced, Unicode's rules of line breaking
    tell what may neither begin a line (。、」) nor end one (「).
    """
    pieces = []
    for unit in line_break_units(text):
        if pieces and _is_korean(pieces[-1][-1]) and _is_korean(unit[0]):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def letters(text):
    """The text in pieces that are read as one letter each, where a word must be broken."""
    pieces = []
    for cluster in grapheme_clusters(text):
        if pieces and (pieces[-1][-1] in LEADING_VOWELS or cluster[0] in TRAILING_VOWELS):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _is_korean(character):
    return "\uac00" <= character <= "\ud7a3"
