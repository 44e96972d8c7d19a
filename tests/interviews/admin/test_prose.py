"""Prose as an editor writes it: a picture put in between the words, the text looked at."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from interviews.models import Interview
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_reader_with_an_account, an_editor, an_interview
from tests.pictures import TemporaryMediaMixin, make_photograph, make_picture

UPLOAD, PREVIEW = reverse("markdownx_upload"), reverse("markdownx_markdownify")
PASTE, QUOTE = reverse("markdown_from_html"), reverse("pull_quote")


class UploadTestCase(TemporaryMediaMixin, DeskTestCase):
    def upload(self, content, name="photo.png", said="image/png"):
        """Send it as a form without a script would, and no header but what forms have."""
        return self.client.post(UPLOAD, {"image": SimpleUploadedFile(name, content, said)})

    def put(self, content, **words):
        """Upload what is a picture; return the address under which it is shown."""
        code = self.upload(content, **words).json()["image_code"]
        self.assertRegex(code, r"^!\[\]\(/media/prose/[0-9a-z]{16}-\d+x\d+\.\w+\)$")
        return code.removeprefix("![](").removesuffix(")")


class UploadingAPicture(UploadTestCase):
    def test_every_accepted_format_is_converted_to_one_that_browsers_show(self):
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

    def test_the_format_of_a_picture_is_read_from_the_file_and_not_from_the_browser(self):
        for mode, said in (("RGBA", "image/jpeg"), ("P", "text/html"), ("RGB", "image/svg+xml")):
            with self.subTest(mode=mode, said=said):
                address = self.put(make_picture(mode=mode), name="a.jpg", said=said)

                self.assertTrue(address.endswith(".png"))

    def test_two_pictures_with_the_same_file_name_are_both_kept(self):
        first, second = self.put(make_picture()), self.put(make_picture())

        self.assertNotEqual(first, second)
        self.assertEqual(len(self.stored()), 2)

    def test_a_picture_is_rotated_upright_and_loses_its_metadata(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            with self.subTest(kind=kind):
                shown = b"".join(self.client.get(self.put(make_photograph(kind))))

                self.assertEqual(Image.open(BytesIO(shown)).size, (30, 40))
                self.assertNotIn(b"Camera of Ines", shown)

    def test_a_picture_with_broken_metadata_is_shown_unrotated(self):
        garbled = make_photograph("WEBP").replace(b"MM\0*", b"MM\xff\xff")

        shown = b"".join(self.client.get(self.put(garbled)))

        self.assertEqual(Image.open(BytesIO(shown)).size, (40, 30))

    def test_a_picture_is_scaled_down_to_the_width_that_a_page_needs(self):
        shown = b"".join(self.client.get(self.put(make_picture(size=(4080, 300)))))

        self.assertEqual(Image.open(BytesIO(shown)).size, (2040, 150))

    def test_a_photograph_that_contains_a_second_picture_is_accepted(self):
        second = Image.new("RGB", (40, 30))

        address = self.put(make_picture("MPO", save_all=True, append_images=[second]))

        self.assertTrue(address.endswith(".jpg"))
        self.assertEqual(self.client.get(address).status_code, 200)


class UploadingABadFile(UploadTestCase):
    def assert_refused(self, response, sentence):
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response["Content-Type"], "application/json")
        self.assertIn(sentence, response.json()["image"][0])
        self.assertEqual(self.stored(), [])

    def test_a_file_that_is_not_a_picture_is_refused_with_a_message(self):
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

    def test_a_picture_without_a_primary_item_is_refused(self):
        headless = make_picture("AVIF").replace(b"pitm", b"mtip")

        self.assert_refused(self.upload(headless), "damaged or incomplete")

    def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(self):
        bomb = make_picture(mode="1", size=(8_000, 8_000))

        self.assertLess(len(bomb), 20_000)
        self.assert_refused(self.upload(bomb), "more than 24 megapixels")

    def test_a_file_that_is_too_large_is_refused(self):
        self.assert_refused(self.upload(b"\0" * (20 * 1024 * 1024 + 1)), "larger than 20 MB")

    def test_an_upload_without_a_file_is_refused(self):
        self.assert_refused(self.client.post(UPLOAD), "required")
        self.assert_refused(self.client.post(UPLOAD, {"image": "words"}), "required")
        self.assert_refused(self.upload(b""), "empty")


class PreviewingProse(DeskTestCase):
    def test_the_preview_shows_a_text_as_the_page_will_show_it(self):
        response = self.client.post(PREVIEW, {"content": "*So* <b>he</b> said."})

        self.assertHTMLEqual(
            response.content.decode(), "<p><em>So</em> &lt;b&gt;he&lt;/b&gt; said.</p>"
        )

    def test_the_preview_names_what_is_hard_to_use_with_a_screen_reader(self):
        page = self.client.post(PREVIEW, {"content": "[here](https://example.org)\n" * 9})

        sentence = '<p class="missing">“here” does not tell where the link leads.</p>'
        self.assertContains(page, sentence, count=5)

    def test_the_preview_of_an_empty_text_is_empty(self):
        response = self.client.post(PREVIEW)

        self.assertEqual((response.status_code, response.content), (200, b""))

    def test_a_text_that_takes_too_long_to_parse_is_previewed_as_paragraphs_with_a_message(self):
        for mark in ("[", "![", ">", "*", "_", "`", "<", "- a\n", "  - a\n", "&", "[^a]: ", "\\"):
            with self.subTest(mark):
                text = mark * (500_000 // len(mark))

                page = self.client.post(PREVIEW, {"content": text}).content.decode()

                self.assertIn("too much formatting", page)
                self.assertEqual(set(re.findall("<([a-z]+)", page)), {"p"})
                self.assertEqual(page.count("<p"), 2)

    def test_a_long_answer_with_few_marks_is_previewed_as_markdown(self):
        page = self.client.post(PREVIEW, {"content": "*So.* " + "It was. " * 20_000})

        self.assertContains(page, "<em>So.</em>")
        self.assertNotContains(page, "too long")


class PastingFormattedText(DeskTestCase):
    def paste(self, html, lines="blocks", **more):
        return self.client.post(PASTE, {"html": html, "lines": lines, **more})

    def test_pasted_html_comes_back_as_markdown(self):
        pasted = "<p>It was <b>not</b> so.</p><p>No.</p>"

        self.assertEqual(self.paste(pasted).json(), {"markdown": "It was **not** so.\n\nNo."})
        self.assertEqual(
            self.paste(pasted, lines="line").json(), {"markdown": "It was **not** so. No."}
        )

    def test_what_cannot_be_converted_is_refused_and_the_script_keeps_the_plain_text(self):
        unclosed = "".join(f"<b id={number}><p>" for number in range(2000))
        for sent in (
            {"html": ""},
            {"html": "x" * 5_000_001},
            {"html": unclosed},
            {"html": "<b>x</b>", "lines": "song"},
            {"html": "<b>x</b>", "first_note": "-1"},
            {"html": "a\0b"},
        ):
            with self.subTest(str(sent)[:40]):
                self.assertEqual(self.paste(**sent).status_code, 400)

    def test_fields_say_how_pasted_text_is_kept(self):
        page = self.open(a_draft()).content.decode()

        for name, kind in (
            ("introduction", "blocks"),
            ("exchanges-0-answer", "blocks"),
            ("exchanges-0-question", "line"),
            ("standfirst", "line"),
        ):
            with self.subTest(name):
                field = re.search(rf'<textarea[^>]*name="{name}"[^>]*>', page)[0]
                self.assertIn(f'data-paste="{kind}"', field)
        self.assertNotIn("data-paste", re.search(r'<textarea[^>]*name="terms"[^>]*>', page)[0])


class ChoosingAPullQuote(DeskTestCase):
    def test_a_draft_whose_answer_lost_the_quoted_words_is_saved_with_a_warning_and_not_published(
        self,
    ):
        draft = a_draft()
        draft.exchanges.update(answer="I look at the sea.", pull_quote="look at the sea")

        response = self.send(draft, exchanges__0__answer="I watch the sea.")

        [warning] = [each for each in self.messages(response) if "pull quote" in each]
        self.assertIn("#id_exchanges-0-pull_quote", warning)
        exchange = draft.exchanges.get()
        self.assertEqual(
            (exchange.answer, exchange.pull_quote), ("I watch the sea.", "look at the sea")
        )
        response = self.send(draft, "_action=publish")
        self.assertIn("word for word", " ".join(self.messages(response)))
        self.assertFalse(Interview.objects.get().is_published)

    def test_a_published_interview_keeps_its_words_and_the_form_says_where_the_quote_is_lost(self):
        interview = an_interview()
        interview.exchanges.update(answer="I look at the sea.", pull_quote="look at the sea")

        response = self.send(interview, exchanges__0__answer="I watch the sea.")

        self.assertContains(response, "The answer does not contain these exact words.")
        self.assertContains(response, "I watch the sea.")
        self.assertEqual(interview.exchanges.get().answer, "I look at the sea.")

    def test_selected_words_come_back_as_a_pull_quote(self):
        for selected, quote in (("the **sea**", "the sea"), ("the ship", ""), ("", "")):
            with self.subTest(selected):
                sent = {"answer": "I look at the **sea**.", "selected": selected}

                self.assertEqual(self.client.post(QUOTE, sent).json(), {"quote": quote})


class PermissionsOfTheEditor(TestCase):
    def test_preview_and_upload_ask_visitors_to_sign_in(self):
        for reader in (None, a_reader_with_an_account()):
            for address in (UPLOAD, PREVIEW, PASTE, QUOTE):
                with self.subTest(reader=reader, address=address):
                    self.client.logout() if reader is None else self.client.force_login(reader)

                    response = self.client.post(address, {"content": "*So.*"})

                    self.assertRedirects(response, f"/admin/login/?next={address}")

    def test_a_get_request_uploads_nothing(self):
        self.client.force_login(an_editor())

        for address in (UPLOAD, PREVIEW, PASTE, QUOTE):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 405)
