"""Pictures on the page: in sizes to choose from, described, credited, cropped with care."""

import html
import re
from xml.etree import ElementTree

from django.test import TestCase

from interviews import prose
from tests.admin_forms import DeskTestCase
from tests.builders import an_interview, someone
from tests.interviews.admin.test_people import a_picture
from tests.pictures import WithMedia, lead, portray

UPLOADED = "/media/prose/0123456789abcdef-1600x1067.jpg"


def img(response, alt):
    """The tag of the picture with that alternative text."""
    page = response.content.decode()
    return next(tag for tag in re.findall("<img[^>]*>", page) if f'alt="{alt}"' in tag)


class ALeadPicture(WithMedia, TestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview(subjects=[someone("Ines Okafor")])

    def read(self):
        return self.client.get(self.interview.get_absolute_url())

    def test_is_offered_in_the_formats_and_sizes_of_screens(self):
        name = lead(self.interview).name

        page = self.read()

        for kind, ending in (("avif", "avif"), ("webp", "webp")):
            of_kind = [f"/media/{name}.{w}.{ending} {w}w" for w in (480, 768, 1020, 1536)]
            self.assertContains(page, f'<source type="image/{kind}" srcset="{", ".join(of_kind)}"')
        shown = img(page, "A control room at night.")
        self.assertIn(f'src="/media/{name}.1020.jpg"', shown)
        self.assertIn(f"/media/{name}.1536.jpg 1536w", shown)
        self.assertIn("sizes=", shown)

    def test_comes_first_and_holds_its_place(self):
        lead(self.interview)

        for page in (self.read(), self.client.get("/")):
            shown = img(page, "A control room at night.")

            self.assertIn('fetchpriority="high"', shown)
            self.assertNotIn("lazy", shown)
            self.assertIn('width="1600"', shown)
            self.assertIn('height="960"', shown)

    def test_has_its_caption_and_credit(self):
        lead(self.interview, caption="The room at four.", credit="Tor Ek")

        self.assertContains(self.read(), "The room at four.")
        self.assertContains(self.read(), "Tor Ek")

    def test_that_only_decorates_says_nothing(self):
        lead(self.interview, alt="", decorative=True)

        self.assertIn('fetchpriority="high"', img(self.read(), ""))

    def test_keeps_in_sight_what_an_editor_pointed_at(self):
        lead(self.interview, size=(900, 1600), focus_x=10, focus_y=80)

        self.assertEqual(self.interview.lead_picture.focal_point, (10, 80))
        self.assertIn(
            'class="focus-x0 focus-y3"', img(self.client.get("/"), "A control room at night.")
        )

    def test_is_named_by_its_own_address_where_others_fetch_it(self):
        name = lead(self.interview).name

        self.assertContains(self.read(), f'"url":"http://testserver/media/{name}"')


class APortrait(WithMedia, TestCase):
    def test_waits_until_it_is_near_unless_it_stands_at_the_top(self):
        ines = someone("Ines Okafor")
        an_interview(subjects=[ines])
        portray(ines, caption="In the control room.", credit="Tor Ek")

        page = self.client.get(ines.get_absolute_url())

        self.assertNotIn("lazy", img(page, "Ines at her desk."))
        self.assertContains(page, "In the control room.")
        self.assertContains(page, "Tor Ek")


class APictureInProse(TestCase):
    def test_that_was_uploaded_is_offered_in_all_its_sizes(self):
        shown = prose.from_editor(f"![A bridge & a boat]({UPLOADED})")

        self.assertIn("<picture>", shown)
        self.assertIn(f'<source type="image/avif" srcset="{UPLOADED}.480.avif 480w, ', shown)
        self.assertIn(f'src="{UPLOADED}.1020.jpg"', shown)
        for attribute in ('width="1600"', 'height="1067"', 'loading="lazy"', 'decoding="async"'):
            self.assertIn(attribute, shown)
        self.assertIn('alt="A bridge &amp; a boat"', shown)

    def test_that_was_not_uploaded_stays_as_it_is(self):
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

    def test_leaves_no_choice_in_a_feed(self):
        said = '<source srcset="x"> srcset="a" sizes="b"'
        an_interview(introduction=f"{said}\n\n![A bridge]({UPLOADED})")

        feed = self.client.get("/feed.atom").content.decode()

        shown = html.unescape(ElementTree.fromstring(feed).find(".//{*}entry/{*}content").text)
        self.assertIn(f'src="http://testserver{UPLOADED}.1020.jpg"', shown)
        self.assertNotIn("480w", shown)
        self.assertNotIn("<picture>", shown)
        self.assertIn(said, shown)

    def test_is_a_link_in_a_readers_words(self):
        self.assertNotIn("<picture>", prose.from_reader(f"![A](https://example.org{UPLOADED})"))


class DescribingPictures(WithMedia, DeskTestCase):
    NOT_DESCRIBED = "A picture here is not described."

    def setUp(self):
        super().setUp()
        self.interview = an_interview(subjects=[someone("Ines Okafor")])

    def test_one_that_only_decorates_needs_no_words(self):
        ines = someone("Ines Okafor")

        self.send(ines, portrait=a_picture(), portrait_decorative="on")

        ines.refresh_from_db()
        self.assertEqual(ines.portrait.alt, "")
        self.assertTrue(ines.portrait)

    def test_an_editor_is_told_on_saving_that_words_are_missing(self):
        for text, told in ((f"![]({UPLOADED})", True), (f"![A bridge]({UPLOADED})", False)):
            with self.subTest(text):
                response = self.send(self.interview, introduction=text)

                found = any(self.NOT_DESCRIBED in each for each in self.messages(response))
                self.assertEqual(found, told)

    def test_an_answer_is_looked_at_too(self):
        response = self.send(self.interview, exchanges__0__answer=f"So.\n\n![]({UPLOADED})")

        self.assertTrue(any(self.NOT_DESCRIBED in each for each in self.messages(response)))

    def test_an_editor_is_told_while_writing(self):
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
