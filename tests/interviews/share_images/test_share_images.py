"""Share images of interviews, answers and the publication."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from django.utils import timezone
from PIL import Image

from interviews import share_images
from interviews.share_images import drawing, storage
from tests.builders import a_draft, a_person, an_editor, an_exchange, an_interview, someone

FILES = "django.core.files.storage.FileSystemStorage"


def a_portrait(colour="teal", size=(400, 500)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return ContentFile(file.getvalue(), "portrait.jpg")


def somebody_with_a_portrait(name="Ines Okafor"):
    person = a_person(name, description="Grid dispatcher", portrait_alt="Ines Okafor at a desk")
    person.portrait.save("ines.jpg", a_portrait())
    return person


class ShareImageTestCase(TestCase):
    """Share images are stored in a temporary folder."""

    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        files = {"BACKEND": FILES}
        image_storage = {
            "BACKEND": FILES,
            "OPTIONS": {"location": self.folder, "allow_overwrite": True},
        }
        statics = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {"default": files, "share_images": image_storage, "staticfiles": statics}
        self.enterContext(override_settings(STORAGES=storages))
        wrapped = patch.object(drawing, "render", wraps=drawing.render)
        self.drawing = self.enterContext(wrapped)

    def share_image(self, thing, status=200, **headers):
        response = self.client.get(f"{thing.get_absolute_url()}card/", headers=headers)
        self.assertEqual(response.status_code, status)
        return response

    @property
    def stored_files(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file())


class ShareImageContent(ShareImageTestCase):
    def test_share_image_of_an_exchange_shows_question_answer_and_speaker(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])
        exchange = interview.exchanges.get()
        with patch.object(drawing, "render", wraps=drawing.render) as drawn:
            response = self.share_image(exchange)

        picture = Image.open(io.BytesIO(response.content))
        share_image = drawn.call_args.args[0]
        self.assertEqual(picture.size, (1200, 630))
        self.assertEqual(share_image.kicker, "Teodor Vass asks")
        self.assertEqual(
            (share_image.heading, share_image.answer), ("What broke first?", "The forecast.")
        )
        self.assertEqual((share_image.names, share_image.about), ("Ines Okafor", "Grid dispatcher"))

    def test_share_image_of_an_interview_shows_title_and_subject(self):
        interview = an_interview("A grid of one’s own")

        picture = Image.open(io.BytesIO(self.share_image(interview).content))

        share_image = self.drawing.call_args.args[0]
        self.assertEqual(picture.size, (1200, 630))
        self.assertEqual(
            (share_image.heading, share_image.names), ("A grid of one’s own", "Ines Okafor")
        )

    def test_share_image_of_the_publication_is_a_png(self):
        response = self.client.get("/card/")

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))
        self.assertEqual(response["Content-Type"], "image/png")

    def test_share_image_shows_the_portrait_at_the_far_side(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])

        response = self.share_image(interview)

        picture = Image.open(io.BytesIO(response.content)).convert("RGB")
        self.assertEqual((response["Content-Type"], picture.format), ("image/jpeg", None))
        self.assertLess(max(picture.getpixel((1190, 10))[0], picture.getpixel((1190, 620))[0]), 20)
        self.assertGreater(min(picture.getpixel((10, 10))), 240)

    def test_share_image_has_the_portrait_on_the_left_in_right_to_left_languages(self):
        interview = an_interview("מי מחליט", subjects=[somebody_with_a_portrait()], language="he")

        picture = Image.open(io.BytesIO(self.share_image(interview).content)).convert("RGB")

        self.assertLess(picture.getpixel((10, 10))[0], 20)
        self.assertGreater(min(picture.getpixel((1190, 10))), 240)

    def test_share_image_is_rendered_without_an_unreadable_portrait(self):
        person = somebody_with_a_portrait()
        person.portrait.storage.delete(person.portrait.name)

        response = self.share_image(an_interview(subjects=[person]))

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))

    def test_share_image_names_no_speaker_if_the_speaker_is_unknown(self):
        interview = an_interview(subjects=[someone("Ada"), someone("Ivo")])

        self.share_image(interview.exchanges.get())

        self.assertEqual(self.drawing.call_args.args[0].names, "")

    def test_share_image_of_another_answer_shows_its_question(self):
        draft = a_draft()
        further = an_exchange(draft, question="", answer="The night.", answered_by=[someone("Ivo")])
        draft.publish(by=None)

        self.share_image(further)

        share_image = self.drawing.call_args.args[0]
        self.assertEqual(
            (share_image.heading, share_image.answer, share_image.names),
            ("What broke first?", "The night.", "Ivo"),
        )


class UnpublishedPages(ShareImageTestCase):
    def test_unpublished_interview_has_no_share_image(self):
        draft = a_draft("A draft")
        scheduled = a_draft("For tomorrow")
        scheduled.schedule(by=None, at=timezone.now() + timedelta(days=1))
        for interview in (draft, scheduled):
            self.share_image(interview, status=404)
            self.share_image(interview.exchanges.get(), status=404)

        self.assertFalse(self.drawing.called)

    def test_share_images_are_deleted_after_a_withdrawal(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        self.share_image(interview)
        self.share_image(exchange)
        interview.withdraw(by=None)

        self.share_image(interview, status=410)
        self.share_image(exchange, status=410)

        self.assertEqual(self.stored_files, [])

    def test_share_image_is_deleted_after_the_answer_was_removed(self):
        exchange = an_interview().exchanges.get()
        self.share_image(exchange)
        exchange.remove(by=an_editor())

        self.share_image(exchange, status=410)

        self.assertEqual(self.stored_files, [])


class ShareImageURLs(ShareImageTestCase):
    def test_share_image_url_redirects_after_the_interview_was_renamed(self):
        interview = an_interview("First")
        key = interview.exchanges.get().key
        interview.change_slug("second")

        self.assertRedirects(
            self.client.get("/interviews/first/card/"), "/interviews/second/card/", 301
        )
        self.assertRedirects(
            self.client.get(f"/interviews/first/{key}/card/"),
            f"/interviews/second/{key}/card/",
            301,
        )

    def test_share_image_is_publicly_cacheable_and_has_an_etag(self):
        interview = an_interview()
        first = self.share_image(interview)

        self.assertEqual(first["Cache-Control"], "public, max-age=3600")
        self.assertNotIn("Cookie", first.get("Vary", ""))
        self.assertFalse(first.cookies)
        self.share_image(interview, status=304, if_none_match=first["ETag"])


class StoredShareImages(ShareImageTestCase):
    def test_share_image_is_rendered_once(self):
        exchange = an_interview().exchanges.get()

        pictures = {self.share_image(exchange).content for _each in range(3)}

        self.assertEqual((len(pictures), self.drawing.call_count), (1, 1))

    def test_share_image_is_replaced_when_the_answer_changes(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        before = self.share_image(exchange)
        interview.correct("It was the weather.", by=None, exchange=exchange, answer="The weather.")

        after = self.share_image(exchange)

        self.assertNotEqual(before.content, after.content)
        self.assertNotEqual(before["ETag"], after["ETag"])
        self.assertEqual(len(self.stored_files), 1)

    def test_share_image_is_replaced_when_a_portrait_or_a_name_changes(self):
        person = somebody_with_a_portrait()
        interview = an_interview(subjects=[person])
        seen = [self.share_image(interview)["ETag"]]
        person.portrait.save("another.jpg", a_portrait("maroon"))
        seen.append(self.share_image(interview)["ETag"])
        person.name = "Ines Okafor-Lindqvist"
        person.save()
        seen.append(self.share_image(interview)["ETag"])

        self.assertEqual(len(set(seen)), 3)
        self.assertEqual(len(self.stored_files), 1)

    def test_share_image_is_not_rendered_again_after_a_rename(self):
        interview = an_interview("First")
        self.share_image(interview)
        interview.change_slug("second")

        self.share_image(interview)

        self.assertEqual(self.drawing.call_count, 1)

    def test_incomplete_stored_share_image_is_not_served(self):
        interview = an_interview()
        whole = self.share_image(interview).content
        for damaged in (b"", whole[:2000], whole[:-1]):
            self.stored_files[0].write_bytes(damaged)

            self.assertEqual(self.share_image(interview).content, whole)
            self.assertEqual(self.stored_files[0].read_bytes(), whole)

    def test_concurrent_requests_render_a_share_image_once(self):
        share_image = share_images.ShareImage(publication="prompt/power", heading="Why?")
        with ThreadPoolExecutor(8) as threads:
            asked = [
                threads.submit(storage.get_or_render, share_image, "x-234567") for _each in range(8)
            ]
            pictures = {each.result() for each in asked}

        self.assertEqual((len(pictures), self.drawing.call_count), (1, 1))

    def test_share_image_is_served_even_if_it_cannot_be_stored(self):
        (self.folder / "publication").write_text("a file where the folder should be")

        response = self.client.get("/card/")

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))


class OpenGraphTags(TestCase):
    def head_of(self, address):
        html = self.client.get(address).content.decode()
        found = re.findall(
            r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)"\s+content="([^"]*)"', html
        )
        return {name: unescape(content) for name, content in found}

    def test_page_of_an_exchange_links_to_its_share_image(self):
        exchange = an_interview().exchanges.get()

        head = self.head_of(exchange.get_absolute_url())

        self.assertEqual(
            head,
            {
                "og:image": f"http://testserver{exchange.get_absolute_url()}card/",
                "og:image:type": "image/png",
                "og:image:width": "1200",
                "og:image:height": "630",
                "og:image:alt": "Teodor Vass asks — What broke first? — The forecast. — Ines Okafor"
                " — prompt/power",
                "twitter:card": "summary_large_image",
            },
        )

    def test_page_of_an_interview_links_to_its_share_image(self):
        interview = an_interview()

        head = self.head_of(interview.get_absolute_url())

        self.assertEqual(head["og:image"], f"http://testserver{interview.get_absolute_url()}card/")
        self.assertIn(interview.title, head["og:image:alt"])

    def test_other_pages_link_to_the_share_image_of_the_publication(self):
        for address in ("/", "/interviews/", "/people/"):
            head = self.head_of(address)

            self.assertEqual(head["og:image"], "http://testserver/card/", address)
            self.assertIn("Answers in full", head["og:image:alt"])

    def test_og_image_type_is_the_content_type_of_the_share_image(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])
        for thing in (interview, interview.exchanges.get()):
            head = self.head_of(thing.get_absolute_url())

            share_image = self.client.get(head["og:image"])

            self.assertEqual(share_image["Content-Type"], head["og:image:type"])

    def test_previews_and_removed_answers_link_to_no_share_image(self):
        draft, exchange = a_draft(), an_interview("Another").exchanges.get()
        editor = an_editor()
        exchange.remove(by=editor)
        self.client.force_login(editor)

        self.assertEqual(self.head_of(f"/admin/interviews/interview/{draft.pk}/preview/"), {})
        self.assertEqual(self.head_of(exchange.get_absolute_url()), {})
