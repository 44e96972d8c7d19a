"""Drawing a card: paper, ink and one colour, one edge for all that is read, a picture beside it."""

import io

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from interviews.media.uploads import remove_transparency
from interviews.share_images import typefaces
from interviews.share_images.typesetting import Passage

# As in static/css/tokens.css, by day.
PAPER, RULE, INK, META, ASK = "#fdfcf8", "#dedad0", "#1b1a17", "#5c5952", "#b3321b"

EDGE = 88  # from the side to whatever is read; the slash of a question hangs outside it
PICTURE = 400  # how wide one picture stands at the far side; several are squares
GAP = 56  # between words and picture
FAR_EDGE = 72  # where there is none
TOP, BOTTOM = 130, 574  # between these stands what is said, and under it by whom

NAME, MARK, FACT = 32, 34, 21  # sizes of names, the wordmark and the facts
# From large to small: the heading's size and, beside it, the answer's.
SIZES = [(104, 60), (96, 56), (88, 52), (80, 50), (74, 47), (68, 44), (62, 41), (57, 39)]
SIZES += [(52, 37), (48, 35), (44, 33), (40, 31), (36, 29)]
LEAST_OF_FOOT = 0.84  # of their size, before names and facts are broken or cut
BETWEEN = 0.55  # heading and answer, in sizes of the answer
HANG = 0.17  # from the slash to its question, in sizes of the question
ANSWER_ALONE = 8  # how much larger it is where nothing was asked


def draw(card):
    """The card as the bytes of a picture of its `type`. Not for two threads at once."""
    canvas = Image.new("RGB", (card.width, card.height), PAPER)
    pictures = [(picture, centre) for name, centre in card.pictures if (picture := _opened(name))]
    taken = _hang(canvas, pictures, card)
    _write(ImageDraw.Draw(canvas), card, _column(card, taken))
    return _encoded(canvas, card.type)


def _encoded(canvas, content_type):
    file = io.BytesIO()
    if content_type == "image/jpeg":
        canvas.save(file, "JPEG", quality=88, subsampling=0, optimize=True, progressive=True)
    else:
        inked = canvas.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        inked.save(file, "PNG", optimize=True)
    return file.getvalue()


# --- Pictures -------------------------------------------------------------------


def _opened(name):
    """The picture, as uploads.cleaned() kept it; None if it can't be read."""
    try:
        with default_storage.open(name) as file, Image.open(file) as picture:
            picture.load()
            return remove_transparency(picture, PAPER)
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return None


def _hang(canvas, pictures, card):
    """Fill the far side with the pictures, one above the other; return how wide they stand."""
    if not pictures:
        return 0
    wide = PICTURE if len(pictures) == 1 else card.height // len(pictures)
    for number, (picture, centre) in enumerate(pictures):
        top, end = (round(card.height * n / len(pictures)) for n in (number, number + 1))
        size = (wide, end - top)
        fitted = ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=centre)
        canvas.paste(fitted, (0 if card.rtl else card.width - wide, top))
    return wide


# --- Words ----------------------------------------------------------------------


def _column(card, taken):
    """(where it begins, how wide it is) of the column of words, beside what pictures take."""
    far = taken + GAP if taken else FAR_EDGE
    return (far if card.rtl else EDGE), card.width - EDGE - far


def _write(canvas, card, column):
    if card.introduces:
        _introduce(canvas, card, column)
    else:
        _mark(canvas, card, column)
        foot = _sign(canvas, card, column)
        _say(canvas, card, column, foot - 18)


def _passage(text, own, card):
    return Passage(text, own, card.language, card.rtl)


def _mark(canvas, card, column, y=56, size=MARK):
    """The publication's name, its slash in colour; it reads from left to right everywhere."""
    parts = [part for part in card.publication.replace("/", "\0/\0").split("\0") if part]
    pieces = [Passage(part, typefaces.HEADING) for part in parts]
    widths = [piece.measured(0, len(piece.text)) for piece in pieces]
    x, width = column
    size = min(size, int(width / max(sum(widths), 1)))
    at = x + width - sum(widths) * size if card.rtl else x
    for piece, wide in zip(pieces, widths, strict=True):
        colour = ASK if piece.text == "/" else INK
        piece.set(size, card.width).draw(canvas, at, y, wide * size, colour)
        at += wide * size


def _say(canvas, card, column, foot):
    """The heading and the answer, as large as there is room for."""
    x, width = column
    y = TOP
    if kicker := _in_lines(1, card.kicker, typefaces.FACT, card, FACT, width):
        kicker.draw(canvas, x, y, width, META)
        y += kicker.height + 14
    heading, answer = _fitted(card, width, foot - y)
    if card.asks and heading.lines:
        _slash(canvas, card, column, y, heading)
    heading.draw(canvas, x, y, width, INK)
    y += heading.height + (round(BETWEEN * answer.size) if heading.lines else 0)
    answer.draw(canvas, x, y, width, INK)


def _slash(canvas, card, column, y, heading):
    """The mark of a question, outside the edge, on the question's first line."""
    x, width = column
    slash = Passage("/", typefaces.VOICE).set(heading.size, card.width)
    wide = slash.measured(0, 1) * slash.size
    away = wide + HANG * heading.size
    lower = (heading.leading - slash.leading) * heading.size / 2
    slash.draw(canvas, x + width + away - wide if card.rtl else x - away, y + lower, wide, ASK)


def _fitted(card, width, height):
    heading = _passage(card.heading, typefaces.HEADING, card)
    answer = _passage(card.answer, typefaces.VOICE, card)
    for large, small in SIZES:
        small += 0 if heading.text else ANSWER_ALONE
        heading.set(large, width, even=True)
        answer.set(small, width)
        between = BETWEEN * small if answer.text and heading.text else 0
        if heading.height + between + answer.height <= height:
            return heading, answer
    return _cut(heading, answer, width, height)


def _cut(heading, answer, width, height):
    """Both in the smallest size, the heading first; what does not fit ends in “…”."""
    large, small = SIZES[-1]
    most = height if not answer.text else height * 2 / 3
    heading = _cut_to(heading.set(large, width), large, width, most)
    left = height - heading.height - BETWEEN * small
    return heading, _cut_to(answer.set(small, width), small, width, left)


def _cut_to(passage, size, width, height):
    while passage.lines and passage.height > height:
        passage = passage.cut(int(height // (passage.leading * size))).set(size, width)
    return passage


def _in_lines(most, text, own, card, size, width):
    """The text on so many lines, smaller if it must be, then cut; None if none of it can be set."""
    passage = _passage(text, own, card)
    for smaller in range(size, round(size * LEAST_OF_FOOT), -1):
        if len(passage.set(smaller, width).lines) <= most:
            break
    while len(passage.set(smaller, width).lines) > most:
        passage = passage.cut(most)
    return passage if passage.text else None


def _sign(canvas, card, column):
    """Who says it, and what they are, at the foot; return where the foot begins."""
    x, width = column
    name = _in_lines(2, card.names, typefaces.HEADING, card, NAME, width)
    about = _in_lines(2, card.about, typefaces.FACT, card, FACT, width)
    lines = [(line, colour) for line, colour in ((name, INK), (about, META)) if line]
    y = foot = BOTTOM - sum(line.height + 4 for line, _colour in lines)
    if lines:
        foot -= 14
        canvas.line([(x, foot), (x + width, foot)], fill=RULE, width=2)
    for line, colour in lines:
        line.draw(canvas, x, y, width, colour)
        y += line.height + 4
    return foot


def _introduce(canvas, card, column):
    """The publication's own card: its name, large, and its promise."""
    x, width = column
    _mark(canvas, card, column, y=170, size=128)
    promise = _passage(card.answer, typefaces.VOICE, card)
    for size in (44, 38, 33):
        if promise.set(size, width - 120, even=True).height <= BOTTOM - 360:
            break
    _cut_to(promise, size, width - 120, BOTTOM - 360).draw(canvas, x, 360, width, META)
