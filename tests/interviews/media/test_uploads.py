"""Uploaded pictures: what is kept of them, and what is refused with which sentence."""

from io import BytesIO
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import SimpleTestCase, TestCase
from PIL import Image, ImageCms
from PIL.PngImagePlugin import MAX_TEXT_CHUNK

from interviews.media.uploads import clean_picture, validate_picture
from tests.builders import a_person
from tests.pictures import (
    GPS,
    WithMedia,
    chunk,
    drawn,
    ftyp,
    moving,
    noise,
    packed,
    png_head,
    png_with,
    portray,
    sent,
    taken,
)

# The first bytes of files that are no pictures of ours, with the name that people know them by.
OF_ANOTHER_KIND = [
    *(("HEIC", ftyp(brand, b"mif1heic")) for brand in (b"heic", b"heix", b"hevc", b"mif1")),
    ("SVG", b"<svg onload='alert(1)'/>"),
    ("SVG", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="x">'),
    ("GIF", drawn("GIF", "P")),
    ("TIFF", drawn("TIFF")),
    ("BMP", drawn("BMP")),
    ("ICO", drawn("ICO")),
    ("JPEG 2000", drawn("JPEG2000")),
    ("PDF", drawn("PDF")),
    ("Photoshop", b"8BPS\0\1" + b"\0" * 40),
    ("RAW", b"II*\0\x10\0\0\0CR\2\0" + b"\0" * 40),
    ("RAW", b"FUJIFILMCCD-RAW 0201"),
    ("CR3", ftyp(b"crx ", b"crx isom")),
    ("MP4", ftyp(b"isom", b"isomavc1")),
    ("QuickTime", ftyp(b"qt  ", b"qt  ")),
    ("JPEG XL", b"\xff\x0a" + b"\0" * 40),
    ("ZIP", b"PK\x03\x04" + b"\0" * 40),
]


def kept(content):
    """The picture that is kept of an upload, after it was accepted."""
    file = sent(content)
    validate_picture(file)
    return Image.open(BytesIO(clean_picture(file).read()))


class WhatIsKept(SimpleTestCase):
    def test_stands_upright(self):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assertEqual(kept(taken(kind, size=(80, 60))).size, (60, 80))

    def test_tells_nothing_of_camera_and_place(self):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assertIn(b"Camera of Ines", taken(kind))

                picture = kept(taken(kind))

                self.assertEqual(dict(picture.getexif()), {})
                self.assertEqual(picture.getexif().get_ifd(GPS), {})
                whole = clean_picture(sent(taken(kind))).read()
                for trace in (b"Camera of Ines", b"Narvik", b"Exif", b"xmpmeta"):
                    self.assertNotIn(trace, whole)

    def test_is_no_larger_than_the_largest_screen_needs(self):
        self.assertEqual(kept(drawn("JPEG", size=(4080, 1000))).size, (2040, 500))
        self.assertEqual(kept(taken(size=(1000, 4080))).size, (2040, 500))
        self.assertEqual(kept(drawn(size=(100, 9000))).size, (68, 6120))

    def test_is_never_made_larger(self):
        self.assertEqual(kept(drawn(size=(40, 30))).size, (40, 30))

    def test_has_its_size_and_nothing_of_its_old_name_in_its_name(self):
        name = clean_picture(sent(taken(), name="Ines home Narvik.jpg")).name

        self.assertRegex(name, r"^[0-9a-z]{16}-30x40\.jpg$")

    def test_is_in_colours_that_every_browser_shows(self):
        for mode, colour, seen in (
            ("CMYK", (0, 255, 255, 0), (254, 0, 0)),
            ("L", 200, (200, 200, 200)),
            ("RGB", (255, 0, 0), (254, 0, 0)),
        ):
            with self.subTest(mode):
                picture = kept(drawn("JPEG", mode, colour=colour))

                self.assertEqual(picture.mode, "RGB")
                self.assert_like(picture.getpixel((5, 5)), seen)

    def test_is_as_bright_as_it_was_at_sixteen_bits(self):
        picture = kept(drawn("PNG", "I;16", colour=200 * 256))

        self.assert_like(picture.convert("RGB").getpixel((5, 5)), (200, 200, 200))

    def test_keeps_what_shows_through(self):
        holes = {"transparency": 0}
        for name, content in {
            "palette": drawn("PNG", "P", colour=0, **holes),
            "grey": drawn("PNG", "LA", colour=(9, 0)),
            "colours": drawn("WEBP", "RGBA", colour=(9, 9, 9, 0)),
        }.items():
            with self.subTest(name):
                picture = kept(content)

                self.assertEqual(picture.mode, "RGBA")
                self.assertEqual(picture.getpixel((5, 5))[3], 0)

    def test_shows_the_colours_that_its_profile_means(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        # One whose red and green have changed places.
        swapped = profile.replace(b"rXYZ", b"-XYZ").replace(b"gXYZ", b"rXYZ")
        swapped = swapped.replace(b"-XYZ", b"gXYZ")

        picture = kept(drawn("PNG", colour=(255, 0, 0), icc_profile=swapped))

        self.assert_like(picture.getpixel((5, 5)), (0, 255, 0))
        self.assertNotIn("icc_profile", picture.info)

    def test_is_shown_all_the_same_where_its_profile_is_garbled(self):
        self.assertEqual(kept(drawn("JPEG", icc_profile=b"garbage")).size, (40, 30))

    def test_is_a_png_whose_notes_or_colour_profile_would_unpack_to_too_much(self):
        for limit, size in (("just over", MAX_TEXT_CHUNK), ("far over", 40 * MAX_TEXT_CHUNK)):
            for kind in ("zTXt", "iTXt", "iCCP"):
                for place in ("before", "after"):
                    with self.subTest(kind, limit=limit, place=place):
                        picture = kept(png_with(packed(kind, size), place))

                        self.assertEqual(picture.size, (40, 30))
                        self.assertEqual(picture.info, {})

    def test_is_a_png_with_more_notes_than_one_is_let_hold(self):
        notes = packed("zTXt", MAX_TEXT_CHUNK - 1)

        self.assertEqual(kept(png_with(notes * 70)).size, (40, 30))

    def test_is_a_png_with_garbled_or_plain_notes(self):
        for name, notes in {
            "garbled": chunk(b"zTXtComment\0\0garbage"),
            "without an end": chunk(b"zTXtComment"),
            "plain": chunk(b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + b"x" * 2 * MAX_TEXT_CHUNK),
            "plain text": chunk(b"tEXtComment\0" + b"x" * 2 * MAX_TEXT_CHUNK),
            "of a camera": chunk(b"eXIf" + b"x" * 2 * MAX_TEXT_CHUNK),
        }.items():
            with self.subTest(name):
                self.assertEqual(kept(png_with(notes)).size, (40, 30))

    def assert_like(self, colour, expected):
        for one, other in zip(colour, expected, strict=True):
            self.assertAlmostEqual(one, other, delta=3)


class WhatIsRefused(SimpleTestCase):
    def assert_refused(self, content, sentence, name="photo.jpg"):
        with self.assertRaisesMessage(ValidationError, sentence):
            validate_picture(sent(content, name))

    def test_is_what_has_the_name_of_a_picture_only(self):
        for content in (
            *(b"<script>alert(1)</script>", b"A picture of Ines", b"\0", b""),
            *(b"<!-- -->" * 500, b" " * 5_000, b"<?xml?><html>"),
        ):
            with self.subTest(content):
                self.assert_refused(content, "This file is not a picture.")

    def test_is_named_where_it_is_a_file_of_another_kind(self):
        for kind, content in OF_ANOTHER_KIND:
            with self.subTest(kind, content=content):
                self.assert_refused(
                    content,
                    f"Browsers can’t show {kind} files. Save the picture as JPEG, PNG, WebP or AVIF "
                    "and upload it again.",
                )

    def test_is_no_picture_whose_name_alone_is_that_of_another_kind(self):
        for name in ("IMG_0001.HEIC", "ines.jpeg.pdf", "ines"):
            with self.subTest(name):
                validate_picture(sent(drawn("JPEG"), name))

    def test_is_a_photograph_of_a_hundred_megapixels_before_it_is_unpacked(self):
        with mock.patch("PIL.ImageFile.ImageFile.load", side_effect=AssertionError("unpacked")):
            for size in ((10_100, 10_000), (30_000, 30_000), (65_000, 65_000)):
                with self.subTest(size):
                    self.assert_refused(png_head(*size), "megapixels")

    def test_is_what_takes_much_memory_though_it_has_few_bytes(self):
        bomb = drawn(mode="1", size=(8_000, 8_000))

        self.assertLess(len(bomb), 20_000)
        self.assert_refused(bomb, "more than 24 megapixels, the limit for a PNG")

    def test_says_how_many_megapixels_a_photograph_may_have(self):
        vast = drawn("JPEG", "L", size=(8_000, 7_600))

        self.assert_refused(
            vast, "The picture has more than 60 megapixels. Upload a smaller version."
        )

    def test_is_less_of_what_cannot_be_shrunk_while_it_is_read(self):
        large = drawn("JPEG", "L", size=(6_000, 4_100), progressive=True)

        self.assert_refused(large, "more than 24 megapixels")
        validate_picture(sent(drawn("JPEG", "L", size=(6_000, 4_100))))

    def test_is_half_a_picture(self):
        for kind, share in (("JPEG", 0.6), ("PNG", 0.6), ("WEBP", 0.6), ("AVIF", 0.95)):
            whole = noise(kind)
            with self.subTest(kind):
                self.assert_refused(whole[: int(len(whole) * share)], "damaged or incomplete")

    def test_is_a_picture_that_moves(self):
        for kind in ("WEBP", "PNG", "AVIF"):
            with self.subTest(kind):
                self.assert_refused(moving(kind), "Animated pictures are not supported.")

    def test_is_a_file_too_large(self):
        self.assert_refused(b"\0" * (20 * 1024 * 1024 + 1), "larger than 20 MB")


class WhatTheHouseKeeps(WithMedia, TestCase):
    def test_is_cleaned_by_whatever_door_it_came(self):
        person = a_person()
        person.portrait_alt = "Ines."
        person.portrait.save("Ines at home.jpg", sent(taken()))

        with default_storage.open(person.portrait.name) as file:
            self.assertNotIn(b"Camera of Ines", file.read())
        self.assertRegex(self.stored()[0], r"^portraits/[0-9a-z]{16}-30x40\.jpg$")
        self.assertEqual((person.portrait_width, person.portrait_height), (30, 40))

    def test_tells_its_size_without_being_opened(self):
        person = a_person()
        portray(person)

        with mock.patch.object(default_storage, "open", side_effect=AssertionError("opened")):
            person.refresh_from_db()

            self.assertEqual((person.portrait.width, person.portrait.height), (1200, 1500))
            self.assertEqual(person.portrait.renditions.widths, [480, 768, 1020, 1200])
