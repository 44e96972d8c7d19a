"""Pictures for tests, as cameras, programs and attackers make them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image, ImageCms

from interviews.models import Picture

ORIENTATION, MAKE, GPS = 0x112, 0x10F, 0x8825
ON_ITS_SIDE = 6
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>Narvik</place></x:xmpmeta>'


def make_picture(kind="PNG", mode="RGB", size=(40, 30), colour=0, **saved_with):
    """Return the bytes of a plain picture."""
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind, **saved_with)
    return file.getvalue()


def make_photograph(kind="JPEG", size=(40, 30)):
    """Return the bytes of a rotated photograph with a camera's metadata."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKE] = ON_ITS_SIDE, "Camera of Ines"
    notes.get_ifd(GPS).update({1: "N", 2: (68.0, 26.0, 0.0), 3: "E", 4: (17.0, 25.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"xmp": XMP} if kind in ("JPEG", "WEBP", "AVIF") else {}
    return make_picture(kind, size=size, exif=notes, icc_profile=profile, **more)


def make_animation(kind):
    """Return the bytes of an animated picture with two frames."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    file = BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def make_noise(kind="PNG", size=(64, 64), **saved_with):
    """Return the bytes of random noise, which hardly compresses, so that it can be cut off."""
    file = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(file, kind, **saved_with)
    return file.getvalue()


def make_png_header(width, height):
    """Return a PNG with the header of this size, and almost no pixel data."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + make_png_chunk(head) + make_png_chunk(body)


def make_png_with(chunks, place="before"):
    """Return a valid PNG with these chunks before or after its pixel data."""
    whole = make_picture()
    at = whole.index(b"IDAT" if place == "before" else b"IEND") - 4
    return whole[:at] + chunks + whole[at:]


def make_compressed_chunk(kind, size):
    """Return a PNG chunk that decompresses to `size` bytes."""
    head = {"iTXt": b"Comment\0\1\0en\0Comment\0"}.get(kind, b"Comment\0\0")
    return make_png_chunk(kind.encode() + head + zlib.compress(b"\0" * size))


def make_iso_media_head(brand, others):
    """Return the first bytes of an ISO media file: HEIC, AVIF, MP4, …"""
    content = b"ftyp" + brand + b"\0\0\0\0" + others
    return struct.pack(">I", len(content) + 4) + content + b"\0" * 40


def make_png_chunk(content):
    length, check = len(content) - 4, zlib.crc32(content)
    return struct.pack(">I", length) + content + struct.pack(">I", check)


def make_upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


class TemporaryMediaMixin:
    """A mixin for tests that upload: each test has a temporary media folder."""

    def setUp(self):
        super().setUp()
        self.media = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(override_settings(MEDIA_ROOT=str(self.media)))

    def stored(self):
        """Return the names of all files in the storage."""
        files = (path for path in self.media.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.media)) for path in files)


def add_portrait(person, size=(1200, 1500), **facts):
    """Give a person a portrait; return its Picture."""
    for name, fact in ({"alt": "Ines at her desk."} | facts).items():
        setattr(person, f"portrait_{name}", fact)
    person.portrait.save("ines.jpg", ContentFile(make_picture("JPEG", size=size)))
    return Picture.objects.get(name=person.portrait.name)


def add_lead_picture(interview, size=(1600, 960), **facts):
    """Give an interview a lead picture; return its Picture."""
    for name, fact in ({"alt": "A control room at night."} | facts).items():
        setattr(interview, f"lead_{name}", fact)
    interview.lead_picture.save("room.jpg", ContentFile(make_picture("JPEG", size=size)))
    return Picture.objects.get(name=interview.lead_picture.name)
