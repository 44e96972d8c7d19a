"""The HTML of pictures: sizes, alternative texts, credits, focal points."""

import html
import re
from xml.etree import ElementTree

from django.test import TestCase

from interviews import prose
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import an_exchange, an_interview, someone
from tests.interviews.admin.test_people import a_picture
from tests.pictures import TemporaryMediaMixin, add_lead_picture, add_portrait

UPLOADED = "/media/prose/0123456789abcdef-1600x1067.jpg"


def img(response, alt):
    """Return the tag of the picture with this alternative text."""
    page = response.content.decode()
    return next(tag for tag in re.findall("<img[^>]*>", page) if f'alt="{alt}"' in tag)


class LeadPictures(TemporaryMediaMixin, TestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview(subjects=[someone("Ines Okafor")])

    def read(self):
        return self.client.get(self.interview.get_absolute_url())

    def test_lead_picture_is_offered_in_several_formats_and_sizes(self):
        name = add_lead_picture(self.interview).name

        page = self.read()

        for kind, ending in (("avif", "avif"), ("webp", "webp")):
            of_kind = [f"/media/{name}.{w}.{ending} {w}w" for w in (480, 768, 1020, 1536)]
            self.assertContains(page, f'<source type="image/{kind}" srcset="{", ".join(of_kind)}"')
        shown = img(page, "A control room at night.")
        self.assertIn(f'src="/media/{name}.1020.jpg"', shown)
        self.assertIn(f"/media/{name}.1536.jpg 1536w", shown)
        self.assertIn("sizes=", shown)

    def test_lead_picture_loads_first_and_has_width_and_height(self):
        add_lead_picture(self.interview)

        for page in (self.read(), self.client.get("/")):
            shown = img(page, "A control room at night.")

            self.assertIn('fetchpriority="high"', shown)
            self.assertNotIn("lazy", shown)
            self.assertIn('width="1600"', shown)
            self.assertIn('height="960"', shown)

    def test_lead_picture_shows_its_caption_and_credit(self):
        add_lead_picture(self.interview, caption="The room at four.", credit="Tor Ek")

        self.assertContains(self.read(), "The room at four.")
        self.assertContains(self.read(), "Tor Ek")

    def test_decorative_lead_picture_has_an_empty_alternative_text(self):
        add_lead_picture(self.interview, alt="", decorative=True)

        self.assertIn('fetchpriority="high"', img(self.read(), ""))

    def test_lead_picture_is_cropped_around_its_focal_point(self):
        add_lead_picture(self.interview, size=(900, 1600), focus_x=10, focus_y=80)

        self.assertEqual(self.interview.lead_picture.focal_point, (10, 80))
        self.assertIn(
            'class="focus-x0 focus-y3"', img(self.client.get("/"), "A control room at night.")
        )

    def test_feeds_and_metadata_use_the_url_of_the_original(self):
        name = add_lead_picture(self.interview).name

        self.assertContains(self.read(), f'"url":"http://testserver/media/{name}"')


class Portraits(TemporaryMediaMixin, TestCase):
    def test_portrait_loads_lazily_unless_it_is_at_the_top(self):
        ines = someone("Ines Okafor")
        an_interview(subjects=[ines])
        add_portrait(ines, caption="In the control room.", credit="Tor Ek")

        page = self.client.get(ines.get_absolute_url())

        self.assertNotIn("lazy", img(page, "Ines at her desk."))
        self.assertContains(page, "In the control room.")
        self.assertContains(page, "Tor Ek")


class PicturesInProse(TestCase):
    def test_uploaded_picture_in_prose_is_offered_in_all_sizes(self):
        shown = prose.from_editor(f"![A bridge & a boat]({UPLOADED})")

        self.assertIn("<picture>", shown)
        self.assertIn(f'<source type="image/avif" srcset="{UPLOADED}.480.avif 480w, ', shown)
        self.assertIn(f'src="{UPLOADED}.1020.jpg"', shown)
        for attribute in ('width="1600"', 'height="1067"', 'loading="lazy"', 'decoding="async"'):
            self.assertIn(attribute, shown)
        self.assertIn('alt="A bridge &amp; a boat"', shown)

    def test_a_dash_as_description_says_that_a_picture_only_decorates(self):
        self.assertIn('alt=""', prose.from_editor(f"![-]({UPLOADED})"))
        self.assertEqual(prose.plain(f"So. ![-]({UPLOADED})"), "So.")

    def test_picture_that_was_not_uploaded_is_rendered_unchanged(self):
        for address in (
            "/media/prose/photo.jpg",
            "/media/leads/0123456789abcdef-1600x1067.jpg",
            "/static/0123456789abcdef-1600x1067.jpg",
            f"{UPLOADED}?size=1",
            f"/elsewhere{UPLOADED}",
        ):
            with self.subTest(address):
                shown = prose.from_editor(f"![A]({address})")

                self.assertNotIn("<picture>", shown)
                self.assertIn(f'src="{address}"', shown)

    def test_picture_in_a_feed_has_one_size(self):
        said = '<source srcset="x"> srcset="a" sizes="b"'
        an_interview(introduction=f"{said}\n\n![A bridge]({UPLOADED})")

        feed = self.client.get("/feed.atom").content.decode()

        shown = html.unescape(ElementTree.fromstring(feed).find(".//{*}entry/{*}content").text)
        self.assertIn(f'src="http://testserver{UPLOADED}.1020.jpg"', shown)
        self.assertNotIn("480w", shown)
        self.assertNotIn("<picture>", shown)
        self.assertIn(said, shown)

    def test_picture_in_a_reply_becomes_a_link(self):
        self.assertNotIn("<picture>", prose.from_reader(f"![A](https://example.org{UPLOADED})"))


class AlternativeTexts(TemporaryMediaMixin, DeskTestCase):
    NOT_DESCRIBED = "A picture has no alternative text."

    def setUp(self):
        super().setUp()
        self.interview = an_interview(subjects=[someone("Ines Okafor")])

    def test_decorative_picture_needs_no_alternative_text(self):
        ines = someone("Ines Okafor")

        self.send(ines, portrait=a_picture(), portrait_decorative="on")

        ines.refresh_from_db()
        self.assertEqual(ines.portrait.alt, "")
        self.assertTrue(ines.portrait)

    def test_saving_a_picture_without_alternative_text_is_refused(self):
        for text, told in ((f"![]({UPLOADED})", True), (f"![A bridge]({UPLOADED})", False)):
            with self.subTest(text):
                response = self.send(self.interview, introduction=text)

                found = any(self.NOT_DESCRIBED in each for each in self.messages(response))
                self.assertEqual(found, told)

    def test_missing_alternative_texts_are_reported_with_a_link_to_each_field(self):
        an_exchange(self.interview, "And then?", answer="Rain.")
        filled = self.filled(
            self.open(self.interview),
            introduction=f"![]({UPLOADED})",
            exchanges__1__answer=f"So.\n\n![]({UPLOADED})",
            exchanges__1__ORDER="1",
            exchanges__0__ORDER="2",
        )

        shown = self.messages(self.post(self.interview, filled))
        [message] = [each for each in shown if self.NOT_DESCRIBED in each]

        page = address_of(self.interview)
        self.assertIn(f'<a href="{page}#id_introduction">Introduction</a>', message)
        self.assertIn(f'<a href="{page}#id_exchanges-0-answer">And then?: Answer</a>', message)

    def test_missing_alternative_texts_are_reported_in_the_preview(self):
        for text, told in ((f"![]({UPLOADED})", True), (f"![A bridge]({UPLOADED})", False)):
            with self.subTest(text):
                shown = self.client.post("/markdownx/markdownify/", {"content": text})

                self.assertEqual(self.NOT_DESCRIBED in shown.content.decode(), told)

    def test_a_focal_point_is_two_numbers(self):
        self.send(self.interview, lead_focus_x="20", lead_focus_y="75")

        self.interview.refresh_from_db()
        self.assertEqual(self.interview.lead_picture.focal_point, (20, 75))

    def test_a_focal_point_lies_within_the_picture(self):
        response = self.send(self.interview, lead_focus_x="101")

        self.assertContains(response, "less than or equal to 100")


class CaptionsInProse(TestCase):
    def test_a_picture_alone_in_a_paragraph_shows_its_title_as_caption_and_credit(self):
        html = prose.from_editor(f'So.\n\n![The desk]({UPLOADED} "At night | A. Sker")\n\nNo.')

        caption = '<figcaption>At night <span class="credit">A. Sker</span></figcaption></figure>'
        self.assertIn(caption, html)
        self.assertEqual((html.count("<figure>"), html.count("<p>")), (1, 2))

    def test_a_picture_in_a_line_a_list_a_quotation_or_a_note_keeps_its_title(self):
        picture = f'![The desk]({UPLOADED} "At night")'
        for text in (f"So {picture}", f"- {picture}", f"> {picture}", f"a[^1]\n\n[^1]: {picture}"):
            with self.subTest(text):
                html = prose.from_editor(text)

                self.assertIn('title="At night"', html)
                self.assertNotIn("<fig", html)

    def test_a_caption_does_not_count_as_spoken(self):
        self.assertEqual(prose.spoken_text(f'So.\n\n![The desk]({UPLOADED} "At night")'), "So.")
