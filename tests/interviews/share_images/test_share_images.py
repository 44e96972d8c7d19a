"""Share cards: what a link shows of an interview or of one answer, wherever it is posted."""

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


class OnDisk(TestCase):
    """With a folder of their own to keep cards in."""

    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        files = {"BACKEND": FILES}
        kept = {"BACKEND": FILES, "OPTIONS": {"location": self.folder, "allow_overwrite": True}}
        statics = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {"default": files, "share_images": kept, "staticfiles": statics}
        self.enterContext(override_settings(STORAGES=storages))
        wrapped = patch.object(drawing, "render", wraps=drawing.render)
        self.drawing = self.enterContext(wrapped)

    def card(self, thing, status=200, **headers):
        response = self.client.get(f"{thing.get_absolute_url()}card/", headers=headers)
        self.assertEqual(response.status_code, status)
        return response

    @property
    def kept(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file())


class ACard(OnDisk):
    def test_shows_an_exchange_with_its_question_and_its_speaker(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])
        exchange = interview.exchanges.get()
        with patch.object(drawing, "render", wraps=drawing.render) as drawn:
            response = self.card(exchange)

        picture = Image.open(io.BytesIO(response.content))
        card = drawn.call_args.args[0]
        self.assertEqual(picture.size, (1200, 630))
        self.assertEqual(card.kicker, "Teodor Vass asks")
        self.assertEqual((card.heading, card.answer), ("What broke first?", "The forecast."))
        self.assertEqual((card.names, card.about), ("Ines Okafor", "Grid dispatcher"))

    def test_shows_an_interview_with_its_title_and_its_subject(self):
        interview = an_interview("A grid of one’s own")

        picture = Image.open(io.BytesIO(self.card(interview).content))

        card = self.drawing.call_args.args[0]
        self.assertEqual(picture.size, (1200, 630))
        self.assertEqual((card.heading, card.names), ("A grid of one’s own", "Ines Okafor"))

    def test_shows_the_name_of_the_publication_for_every_other_page(self):
        response = self.client.get("/card/")

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))
        self.assertEqual(response["Content-Type"], "image/png")

    def test_shows_the_portrait_cropped_to_the_far_side(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])

        response = self.card(interview)

        picture = Image.open(io.BytesIO(response.content)).convert("RGB")
        self.assertEqual((response["Content-Type"], picture.format), ("image/jpeg", None))
        self.assertLess(max(picture.getpixel((1190, 10))[0], picture.getpixel((1190, 620))[0]), 20)
        self.assertGreater(min(picture.getpixel((10, 10))), 240)

    def test_has_the_portrait_on_the_other_side_where_words_run_from_right_to_left(self):
        interview = an_interview("מי מחליט", subjects=[somebody_with_a_portrait()], language="he")

        picture = Image.open(io.BytesIO(self.card(interview).content)).convert("RGB")

        self.assertLess(picture.getpixel((10, 10))[0], 20)
        self.assertGreater(min(picture.getpixel((1190, 10))), 240)

    def test_is_drawn_without_a_portrait_that_cannot_be_read(self):
        person = somebody_with_a_portrait()
        person.portrait.storage.delete(person.portrait.name)

        response = self.card(an_interview(subjects=[person]))

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))

    def test_names_nobody_where_the_speaker_is_not_recorded(self):
        interview = an_interview(subjects=[someone("Ada"), someone("Ivo")])

        self.card(interview.exchanges.get())

        self.assertEqual(self.drawing.call_args.args[0].names, "")

    def test_of_a_further_answer_shows_the_question_that_it_answers(self):
        draft = a_draft()
        further = an_exchange(draft, question="", answer="The night.", answered_by=[someone("Ivo")])
        draft.publish(by=None)

        self.card(further)

        card = self.drawing.call_args.args[0]
        self.assertEqual(
            (card.heading, card.answer, card.names), ("What broke first?", "The night.", "Ivo")
        )


class WhatIsNotPublished(OnDisk):
    def test_has_no_card(self):
        draft = a_draft("A draft")
        scheduled = a_draft("For tomorrow")
        scheduled.schedule(by=None, at=timezone.now() + timedelta(days=1))
        for interview in (draft, scheduled):
            self.card(interview, status=404)
            self.card(interview.exchanges.get(), status=404)

        self.assertFalse(self.drawing.called)

    def test_has_none_any_more_once_it_was_withdrawn(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        self.card(interview)
        self.card(exchange)
        interview.withdraw(by=None)

        self.card(interview, status=410)
        self.card(exchange, status=410)

        self.assertEqual(self.kept, [])

    def test_has_none_any_more_once_the_exchange_was_removed(self):
        exchange = an_interview().exchanges.get()
        self.card(exchange)
        exchange.remove(by=an_editor())

        self.card(exchange, status=410)

        self.assertEqual(self.kept, [])


class TheAddress(OnDisk):
    def test_leads_on_after_the_interview_was_renamed(self):
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

    def test_may_be_kept_by_any_cache_and_asked_about(self):
        interview = an_interview()
        first = self.card(interview)

        self.assertEqual(first["Cache-Control"], "public, max-age=3600")
        self.assertNotIn("Cookie", first.get("Vary", ""))
        self.assertFalse(first.cookies)
        self.card(interview, status=304, if_none_match=first["ETag"])


class Keeping(OnDisk):
    def test_draws_a_card_once(self):
        exchange = an_interview().exchanges.get()

        pictures = {self.card(exchange).content for _each in range(3)}

        self.assertEqual((len(pictures), self.drawing.call_count), (1, 1))

    def test_draws_it_anew_when_the_answer_changes_and_forgets_the_old_one(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        before = self.card(exchange)
        interview.correct("It was the weather.", by=None, exchange=exchange, answer="The weather.")

        after = self.card(exchange)

        self.assertNotEqual(before.content, after.content)
        self.assertNotEqual(before["ETag"], after["ETag"])
        self.assertEqual(len(self.kept), 1)

    def test_draws_it_anew_when_a_portrait_or_a_name_changes(self):
        person = somebody_with_a_portrait()
        interview = an_interview(subjects=[person])
        seen = [self.card(interview)["ETag"]]
        person.portrait.save("another.jpg", a_portrait("maroon"))
        seen.append(self.card(interview)["ETag"])
        person.name = "Ines Okafor-Lindqvist"
        person.save()
        seen.append(self.card(interview)["ETag"])

        self.assertEqual(len(set(seen)), 3)
        self.assertEqual(len(self.kept), 1)

    def test_survives_a_rename_without_drawing(self):
        interview = an_interview("First")
        self.card(interview)
        interview.change_slug("second")

        self.card(interview)

        self.assertEqual(self.drawing.call_count, 1)

    def test_does_not_serve_what_another_process_has_only_half_written(self):
        interview = an_interview()
        whole = self.card(interview).content
        for damaged in (b"", whole[:2000], whole[:-1]):
            self.kept[0].write_bytes(damaged)

            self.assertEqual(self.card(interview).content, whole)
            self.assertEqual(self.kept[0].read_bytes(), whole)

    def test_draws_once_for_all_who_ask_at_the_same_time(self):
        card = share_images.ShareImage(publication="prompt/power", heading="Why?")
        with ThreadPoolExecutor(8) as threads:
            asked = [threads.submit(storage.get_or_render, card, "x-234567") for _each in range(8)]
            pictures = {each.result() for each in asked}

        self.assertEqual((len(pictures), self.drawing.call_count), (1, 1))

    def test_shows_the_card_even_where_it_cannot_be_kept(self):
        (self.folder / "publication").write_text("a file where the folder should be")

        response = self.client.get("/card/")

        self.assertEqual(Image.open(io.BytesIO(response.content)).size, (1200, 630))


class ThePage(TestCase):
    def head_of(self, address):
        html = self.client.get(address).content.decode()
        found = re.findall(
            r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)"\s+content="([^"]*)"', html
        )
        return {name: unescape(content) for name, content in found}

    def test_of_an_exchange_points_to_its_card_and_tells_its_words(self):
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

    def test_of_an_interview_points_to_its_own(self):
        interview = an_interview()

        head = self.head_of(interview.get_absolute_url())

        self.assertEqual(head["og:image"], f"http://testserver{interview.get_absolute_url()}card/")
        self.assertIn(interview.title, head["og:image:alt"])

    def test_of_anything_else_points_to_the_publications(self):
        for address in ("/", "/interviews/", "/people/"):
            head = self.head_of(address)

            self.assertEqual(head["og:image"], "http://testserver/card/", address)
            self.assertIn("Answers in full", head["og:image:alt"])

    def test_tells_the_type_that_the_card_then_has(self):
        interview = an_interview(subjects=[somebody_with_a_portrait()])
        for thing in (interview, interview.exchanges.get()):
            head = self.head_of(thing.get_absolute_url())

            card = self.client.get(head["og:image"])

            self.assertEqual(card["Content-Type"], head["og:image:type"])

    def test_points_to_no_card_in_a_preview_or_where_an_answer_was_removed(self):
        draft, exchange = a_draft(), an_interview("Another").exchanges.get()
        editor = an_editor()
        exchange.remove(by=editor)
        self.client.force_login(editor)

        self.assertEqual(self.head_of(f"/admin/interviews/interview/{draft.pk}/preview/"), {})
        self.assertEqual(self.head_of(exchange.get_absolute_url()), {})
