"""Shortens text for share images, and finds where a line may break. Every function is pure."""

import unicodedata
from functools import lru_cache

from uniseg.graphemecluster import grapheme_clusters
from uniseg.linebreak import line_break_units

from interviews import prose
from interviews.prose.excerpts import SENTENCE_END

WIDE = {"W", "F"}
TALLER = "\u0590"  # code points from here (Hebrew) on are mostly of scripts with taller letters
# Thai and Lao vowels written before their consonant, and after it.
LEADING_VOWELS = "เแโใไເແໂໃໄ"
TRAILING_VOWELS = "ะาำๅๆฯະາຳໆຯ"


def clean_spoken_line(markdown):
    """Return an answer as one line of plain text, without footnotes and pictures."""
    return clean_line(prose.spoken_text(markdown))


def clean_line(text):
    """Return the text on one line, without illegal characters and bidi controls."""
    text = str(text).translate(prose.ILLEGAL_CHARACTERS | prose.BIDI_CONTROLS).replace("\ufffd", "")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def count_columns(text):
    """Return how much room a text takes, measured in Latin letters.

    Letters of scripts with taller letters or wider line spacing count for more than one.
    """
    return sum(map(_count_columns, text))


def _count_columns(character):
    if unicodedata.combining(character):
        return 0
    if _width(character) in WIDE:
        return 2.6
    return 1 if character < TALLER or "\u1e00" <= character < "\u2100" else 1.3


def _width(character):
    return unicodedata.east_asian_width(character)


@lru_cache(maxsize=512)  # every page calls this for its og:image:alt; some scripts are slow
def truncate_to_columns(text, room):
    """Return the text, or its beginning of at most `room` columns with “…”.

    The beginning is verbatim. It ends after a word, or after a sentence if a sentence ends in
    the last third of the room.
    """
    head = _get_prefix(text, room)
    if head == text and count_columns(text) <= room:
        return text
    beginning = _take_while_fits(split_at_breaks(head), room - 2) or _take_while_fits(
        split_letters(head), room - 2
    )
    return add_ellipsis(_end_at_sentence(beginning, room * 2 / 3) or beginning)


def add_ellipsis(text):
    """Return the text with an ellipsis as its script writes it; "" for an empty text."""
    text = text.rstrip()
    if not text:
        return ""
    return text + ("…" if _width(text[-1]) in WIDE else " …")


def _get_prefix(text, room):
    """Return a beginning that fills the room for certain, so that long answers cost little."""
    for at, character in enumerate(text):
        room -= _count_columns(character)
        if room < 0:
            return text[: at + 20]
    return text


def _take_while_fits(pieces, room):
    beginning = []
    for piece in pieces:
        if count_columns(piece.rstrip()) > room:
            break
        beginning.append(piece)
        room -= count_columns(piece)
    return "".join(beginning)


def _end_at_sentence(beginning, least):
    """Return the text up to its last sentence end; None if that is less than `least` columns."""
    beginning = beginning.rstrip()
    ends = [stop.end() for stop in SENTENCE_END.finditer(beginning)]
    return beginning[: ends[-1]] if ends and count_columns(beginning[: ends[-1]]) >= least else None


def split_at_breaks(text):
    """Split a text where a line may break; each piece keeps its trailing space.

    Words stay whole, Korean words too. In scripts without spaces, Unicode's line-breaking rules
    say which characters may not begin a line (。、」) or end one (「).
    """
    pieces = []
    for unit in line_break_units(text):
        if pieces and _is_korean(pieces[-1][-1]) and _is_korean(unit[0]):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def split_letters(text):
    """Split a text into letters as readers see them, to break a word that is too long."""
    pieces = []
    for cluster in grapheme_clusters(text):
        if pieces and (pieces[-1][-1] in LEADING_VOWELS or cluster[0] in TRAILING_VOWELS):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _is_korean(character):
    return "\uac00" <= character <= "\ud7a3"
