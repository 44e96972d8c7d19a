"""Renditions: made off the request, once, found again after a crash, and cleared away."""

from datetime import timedelta
from unittest import mock

from django.core.files.storage import default_storage
from django.test import TestCase, TransactionTestCase
from django.utils import timezone
from PIL import Image

from interviews.media import rendering
from interviews.media.renditions import names, widths
from interviews.media.wakeup import picture_is_due
from interviews.models import Picture
from interviews.models.picture import UNUSED_RETENTION, USAGE_CHECK_INTERVAL
from tests.builders import a_page, a_person, an_editor, an_interview
from tests.pictures import WithMedia, drawn, lead, portray, sent

SMALL = (500, 400)


def later(by):
    """As if that much time had passed."""
    return mock.patch("django.utils.timezone.now", lambda now=timezone.now: now() + by)


class Widths(TestCase):
    def test_are_those_that_pages_ask_for_and_never_more_than_there_is(self):
        for width, expected in {
            4000: [480, 768, 1020, 1536, 2040],
            2040: [480, 768, 1020, 1536, 2040],
            1600: [480, 768, 1020, 1536],
            1200: [480, 768, 1020, 1200],
            480: [480],
            300: [300],
        }.items():
            with self.subTest(width):
                self.assertEqual(widths(width), expected)


class Developing(WithMedia, TestCase):
    def test_makes_every_size_in_every_format(self):
        picture = portray(a_person(), size=(800, 1000))

        self.assertEqual(rendering.render_due_pictures(), 1)

        self.assertEqual(self.stored(), sorted([picture.name, *names(picture.name)]))
        for name in names(picture.name):
            with self.subTest(name), default_storage.open(name) as file:
                rendition = Image.open(file)
                width, kind = name.rsplit(".", 2)[1:]
                self.assertEqual(rendition.size, (int(width), round(int(width) * 1.25)))
                self.assertEqual(rendition.format, {"jpg": "JPEG"}.get(kind, kind.upper()))

    def test_makes_nothing_while_the_editor_waits(self):
        picture = portray(a_person(), size=SMALL)

        self.assertEqual(self.stored(), [picture.name])

    def test_puts_what_shows_through_on_white_where_a_format_is_opaque(self):
        person = a_person(portrait_alt="A cut-out.")
        person.portrait.save("a.png", sent(drawn("PNG", "RGBA", colour=(0, 0, 0, 0)), "a.png"))

        rendering.render_due_pictures()

        with default_storage.open(f"{person.portrait.name}.40.jpg") as file:
            self.assertGreater(min(Image.open(file).getpixel((5, 5))), 250)
        with default_storage.open(f"{person.portrait.name}.40.webp") as file:
            self.assertEqual(Image.open(file).getpixel((5, 5))[3], 0)

    def test_is_done_once(self):
        portray(a_person(), size=SMALL)
        rendering.render_due_pictures()

        with later(timedelta(days=400)):
            self.assertEqual(rendering.render_due_pictures(), 0)

    def test_leaves_alone_what_somebody_else_has_in_hand(self):
        theirs = portray(a_person(), size=SMALL)
        mine = Picture.objects.get()

        self.assertTrue(theirs.claim())

        self.assertFalse(mine.claim())
        self.assertEqual(rendering.render_due_pictures(), 0)

    def test_is_done_by_another_after_a_crash(self):
        picture = portray(a_person(), size=SMALL)
        picture.claim()
        default_storage.save(names(picture.name)[0], sent(b"half a rend"))

        with later(Picture.LEASE):
            self.assertEqual(rendering.render_due_pictures(), 1)

        with default_storage.open(names(picture.name)[0]) as file:
            self.assertEqual(Image.open(file).format, "AVIF")
        self.assertEqual(len(self.stored()), 1 + len(names(picture.name)))

    def test_is_tried_again_and_at_last_given_up(self):
        picture = portray(a_person(), size=SMALL)
        default_storage.delete(picture.name)
        passed = timedelta()

        for pause in [*Picture.RETRY_DELAYS, timedelta(days=400)]:
            with later(passed):
                self.assertEqual(rendering.render_due_pictures(), 1)
                self.assertEqual(rendering.render_due_pictures(), 0)
            passed += pause

        with later(passed):
            self.assertEqual(rendering.render_due_pictures(), 0)
        self.assertIn("FileNotFoundError", Picture.objects.get().last_error)

    def test_one_that_fails_keeps_nobody_from_the_next(self):
        broken = portray(a_person(), size=SMALL)
        default_storage.delete(broken.name)
        sound = portray(a_person("Tor Ek"), size=SMALL)

        self.assertEqual(rendering.render_due_pictures(), 2)

        self.assertTrue(default_storage.exists(names(sound.name)[-1]))


class CallingTheDarkroom(WithMedia, TransactionTestCase):
    def test_is_done_once_the_picture_is_surely_there(self):
        picture_is_due.clear()

        portray(a_person(), size=SMALL)

        self.assertTrue(picture_is_due.is_set())


class ClearingAway(WithMedia, TestCase):
    def go_on(self, days):
        """Make the rounds once on that day."""
        with later(timedelta(days=days)):
            return rendering.delete_unused_pictures()

    def test_leaves_what_is_shown(self):
        portray(a_person(), size=SMALL)
        lead(an_interview(), size=SMALL)
        rendering.render_due_pictures()
        before = self.stored()

        for day in (2, 40, 80):
            self.go_on(day)

        self.assertEqual(self.stored(), before)

    def test_leaves_a_replaced_picture_for_those_who_keep_pages(self):
        person = a_person()
        replaced = portray(person, size=SMALL)
        portray(person, size=SMALL)

        self.go_on(2)
        self.go_on(20)

        self.assertIn(replaced.name, self.stored())

    def test_takes_it_with_its_renditions_after_a_month(self):
        person = a_person()
        portray(person, size=SMALL)
        rendering.render_due_pictures()
        portray(person, size=SMALL)

        self.go_on(2)
        self.assertEqual(self.go_on(40), 1)

        self.assertEqual(self.stored(), [person.portrait.name])
        self.assertEqual(Picture.objects.get().name, person.portrait.name)

    def test_leaves_what_words_show(self):
        for text in ("![A](/media/{})", "Before.\n\n![]( /media/{} 'Title')\n"):
            with self.subTest(text):
                picture = self.put_into_prose()
                page = a_page(body=text.format(picture.name))

                self.go_on(2)
                self.go_on(40)

                self.assertIn(picture.name, self.stored())
                page.delete()

    def test_takes_what_was_uploaded_and_never_shown(self):
        self.put_into_prose()

        self.go_on(2)
        self.go_on(40)

        self.assertEqual(self.stored(), [])

    def test_begins_the_month_anew_when_it_is_shown_again(self):
        picture = self.put_into_prose()
        self.go_on(2)
        page = a_page(body=f"![A](/media/{picture.name})")
        self.go_on(4)
        page.delete()

        self.go_on(40)

        self.assertIn(picture.name, self.stored())

    def test_waits_for_nothing_where_a_person_is_erased(self):
        person = a_person()
        portray(person, size=SMALL)

        person.anonymize("A reader")
        rendering.delete_unused_pictures()

        self.assertEqual(self.stored(), [])

    def put_into_prose(self):
        self.client.force_login(an_editor())
        self.client.post("/markdownx/upload/", {"image": sent(drawn("JPEG", size=SMALL))})
        return Picture.objects.latest("pk")

    def test_asks_about_each_but_once_a_day(self):
        portray(a_person(), size=SMALL)
        self.go_on(2)

        with mock.patch.object(rendering, "is_picture_used") as asked:
            self.go_on(2)

        asked.assert_not_called()
        self.assertLess(USAGE_CHECK_INTERVAL, UNUSED_RETENTION)
