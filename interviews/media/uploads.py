"""Validates pictures that editors upload, and makes the cleaned copies that are stored.

The picture process (interviews/media/worker.py) opens one picture at a time. A baseline JPEG can
be reduced while it is decoded; other formats are decoded at full size, so their limits are lower.
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
from interviews.media.worker import picture_worker

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
# So that no picture takes more than about 250 MB of memory: in the worst case measured, a pixel
# of these formats takes 2, 10, 16 and 9 bytes, and a pixel of a progressive JPEG takes 10.
MAX_MEGAPIXELS = {"JPEG": 60, "PNG": 24, "WEBP": 16, "AVIF": 24}
MAX_MEGAPIXELS_PROGRESSIVE = 24
CHECK_SIZE = (480, 480)  # pixels: enough to find out whether a JPEG is complete
QUALITY = {"JPEG": 90, "WEBP": 90, "AVIF": 80}  # of stored pictures
ROTATED = {5, 6, 7, 8}  # EXIF orientations that swap width and height
ORIENTATION = 0x112  # the EXIF tag
HEAD_SIZE = 1024  # bytes in which the format of a file is detected

# File formats that browsers do not show, by their first bytes; the first match counts. ISO media
# files (`ftyp`) list their brands, the main one first.
UNSUPPORTED_KINDS = [
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

TOO_LARGE = _("The file is larger than %(most)s MB. Upload a smaller version.")
NOT_A_PICTURE = _("This file is not a picture. Upload a JPEG, PNG, WebP or AVIF file.")
UNSUPPORTED = _(
    "Browsers can’t show %(kind)s files. Save the picture as JPEG, PNG, WebP or AVIF and upload "
    "it again."
)
TOO_MANY_PIXELS = _("The picture has more than %(most)s megapixels. Upload a smaller version.")
TOO_MANY_PIXELS_FOR_FORMAT = _(
    "The picture has more than %(most)s megapixels, the limit for a %(kind)s. Upload a smaller "
    "version, or a plain JPEG."
)
BROKEN = _("The file is damaged or incomplete. Upload it again.")
ANIMATED = _("Animated pictures are not supported. Upload a single frame.")


def validate_picture(file):
    """Raise ValidationError for a file that is no picture, too large, animated or incomplete."""
    if getattr(file, "_committed", False):
        return  # validated at upload; reading it again may mean a download
    if file.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, params={"most": MAX_MEGABYTES})
    try:
        picture_worker.run(_check, _read(file))
    except ChildProcessError:  # for example for lack of memory
        raise ValidationError(BROKEN) from None
    file.seek(0)


def _read(file):
    file.seek(0)
    return file.read()


def _check(content):
    with _open(content) as picture:
        picture.draft(None, CHECK_SIZE)
        picture.load()


def clean_picture(file):
    """Return a copy of a valid picture: upright, in sRGB, at most MAX_WIDTH, without metadata.

    The copy's name is random, and holds its size (see interviews/media/renditions.py).
    """
    cleaned, name = picture_worker.run(_redraw, _read(file))
    return ContentFile(cleaned, f"{get_random_string(16).lower()}-{name}")


def _redraw(content):
    """Return the bytes to store, and the part of the name that holds size and format."""
    with _open(content) as picture:
        kind = get_format(picture)
        redrawn = _draw(picture)
    stored = BytesIO()
    if kind == "JPEG":
        redrawn = remove_transparency(redrawn)
    redrawn.save(stored, kind, quality=QUALITY.get(kind), optimize=kind == "JPEG")
    return stored.getvalue(), f"{redrawn.width}x{redrawn.height}{ENDINGS[kind]}"


def get_format(picture):
    # Pillow reports a JPEG with several pictures as another format (MPO).
    return picture.format if picture.format in ENDINGS else "JPEG"


def remove_transparency(picture, background="white"):
    """Return an RGB or RGBA picture on a background of this colour, for an opaque format."""
    if picture.mode == "RGB":
        return picture
    opaque = Image.new("RGB", picture.size, background)
    opaque.paste(picture, mask=picture.getchannel("A"))
    return opaque


@contextmanager
def _open(content):
    """Open a picture whose size and format are accepted; raise ValidationError for any fault."""
    if kind := _find_unsupported_kind(content[:HEAD_SIZE]):
        raise ValidationError(UNSUPPORTED, params={"kind": kind})
    try:
        file = BytesIO(_strip_metadata(content) if content.startswith(PNG) else content)
        with Image.open(file, formats=sorted(ENDINGS)) as picture:
            _validate_header(picture)
            yield picture
    except Image.DecompressionBombError:
        raise ValidationError(TOO_MANY_PIXELS, params={"most": MAX_MEGAPIXELS["JPEG"]}) from None
    except UnidentifiedImageError:
        raise ValidationError(NOT_A_PICTURE) from None
    except (OSError, RuntimeError, SyntaxError, ValueError):
        raise ValidationError(BROKEN) from None


def _find_unsupported_kind(head):
    """Return the name of an unsupported format by its first bytes; "" if supported or unknown."""
    if AVIF.match(head[:64]):
        return ""
    kinds = (name for name, first in UNSUPPORTED_KINDS if re.match(first, head, re.DOTALL))
    return next(kinds, "")


def _strip_metadata(png):
    """Return a PNG without compressed text, and without a colour profile that is too large.

    Either may decompress to a thousand times its size; Pillow then refuses the whole file.
    """
    chunks, start = [PNG], len(PNG)
    while start < len(png):
        length, kind = struct.unpack(">I4s", png[start : start + 8].ljust(8, b"\0"))
        end = start + 12 + length  # length and kind come before the content, a checksum after
        is_text = kind in (b"zTXt", b"iTXt")
        if not is_text and not (kind == b"iCCP" and _is_too_large_profile(png[start + 8 : end])):
            chunks.append(png[start:end])
        start = end
    return b"".join(chunks)


def _is_too_large_profile(profile):
    packed = profile.partition(b"\0")[2][1:]  # after the name and the compression method
    with suppress(zlib.error):
        return len(zlib.decompressobj().decompress(packed, MAX_TEXT_CHUNK)) == MAX_TEXT_CHUNK
    return False


def _validate_header(picture):
    """Check size and format before any pixel is decoded."""
    kind = get_format(picture)
    most = MAX_MEGAPIXELS_PROGRESSIVE if picture.info.get("progressive") else MAX_MEGAPIXELS[kind]
    if picture.width * picture.height > most * 1_000_000:
        sentence = TOO_MANY_PIXELS if most == MAX_MEGAPIXELS["JPEG"] else TOO_MANY_PIXELS_FOR_FORMAT
        label = _("progressive JPEG") if kind == "JPEG" else kind
        raise ValidationError(sentence, params={"most": most, "kind": label})
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise ValidationError(ANIMATED)


def _draw(picture):
    """Return the picture upright, in RGB or RGBA, at most MAX_WIDTH × MAX_HEIGHT."""
    orientation = 1
    with suppress(Exception):  # EXIF data may be invalid although the picture is fine
        orientation = picture.getexif().get(ORIENTATION, 1)
    box = (MAX_HEIGHT, MAX_WIDTH) if orientation in ROTATED else (MAX_WIDTH, MAX_HEIGHT)
    share = min(1, *(most / side for most, side in zip(box, picture.size, strict=True)))
    # Decodes a JPEG at 1/2, 1/4 or 1/8 of its size, but at least twice the target, to stay sharp.
    picture.draft(None, [int(2 * share * side) for side in picture.size])
    if picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        picture = _convert_mode(picture)
    picture.thumbnail(box, Image.Resampling.LANCZOS)
    with suppress(Exception):
        picture = ImageOps.exif_transpose(picture)
    return _convert_to_srgb(picture)


def _convert_mode(picture):
    """Return a palette picture as RGB or RGBA, which can be resized; 16-bit grey as 8-bit grey."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _convert_to_srgb(picture):
    """Return the picture converted to sRGB, without its colour profile."""
    profile = picture.info.get("icc_profile")
    opaque = picture.convert("RGB") if picture.mode == "RGBA" else picture
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    shown = opaque.convert("RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # an invalid profile is ignored
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            shown = ImageCms.profileToProfile(opaque, source, srgb, outputMode="RGB")
    if mode == "RGBA":
        shown.putalpha(picture.convert("RGBA").getchannel("A"))
    shown.info = {}
    return shown
