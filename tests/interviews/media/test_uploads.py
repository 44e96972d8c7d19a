"""Uploaded pictures: what is stored of them, and which are refused with which message."""

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
    TemporaryMediaMixin,
    add_portrait,
    make_animation,
    make_compressed_chunk,
    make_iso_media_head,
    make_noise,
    make_photograph,
    make_picture,
    make_png_chunk,
    make_png_header,
    make_png_with,
    make_upload,
)

# Names of unsupported formats, and the first bytes of their files.
OF_ANOTHER_KIND = [
    *(
        ("HEIC", make_iso_media_head(brand, b"mif1heic"))
        for brand in (b"heic", b"heix", b"hevc", b"mif1")
    ),
    ("SVG", b"<svg onload='alert(1)'/>"),
    ("SVG", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="x">'),
    ("GIF", make_picture("GIF", "P")),
    ("TIFF", make_picture("TIFF")),
    ("BMP", make_picture("BMP")),
    ("ICO", make_picture("ICO")),
    ("JPEG 2000", make_picture("JPEG2000")),
    ("PDF", make_picture("PDF")),
    ("Photoshop", b"8BPS\0\1" + b"\0" * 40),
    ("RAW", b"II*\0\x10\0\0\0CR\2\0" + b"\0" * 40),
    ("RAW", b"FUJIFILMCCD-RAW 0201"),
    ("CR3", make_iso_media_head(b"crx ", b"crx isom")),
    ("MP4", make_iso_media_head(b"isom", b"isomavc1")),
    ("QuickTime", make_iso_media_head(b"qt  ", b"qt  ")),
    ("JPEG XL", b"\xff\x0a" + b"\0" * 40),
    ("ZIP", b"PK\x03\x04" + b"\0" * 40),
]


def kept(content):
    """Return the stored picture of an accepted upload."""
    file = make_upload(content)
    validate_picture(file)
    return Image.open(BytesIO(clean_picture(file).read()))


class CleanedPictures(SimpleTestCase):
    def test_a_cleaned_picture_is_upright(self):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assertEqual(kept(make_photograph(kind, size=(80, 60))).size, (60, 80))

    def test_a_cleaned_picture_has_no_camera_or_location_metadata(self):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assertIn(b"Camera of Ines", make_photograph(kind))

                picture = kept(make_photograph(kind))

                self.assertEqual(dict(picture.getexif()), {})
                self.assertEqual(picture.getexif().get_ifd(GPS), {})
                whole = clean_picture(make_upload(make_photograph(kind))).read()
                for trace in (b"Camera of Ines", b"Narvik", b"Exif", b"xmpmeta"):
                    self.assertNotIn(trace, whole)

    def test_a_cleaned_picture_is_reduced_to_the_maximum_size(self):
        self.assertEqual(kept(make_picture("JPEG", size=(4080, 1000))).size, (2040, 500))
        self.assertEqual(kept(make_photograph(size=(1000, 4080))).size, (2040, 500))
        self.assertEqual(kept(make_picture(size=(100, 9000))).size, (68, 6120))

    def test_a_small_picture_is_not_enlarged(self):
        self.assertEqual(kept(make_picture(size=(40, 30))).size, (40, 30))

    def test_the_new_name_has_the_size_and_nothing_of_the_old_name(self):
        name = clean_picture(make_upload(make_photograph(), name="Ines home Narvik.jpg")).name

        self.assertRegex(name, r"^[0-9a-z]{16}-30x40\.jpg$")

    def test_a_cleaned_picture_is_in_rgb(self):
        for mode, colour, seen in (
            ("CMYK", (0, 255, 255, 0), (254, 0, 0)),
            ("L", 200, (200, 200, 200)),
            ("RGB", (255, 0, 0), (254, 0, 0)),
        ):
            with self.subTest(mode):
                picture = kept(make_picture("JPEG", mode, colour=colour))

                self.assertEqual(picture.mode, "RGB")
                self.assert_like(picture.getpixel((5, 5)), seen)

    def test_sixteen_bit_grey_keeps_its_brightness(self):
        picture = kept(make_picture("PNG", "I;16", colour=200 * 256))

        self.assert_like(picture.convert("RGB").getpixel((5, 5)), (200, 200, 200))

    def test_a_cleaned_picture_keeps_transparency(self):
        holes = {"transparency": 0}
        for name, content in {
            "palette": make_picture("PNG", "P", colour=0, **holes),
            "grey": make_picture("PNG", "LA", colour=(9, 0)),
            "colours": make_picture("WEBP", "RGBA", colour=(9, 9, 9, 0)),
        }.items():
            with self.subTest(name):
                picture = kept(content)

                self.assertEqual(picture.mode, "RGBA")
                self.assertEqual(picture.getpixel((5, 5))[3], 0)

    def test_a_colour_profile_is_applied(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        # A profile with red and green exchanged.
        swapped = profile.replace(b"rXYZ", b"-XYZ").replace(b"gXYZ", b"rXYZ")
        swapped = swapped.replace(b"-XYZ", b"gXYZ")

        picture = kept(make_picture("PNG", colour=(255, 0, 0), icc_profile=swapped))

        self.assert_like(picture.getpixel((5, 5)), (0, 255, 0))
        self.assertNotIn("icc_profile", picture.info)

    def test_a_picture_with_an_invalid_colour_profile_is_accepted(self):
        self.assertEqual(kept(make_picture("JPEG", icc_profile=b"garbage")).size, (40, 30))

    def test_a_png_whose_metadata_decompresses_to_too_much_is_accepted(self):
        for limit, size in (("just over", MAX_TEXT_CHUNK), ("far over", 40 * MAX_TEXT_CHUNK)):
            for kind in ("zTXt", "iTXt", "iCCP"):
                for place in ("before", "after"):
                    with self.subTest(kind, limit=limit, place=place):
                        picture = kept(make_png_with(make_compressed_chunk(kind, size), place))

                        self.assertEqual(picture.size, (40, 30))
                        self.assertEqual(picture.info, {})

    def test_a_png_with_very_many_text_chunks_is_accepted(self):
        notes = make_compressed_chunk("zTXt", MAX_TEXT_CHUNK - 1)

        self.assertEqual(kept(make_png_with(notes * 70)).size, (40, 30))

    def test_a_png_with_invalid_or_plain_text_chunks_is_accepted(self):
        for name, notes in {
            "garbled": make_png_chunk(b"zTXtComment\0\0garbage"),
            "without an end": make_png_chunk(b"zTXtComment"),
            "plain": make_png_chunk(b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + b"x" * 2 * MAX_TEXT_CHUNK),
            "plain text": make_png_chunk(b"tEXtComment\0" + b"x" * 2 * MAX_TEXT_CHUNK),
            "of a camera": make_png_chunk(b"eXIf" + b"x" * 2 * MAX_TEXT_CHUNK),
        }.items():
            with self.subTest(name):
                self.assertEqual(kept(make_png_with(notes)).size, (40, 30))

    def assert_like(self, colour, expected):
        for one, other in zip(colour, expected, strict=True):
            self.assertAlmostEqual(one, other, delta=3)


class RefusedFiles(SimpleTestCase):
    def assert_refused(self, content, sentence, name="photo.jpg"):
        with self.assertRaisesMessage(ValidationError, sentence):
            validate_picture(make_upload(content, name))

    def test_a_file_that_is_no_picture_is_refused(self):
        for content in (
            *(b"<script>alert(1)</script>", b"A picture of Ines", b"\0", b""),
            *(b"<!-- -->" * 500, b" " * 5_000, b"<?xml?><html>"),
        ):
            with self.subTest(content):
                self.assert_refused(content, "This file is not a picture.")

    def test_a_file_of_an_unsupported_format_is_refused_by_name(self):
        for kind, content in OF_ANOTHER_KIND:
            with self.subTest(kind, content=content):
                self.assert_refused(
                    content,
                    f"Browsers can’t show {kind} files. Save the picture as JPEG, PNG, WebP or "
                    "AVIF and upload it again.",
                )

    def test_a_picture_with_the_name_of_another_format_is_accepted(self):
        for name in ("IMG_0001.HEIC", "ines.jpeg.pdf", "ines"):
            with self.subTest(name):
                validate_picture(make_upload(make_picture("JPEG"), name))

    def test_a_photograph_of_a_hundred_megapixels_is_refused_before_decoding(self):
        with mock.patch("PIL.ImageFile.ImageFile.load", side_effect=AssertionError("unpacked")):
            for size in ((10_100, 10_000), (30_000, 30_000), (65_000, 65_000)):
                with self.subTest(size):
                    self.assert_refused(make_png_header(*size), "megapixels")

    def test_a_small_file_that_needs_much_memory_is_refused(self):
        bomb = make_picture(mode="1", size=(8_000, 8_000))

        self.assertLess(len(bomb), 20_000)
        self.assert_refused(bomb, "more than 24 megapixels, the limit for a PNG")

    def test_the_refusal_says_how_many_megapixels_are_allowed(self):
        vast = make_picture("JPEG", "L", size=(8_000, 7_600))

        self.assert_refused(
            vast, "The picture has more than 60 megapixels. Upload a smaller version."
        )

    def test_a_progressive_jpeg_has_a_lower_limit(self):
        large = make_picture("JPEG", "L", size=(6_000, 4_100), progressive=True)

        self.assert_refused(large, "more than 24 megapixels")
        validate_picture(make_upload(make_picture("JPEG", "L", size=(6_000, 4_100))))

    def test_an_incomplete_picture_is_refused(self):
        for kind, share in (("JPEG", 0.6), ("PNG", 0.6), ("WEBP", 0.6), ("AVIF", 0.95)):
            whole = make_noise(kind)
            with self.subTest(kind):
                self.assert_refused(whole[: int(len(whole) * share)], "damaged or incomplete")

    def test_an_animated_picture_is_refused(self):
        for kind in ("WEBP", "PNG", "AVIF"):
            with self.subTest(kind):
                self.assert_refused(make_animation(kind), "Animated pictures are not supported.")

    def test_a_file_that_is_too_large_is_refused(self):
        self.assert_refused(b"\0" * (20 * 1024 * 1024 + 1), "larger than 20 MB")


class PictureFields(TemporaryMediaMixin, TestCase):
    def test_a_picture_saved_in_a_field_is_cleaned(self):
        person = a_person()
        person.portrait_alt = "Ines."
        person.portrait.save("Ines at home.jpg", make_upload(make_photograph()))

        with default_storage.open(person.portrait.name) as file:
            self.assertNotIn(b"Camera of Ines", file.read())
        self.assertRegex(self.stored()[0], r"^portraits/[0-9a-z]{16}-30x40\.jpg$")
        self.assertEqual((person.portrait_width, person.portrait_height), (30, 40))

    def test_the_size_of_a_picture_is_known_without_opening_it(self):
        person = a_person()
        add_portrait(person)

        with mock.patch.object(default_storage, "open", side_effect=AssertionError("opened")):
            person.refresh_from_db()

            self.assertEqual((person.portrait.width, person.portrait.height), (1200, 1500))
            self.assertEqual(person.portrait.renditions.widths, [480, 768, 1020, 1200])
