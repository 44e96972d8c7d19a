"""Pictures that editors upload: what is accepted, why not, and what of it is kept.

Each is opened in the process for pictures (interviews/media/worker.py), one at a time. A plain
JPEG can be shrunk while it is read; all else is unpacked whole, and may therefore have
fewer pixels.
"""

import re
import struct
import zlib
from contextlib import contextmanager, suppress
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.PngImagePlugin import MAX_TEXT_CHUNK

from interviews.media.renditions import ENDINGS, MAX_HEIGHT, MAX_WIDTH
from interviews.media.worker import pictures

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
# Megapixels, so that none takes more than some 250 MB of memory: at its worst, a pixel of each was
# measured to take 2, 10, 16 and 9 bytes, one of a progressive JPEG 10.
MOST = {"JPEG": 60, "PNG": 24, "WEBP": 16, "AVIF": 24}
MOST_PROGRESSIVE = 24
SMALL = (480, 480)  # pixels: enough to see whether a JPEG is whole
QUALITY = {"JPEG": 90, "WEBP": 90, "AVIF": 80}  # of what renditions are made from
LYING = {5, 6, 7, 8}  # orientations of EXIF whose width is a height
ORIENTATION = 0x112
HEAD = 1024  # bytes, of which a file's kind is told

# Kinds of files that no page shows, by their first bytes; the first that matches counts. ISO media
# files (`ftyp`) name their brands, the main one first.
NOT_SHOWN_KINDS = [
    ("HEIC", rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)"),
    ("CR3", rb"....ftypcrx "),
    ("QuickTime", rb"....ftypqt  |....(moov|mdat|wide)"),
    ("MP4", rb"....ftyp"),
    ("GIF", rb"GIF8"),
    ("SVG", rb"(\xef\xbb\xbf)?\s*<(svg\b|[?!].*<svg\b)"),
    ("PDF", rb"\s*%PDF-"),
    ("Photoshop", rb"8BPS"),
    ("BMP", rb"BM.{4}\0{4}"),
    ("ICO", rb"\0\0[\x01\x02]\0"),
    ("JPEG XL", rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("JPEG 2000", rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ("RAW", rb"II\*\0.{4}CR|FUJIFILMCCD-RAW|IIRO|IIRS|MMOR|IIU\0"),
    ("TIFF", rb"II\*\0|MM\0\*|II\+\0|MM\0\+"),  # also most cameras' raw files
    ("PostScript", rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("WMF", rb"\xd7\xcd\xc6\x9a"),
    ("ZIP", rb"PK\x03\x04"),
]
AVIF = re.compile(rb"....ftyp.*(avif|avis)", re.DOTALL)
PNG = b"\x89PNG\r\n\x1a\n"

TOO_LARGE = _("The file is larger than %(most)s MB. Save the picture smaller.")
NO_PICTURE = _("This is not a picture that can be shown. Use a JPEG, PNG, WebP or AVIF file.")
NOT_SHOWN = _(
    "%(kind)s files cannot be shown on a page. Save this one as a JPEG, PNG, WebP or AVIF file, "
    "and upload that."
)
TOO_MANY = _("The picture has more than %(most)s megapixels. Save it smaller.")
TOO_MANY_FOR_ITS_KIND = _(
    "The picture has more than %(most)s megapixels, the most that can be taken of a %(kind)s. "
    "Save it smaller, or as a plain JPEG."
)
BROKEN = _("The picture breaks off half-way; upload it again.")
MOVING = _("This picture moves. Save one frame of it, and upload that.")


def validate_picture(file):
    """Refuses, with a sentence, what is no picture, too large, moving, or breaks off half-way."""
    if getattr(file, "_committed", False):
        return  # it was looked at when it was uploaded, and may be far away by now
    if file.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, params={"most": MAX_MEGABYTES})
    try:
        pictures.run(_look_at, _content(file))
    except ChildProcessError:  # such as for want of memory
        raise ValidationError(BROKEN) from None
    file.seek(0)


def _content(file):
    file.seek(0)
    return file.read()


def _look_at(content):
    with _opened(content) as picture:
        picture.draft(None, SMALL)
        picture.load()


def clean_picture(file):
    """Draw a valid picture anew: upright, in sRGB, at most MAX_WIDTH, without a camera's notes.

    Return a file whose name, random and with its size, says all there is to know of it.
    """
    kept, name = pictures.run(_drawn_anew, _content(file))
    return ContentFile(kept, f"{get_random_string(16).lower()}-{name}")


def _drawn_anew(content):
    """What is kept of it, and the part of its name that says its size and kind."""
    with _opened(content) as picture:
        kind = kind_of(picture)
        drawn = _drawn(picture)
    stored = BytesIO()
    if kind == "JPEG":
        drawn = remove_transparency(drawn)
    drawn.save(stored, kind, quality=QUALITY.get(kind), optimize=kind == "JPEG")
    return stored.getvalue(), f"{drawn.width}x{drawn.height}{ENDINGS[kind]}"


def kind_of(picture):
    # A JPEG that holds more than one picture says it is something else.
    return picture.format if picture.format in ENDINGS else "JPEG"


def remove_transparency(picture, ground="white"):
    """On a ground of that colour, for a format that is opaque."""
    if picture.mode == "RGB":
        return picture
    paper = Image.new("RGB", picture.size, ground)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


@contextmanager
def _opened(content):
    """The picture in these bytes, its size and kind accepted; whatever goes wrong is a sentence."""
    if kind := _not_shown(content[:HEAD]):
        raise ValidationError(NOT_SHOWN, params={"kind": kind})
    try:
        legible = BytesIO(_without_notes(content) if content.startswith(PNG) else content)
        with Image.open(legible, formats=sorted(ENDINGS)) as picture:
            _accept(picture)
            yield picture
    except Image.DecompressionBombError:
        raise ValidationError(TOO_MANY, params={"most": MOST["JPEG"]}) from None
    except UnidentifiedImageError:
        raise ValidationError(NO_PICTURE) from None
    except (OSError, RuntimeError, SyntaxError, ValueError):
        raise ValidationError(BROKEN) from None


def _not_shown(head):
    """The name of the kind of file that begins so; "" if it may be shown, or is not known."""
    if AVIF.match(head[:64]):
        return ""
    kinds = (name for name, first in NOT_SHOWN_KINDS if re.match(first, head, re.DOTALL))
    return next(kinds, "")


def _without_notes(png):
    """The bytes of a PNG without its notes, nor a colour profile that unpacks to too much.

    Either may unpack to a thousand times its size; Pillow then refuses the whole file.
    """
    kept, at = [PNG], len(PNG)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8].ljust(8, b"\0"))
        end = at + 12 + length  # its length and kind stand before it, a check sum after
        if kind not in (b"zTXt", b"iTXt") and not (kind == b"iCCP" and _is_vast(png[at + 8 : end])):
            kept.append(png[at:end])
        at = end
    return b"".join(kept)


def _is_vast(profile):
    packed = profile.partition(b"\0")[2][1:]  # behind its name, and how it is packed
    with suppress(zlib.error):
        return len(zlib.decompressobj().decompress(packed, MAX_TEXT_CHUNK)) == MAX_TEXT_CHUNK
    return False


def _accept(picture):
    """By its head alone, before anything is unpacked."""
    kind = kind_of(picture)
    most = MOST_PROGRESSIVE if picture.info.get("progressive") else MOST[kind]
    if picture.width * picture.height > most * 1_000_000:
        sentence = TOO_MANY if most == MOST["JPEG"] else TOO_MANY_FOR_ITS_KIND
        named = _("progressive JPEG") if kind == "JPEG" else kind
        raise ValidationError(sentence, params={"most": most, "kind": named})
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise ValidationError(MOVING)


def _drawn(picture):
    """The picture in RGB or RGBA as it is to be seen, at most MAX_WIDTH × MAX_HEIGHT."""
    orientation = 1
    with suppress(Exception):  # a camera's notes may be garbled where the picture is sound
        orientation = picture.getexif().get(ORIENTATION, 1)
    box = (MAX_HEIGHT, MAX_WIDTH) if orientation in LYING else (MAX_WIDTH, MAX_HEIGHT)
    share = min(1, *(most / side for most, side in zip(box, picture.size, strict=True)))
    # A JPEG is read at half, a quarter or an eighth; twice what is kept, so that nothing blurs.
    picture.draft(None, [int(2 * share * side) for side in picture.size])
    if picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        picture = _in_colours(picture)
    picture.thumbnail(box, Image.Resampling.LANCZOS)
    with suppress(Exception):
        picture = ImageOps.exif_transpose(picture)
    return _in_srgb(picture)


def _in_colours(picture):
    """Palettes and the like as RGB or RGBA, which can be shrunk; sixteen bits of grey as eight."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _in_srgb(picture):
    """In the colours that every screen takes for granted; the profile has done its work then."""
    profile = picture.info.get("icc_profile")
    opaque = picture.convert("RGB") if picture.mode == "RGBA" else picture
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    shown = opaque.convert("RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a garbled profile is as good as none
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            shown = ImageCms.profileToProfile(opaque, source, srgb, outputMode="RGB")
    if mode == "RGBA":
        shown.putalpha(picture.convert("RGBA").getchannel("A"))
    shown.info = {}
    return shown
