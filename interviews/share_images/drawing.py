"""Draws share images: text in black and one colour along one edge, with pictures beside it."""

import io

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from interviews.media.uploads import remove_transparency
from interviews.share_images import typefaces
from interviews.share_images.typesetting import Passage

# The colours of static/css/tokens.css in light mode.
BACKGROUND, DIVIDER, FOREGROUND, MUTED, BRAND = (
    "#fdfcf8",
    "#dedad0",
    "#1b1a17",
    "#5c5952",
    "#b3321b",
)

# In pixels.
EDGE = 88  # margin before the text; a question's slash is drawn inside the margin
PICTURE = 400  # width of a single picture at the far side; several pictures are squares
GAP = 56  # between text and picture
FAR_EDGE = 72  # margin after the text without a picture
TOP, BOTTOM = 130, 574  # of the heading, the answer and the names

NAME, FACT = 32, 21  # font sizes of names and captions
# Of the publication's name: its y position and font size. Of a logo: the same and its height.
SMALL_MARK, LARGE_MARK = (56, 34), (170, 128)
SMALL_LOGO, LARGE_LOGO = (48, 58), (160, 160)
# Pairs of font sizes, the largest first: of the heading and of the answer.
SIZES = [(104, 60), (96, 56), (88, 52), (80, 50), (74, 47), (68, 44), (62, 41), (57, 39)]
SIZES += [(52, 37), (48, 35), (44, 33), (40, 31), (36, 29)]
MIN_SHRINK = 0.84  # of the font size of names and captions, before their text is truncated
BETWEEN = 0.55  # space between heading and answer, in font sizes of the answer
HANG = 0.17  # space between slash and question, in font sizes of the question
ANSWER_ALONE = 8  # added to the answer's font size where there is no heading


def render(image):
    """Return the bytes of a ShareImage in its `content_type`. Not safe for concurrent threads."""
    canvas = Image.new("RGB", (image.width, image.height), BACKGROUND)
    pictures = [
        (picture, centre) for name, centre in image.pictures if (picture := _open_picture(name))
    ]
    taken = _paste_pictures(canvas, pictures, image)
    column = _get_text_column(image, taken)
    has_logo = _paste_logo(canvas, image, column)
    _draw_text(ImageDraw.Draw(canvas), image, column, has_logo)
    return _encode(canvas, image.content_type)


def _encode(canvas, content_type):
    file = io.BytesIO()
    if content_type == "image/jpeg":
        canvas.save(file, "JPEG", quality=88, subsampling=0, optimize=True, progressive=True)
    else:
        inked = canvas.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        inked.save(file, "PNG", optimize=True)
    return file.getvalue()


# --- Pictures -------------------------------------------------------------------


def _open_picture(name):
    """Return a stored picture on the background colour; None if it can't be read."""
    try:
        with default_storage.open(name) as file, Image.open(file) as picture:
            picture.load()
            return remove_transparency(picture, BACKGROUND)
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return None


def _paste_pictures(canvas, pictures, image):
    """Fill the far side with the pictures, one above the other; return their width."""
    if not pictures:
        return 0
    wide = PICTURE if len(pictures) == 1 else image.height // len(pictures)
    for number, (picture, centre) in enumerate(pictures):
        top, end = (round(image.height * n / len(pictures)) for n in (number, number + 1))
        size = (wide, end - top)
        fitted = ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=centre)
        canvas.paste(fitted, (0 if image.is_rtl else image.width - wide, top))
    return wide


def _paste_logo(canvas, image, column):
    """Paste the logo where the publication's name would stand; return whether there is one."""
    logo = _open_picture(image.logo) if image.logo else None
    if logo is None:
        return False
    x, width = column
    y, height = LARGE_LOGO if image.is_of_publication else SMALL_LOGO
    fitted = ImageOps.contain(logo, (width, height), Image.Resampling.LANCZOS)
    canvas.paste(fitted, (x + width - fitted.width if image.is_rtl else x, y))
    return True


# --- Text -----------------------------------------------------------------------


def _get_text_column(image, taken):
    """Return (x, width) of the text, beside pictures of the width `taken`."""
    far = taken + GAP if taken else FAR_EDGE
    return (far if image.is_rtl else EDGE), image.width - EDGE - far


def _draw_text(canvas, image, column, has_logo):
    if not has_logo:
        y, size = LARGE_MARK if image.is_of_publication else SMALL_MARK
        _draw_wordmark(canvas, image, column, y, size)
    if image.is_of_publication:
        _draw_promise(canvas, image, column)
    else:
        foot = _draw_names(canvas, image, column)
        _draw_heading_and_answer(canvas, image, column, foot - 18)


def _passage(text, default_font, image):
    return Passage(text, default_font, image.language, image.is_rtl)


def _draw_wordmark(canvas, image, column, y, size):
    """Draw the publication's name, its slash in colour, always from left to right."""
    parts = [part for part in image.publication.replace("/", "\0/\0").split("\0") if part]
    pieces = [Passage(part, typefaces.HEADING_FONT) for part in parts]
    widths = [piece.measure(0, len(piece.text)) for piece in pieces]
    x, width = column
    size = min(size, int(width / max(sum(widths), 1)))
    at = x + width - sum(widths) * size if image.is_rtl else x
    for piece, wide in zip(pieces, widths, strict=True):
        colour = BRAND if piece.text == "/" else FOREGROUND
        piece.layout(size, image.width).draw(canvas, at, y, wide * size, colour)
        at += wide * size


def _draw_heading_and_answer(canvas, image, column, foot):
    """Draw kicker, heading and answer in the largest size that fits above `foot`."""
    x, width = column
    y = TOP
    if kicker := _fit_lines(1, image.kicker, typefaces.CAPTION_FONT, image, FACT, width):
        kicker.draw(canvas, x, y, width, MUTED)
        y += kicker.height + 14
    heading, answer = _fit(image, width, foot - y)
    if image.is_question and heading.lines:
        _draw_slash(canvas, image, column, y, heading)
    heading.draw(canvas, x, y, width, FOREGROUND)
    y += heading.height + (round(BETWEEN * answer.size) if heading.lines else 0)
    answer.draw(canvas, x, y, width, FOREGROUND)


def _draw_slash(canvas, image, column, y, heading):
    """Draw the slash of a question in the margin, on the question's first line."""
    x, width = column
    slash = Passage("/", typefaces.TEXT_FONT).layout(heading.size, image.width)
    wide = slash.measure(0, 1) * slash.size
    away = wide + HANG * heading.size
    lower = (heading.leading - slash.leading) * heading.size / 2
    slash.draw(
        canvas, x + width + away - wide if image.is_rtl else x - away, y + lower, wide, BRAND
    )


def _fit(image, width, height):
    heading = _passage(image.heading, typefaces.HEADING_FONT, image)
    answer = _passage(image.answer, typefaces.TEXT_FONT, image)
    for large, small in SIZES:
        small += 0 if heading.text else ANSWER_ALONE
        heading.layout(large, width, balanced=True)
        answer.layout(small, width)
        between = BETWEEN * small if answer.text and heading.text else 0
        if heading.height + between + answer.height <= height:
            return heading, answer
    return _truncate_both(heading, answer, width, height)


def _truncate_both(heading, answer, width, height):
    """Set both in the smallest size, and truncate them where they do not fit, the heading first."""
    large, small = SIZES[-1]
    most = height if not answer.text else height * 2 / 3
    heading = _truncate_to_height(heading.layout(large, width), large, width, most)
    left = height - heading.height - BETWEEN * small
    return heading, _truncate_to_height(answer.layout(small, width), small, width, left)


def _truncate_to_height(passage, size, width, height):
    while passage.lines and passage.height > height:
        passage = passage.truncate(int(height // (passage.leading * size))).layout(size, width)
    return passage


def _fit_lines(most, text, default_font, image, size, width):
    """Return a Passage of at most `most` lines, shrunk, then truncated; None if it is empty."""
    passage = _passage(text, default_font, image)
    for smaller in range(size, round(size * MIN_SHRINK), -1):
        if len(passage.layout(smaller, width).lines) <= most:
            break
    while len(passage.layout(smaller, width).lines) > most:
        passage = passage.truncate(most)
    return passage if passage.text else None


def _draw_names(canvas, image, column):
    """Draw names and description at the foot; return the y position where the foot begins."""
    x, width = column
    name = _fit_lines(2, image.names, typefaces.HEADING_FONT, image, NAME, width)
    about = _fit_lines(2, image.about, typefaces.CAPTION_FONT, image, FACT, width)
    lines = [(line, colour) for line, colour in ((name, FOREGROUND), (about, MUTED)) if line]
    y = foot = BOTTOM - sum(line.height + 4 for line, _colour in lines)
    if lines:
        foot -= 14
        canvas.line([(x, foot), (x + width, foot)], fill=DIVIDER, width=2)
    for line, colour in lines:
        line.draw(canvas, x, y, width, colour)
        y += line.height + 4
    return foot


def _draw_promise(canvas, image, column):
    """Draw the publication's promise below its name."""
    x, width = column
    promise = _passage(image.answer, typefaces.TEXT_FONT, image)
    for size in (44, 38, 33):
        if promise.layout(size, width - 120, balanced=True).height <= BOTTOM - 360:
            break
    _truncate_to_height(promise, size, width - 120, BOTTOM - 360).draw(canvas, x, 360, width, MUTED)
