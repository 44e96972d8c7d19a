"""Prose as an editor writes it: a picture put in between the words, the text looked at."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from tests.admin_forms import DeskTestCase
from tests.builders import a_reader_with_an_account, an_editor
from tests.pictures import TemporaryMediaMixin, make_photograph, make_picture

UPLOAD, PREVIEW = reverse("markdownx_upload"), reverse("markdownx_markdownify")


class UploadTestCase(TemporaryMediaMixin, DeskTestCase):
    def upload(self, content, name="photo.png", said="image/png"):
        """Send it as a form without a script would, and no header but what forms have."""
        return self.client.post(UPLOAD, {"image": SimpleUploadedFile(name, content, said)})

    def put(self, content, **words):
        """Upload what is a picture; return the address under which it is shown."""
        code = self.upload(content, **words).json()["image_code"]
        self.assertRegex(code, r"^!\[\]\(/media/prose/[0-9a-z]{16}-\d+x\d+\.\w+\)$")
        return code.removeprefix("![](").removesuffix(")")


class PuttingAPictureIn(UploadTestCase):
    def test_every_format_that_may_be_uploaded_is_then_shown(self):
        for kind, content_type in (
            ("JPEG", "image/jpeg"),
            ("PNG", "image/png"),
            ("WEBP", "image/webp"),
            ("AVIF", "image/avif"),
        ):
            for name in ("photo", "a.html", "x.jfif", "x.svg", "../x.php.jpg", "人.png"):
                with self.subTest(kind=kind, name=name):
                    shown = self.client.get(self.put(make_picture(kind), name=name))

                    self.assertEqual(shown.status_code, 200)
                    self.assertEqual(shown["Content-Type"], content_type)

    def test_it_is_what_it_holds_whatever_the_browser_says(self):
        for mode, said in (("RGBA", "image/jpeg"), ("P", "text/html"), ("RGB", "image/svg+xml")):
            with self.subTest(mode=mode, said=said):
                address = self.put(make_picture(mode=mode), name="a.jpg", said=said)

                self.assertTrue(address.endswith(".png"))

    def test_two_of_one_name_are_two(self):
        first, second = self.put(make_picture()), self.put(make_picture())

        self.assertNotEqual(first, second)
        self.assertEqual(len(self.stored()), 2)

    def test_it_stands_upright_and_tells_nothing_of_the_camera(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            with self.subTest(kind=kind):
                shown = b"".join(self.client.get(self.put(make_photograph(kind))))

                self.assertEqual(Image.open(BytesIO(shown)).size, (30, 40))
                self.assertNotIn(b"Camera of Ines", shown)

    def test_it_is_shown_as_it_lies_where_the_cameras_notes_are_garbled(self):
        garbled = make_photograph("WEBP").replace(b"MM\0*", b"MM\xff\xff")

        shown = b"".join(self.client.get(self.put(garbled)))

        self.assertEqual(Image.open(BytesIO(shown)).size, (40, 30))

    def test_it_is_made_no_wider_than_a_page_needs(self):
        shown = b"".join(self.client.get(self.put(make_picture(size=(4080, 300)))))

        self.assertEqual(Image.open(BytesIO(shown)).size, (2040, 150))

    def test_a_photograph_that_holds_a_second_one_is_a_photograph(self):
        second = Image.new("RGB", (40, 30))

        address = self.put(make_picture("MPO", save_all=True, append_images=[second]))

        self.assertTrue(address.endswith(".jpg"))
        self.assertEqual(self.client.get(address).status_code, 200)


class PuttingInWhatIsNoPicture(UploadTestCase):
    def assert_refused(self, response, sentence):
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response["Content-Type"], "application/json")
        self.assertIn(sentence, response.json()["image"][0])
        self.assertEqual(self.stored(), [])

    def test_it_is_refused_with_a_sentence(self):
        picture = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for content, name, said, sentence in (
            (b"garbage", "a.png", "image/png", "This file is not a picture"),
            (picture, "a.svg", "image/svg+xml", "Browsers can’t show SVG files"),
            (picture, "a.png", "image/png", "Browsers can’t show SVG files"),
            (make_picture("GIF"), "a.gif", "image/gif", "Browsers can’t show GIF files"),
            (b"<script>alert(1)</script>", "a.html", "image/jpeg", "This file is not a picture"),
        ):
            with self.subTest(name=name, said=said):
                self.assert_refused(self.upload(content, name, said), sentence)

    def test_half_a_picture_is_refused(self):
        noise = BytesIO()
        Image.effect_noise((64, 64), 50).save(noise, "PNG")

        self.assert_refused(self.upload(noise.getvalue()[:-2000]), "damaged or incomplete")

    def test_a_picture_that_does_not_say_which_of_its_parts_to_show_is_refused(self):
        headless = make_picture("AVIF").replace(b"pitm", b"mtip")

        self.assert_refused(self.upload(headless), "damaged or incomplete")

    def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(self):
        bomb = make_picture(mode="1", size=(8_000, 8_000))

        self.assertLess(len(bomb), 20_000)
        self.assert_refused(self.upload(bomb), "more than 24 megapixels")

    def test_a_file_too_large_is_refused(self):
        self.assert_refused(self.upload(b"\0" * (20 * 1024 * 1024 + 1)), "larger than 20 MB")

    def test_nothing_at_all_is_refused(self):
        self.assert_refused(self.client.post(UPLOAD), "required")
        self.assert_refused(self.client.post(UPLOAD, {"image": "words"}), "required")
        self.assert_refused(self.upload(b""), "empty")


class LookingAtTheText(DeskTestCase):
    def test_it_is_shown_as_the_page_will_show_it(self):
        response = self.client.post(PREVIEW, {"content": "*So* <b>he</b> said."})

        self.assertHTMLEqual(
            response.content.decode(), "<p><em>So</em> &lt;b&gt;he&lt;/b&gt; said.</p>"
        )

    def test_no_text_is_shown_as_nothing(self):
        response = self.client.post(PREVIEW)

        self.assertEqual((response.status_code, response.content), (200, b""))

    def test_what_takes_too_long_to_read_is_shown_as_paragraphs_and_said_to_be_so(self):
        for mark in ("[", "![", ">", "*", "_", "`", "<", "- a\n", "  - a\n", "&", "[^a]: ", "\\"):
            with self.subTest(mark):
                text = mark * (500_000 // len(mark))

                page = self.client.post(PREVIEW, {"content": text}).content.decode()

                self.assertIn("too many marks", page)
                self.assertEqual(set(re.findall("<([a-z]+)", page)), {"p"})
                self.assertEqual(page.count("<p"), 2)

    def test_a_long_answer_without_many_marks_is_read_as_markdown(self):
        page = self.client.post(PREVIEW, {"content": "*So.* " + "It was. " * 20_000})

        self.assertContains(page, "<em>So.</em>")
        self.assertNotContains(page, "too long")


class WhoMayAsk(TestCase):
    def test_others_than_the_staff_are_asked_to_sign_in(self):
        for reader in (None, a_reader_with_an_account()):
            for address in (UPLOAD, PREVIEW):
                with self.subTest(reader=reader, address=address):
                    self.client.logout() if reader is None else self.client.force_login(reader)

                    response = self.client.post(address, {"content": "*So.*"})

                    self.assertRedirects(response, f"/admin/login/?next={address}")

    def test_nothing_is_put_in_by_opening_an_address(self):
        self.client.force_login(an_editor())

        for address in (UPLOAD, PREVIEW):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 405)
