"""Renditions are made outside of requests, once, also after a crash; unused ones are deleted."""

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
from tests.pictures import (
    TemporaryMediaMixin,
    add_lead_picture,
    add_portrait,
    make_picture,
    make_upload,
)

SMALL = (500, 400)


def later(by):
    """Set the clock forward."""
    return mock.patch("django.utils.timezone.now", lambda now=timezone.now: now() + by)


class RenditionWidths(TestCase):
    def test_renditions_are_never_wider_than_the_original(self):
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


class Rendering(TemporaryMediaMixin, TestCase):
    def test_rendering_makes_every_size_in_every_format(self):
        picture = add_portrait(a_person(), size=(800, 1000))

        self.assertEqual(rendering.render_due_pictures(), 1)

        self.assertEqual(self.stored(), sorted([picture.name, *names(picture.name)]))
        for name in names(picture.name):
            with self.subTest(name), default_storage.open(name) as file:
                rendition = Image.open(file)
                width, kind = name.rsplit(".", 2)[1:]
                self.assertEqual(rendition.size, (int(width), round(int(width) * 1.25)))
                self.assertEqual(rendition.format, {"jpg": "JPEG"}.get(kind, kind.upper()))

    def test_uploading_a_picture_makes_no_renditions(self):
        picture = add_portrait(a_person(), size=SMALL)

        self.assertEqual(self.stored(), [picture.name])

    def test_transparent_pixels_become_white_in_jpeg(self):
        person = a_person(portrait_alt="A cut-out.")
        person.portrait.save(
            "a.png", make_upload(make_picture("PNG", "RGBA", colour=(0, 0, 0, 0)), "a.png")
        )

        rendering.render_due_pictures()

        with default_storage.open(f"{person.portrait.name}.40.jpg") as file:
            self.assertGreater(min(Image.open(file).getpixel((5, 5))), 250)
        with default_storage.open(f"{person.portrait.name}.40.webp") as file:
            self.assertEqual(Image.open(file).getpixel((5, 5))[3], 0)

    def test_a_picture_is_rendered_once(self):
        add_portrait(a_person(), size=SMALL)
        rendering.render_due_pictures()

        with later(timedelta(days=400)):
            self.assertEqual(rendering.render_due_pictures(), 0)

    def test_a_picture_claimed_by_another_worker_is_skipped(self):
        theirs = add_portrait(a_person(), size=SMALL)
        mine = Picture.objects.get()

        self.assertTrue(theirs.claim())

        self.assertFalse(mine.claim())
        self.assertEqual(rendering.render_due_pictures(), 0)

    def test_a_picture_is_rendered_by_another_worker_after_a_crash(self):
        picture = add_portrait(a_person(), size=SMALL)
        picture.claim()
        default_storage.save(names(picture.name)[0], make_upload(b"half a rend"))

        with later(Picture.LEASE):
            self.assertEqual(rendering.render_due_pictures(), 1)

        with default_storage.open(names(picture.name)[0]) as file:
            self.assertEqual(Image.open(file).format, "AVIF")
        self.assertEqual(len(self.stored()), 1 + len(names(picture.name)))

    def test_a_failing_picture_is_retried_and_finally_given_up(self):
        picture = add_portrait(a_person(), size=SMALL)
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

    def test_a_failing_picture_does_not_stop_the_next_one(self):
        broken = add_portrait(a_person(), size=SMALL)
        default_storage.delete(broken.name)
        sound = add_portrait(a_person("Tor Ek"), size=SMALL)

        self.assertEqual(rendering.render_due_pictures(), 2)

        self.assertTrue(default_storage.exists(names(sound.name)[-1]))


class WakingTheRenderer(TemporaryMediaMixin, TransactionTestCase):
    def test_the_renderer_is_woken_after_the_transaction_commits(self):
        picture_is_due.clear()

        add_portrait(a_person(), size=SMALL)

        self.assertTrue(picture_is_due.is_set())


class DeletingUnusedPictures(TemporaryMediaMixin, TestCase):
    def go_on(self, days):
        """Run the deletion of unused pictures once on that day."""
        with later(timedelta(days=days)):
            return rendering.delete_unused_pictures()

    def test_pictures_in_use_are_kept(self):
        add_portrait(a_person(), size=SMALL)
        add_lead_picture(an_interview(), size=SMALL)
        rendering.render_due_pictures()
        before = self.stored()

        for day in (2, 40, 80):
            self.go_on(day)

        self.assertEqual(self.stored(), before)

    def test_a_replaced_picture_is_kept_for_cached_pages(self):
        person = a_person()
        replaced = add_portrait(person, size=SMALL)
        add_portrait(person, size=SMALL)

        self.go_on(2)
        self.go_on(20)

        self.assertIn(replaced.name, self.stored())

    def test_a_picture_unused_for_a_month_is_deleted_with_its_renditions(self):
        person = a_person()
        add_portrait(person, size=SMALL)
        rendering.render_due_pictures()
        add_portrait(person, size=SMALL)

        self.go_on(2)
        self.assertEqual(self.go_on(40), 1)

        self.assertEqual(self.stored(), [person.portrait.name])
        self.assertEqual(Picture.objects.get().name, person.portrait.name)

    def test_a_picture_used_in_prose_is_kept(self):
        for text in ("![A](/media/{})", "Before.\n\n![]( /media/{} 'Title')\n"):
            with self.subTest(text):
                picture = self.put_into_prose()
                page = a_page(body=text.format(picture.name))

                self.go_on(2)
                self.go_on(40)

                self.assertIn(picture.name, self.stored())
                page.delete()

    def test_a_picture_that_was_never_used_is_deleted(self):
        self.put_into_prose()

        self.go_on(2)
        self.go_on(40)

        self.assertEqual(self.stored(), [])

    def test_the_month_starts_again_when_a_picture_is_used_again(self):
        picture = self.put_into_prose()
        self.go_on(2)
        page = a_page(body=f"![A](/media/{picture.name})")
        self.go_on(4)
        page.delete()

        self.go_on(40)

        self.assertIn(picture.name, self.stored())

    def test_pictures_of_an_erased_person_are_deleted_at_once(self):
        person = a_person()
        add_portrait(person, size=SMALL)

        person.anonymize("A reader")
        rendering.delete_unused_pictures()

        self.assertEqual(self.stored(), [])

    def put_into_prose(self):
        self.client.force_login(an_editor())
        self.client.post(
            "/markdownx/upload/", {"image": make_upload(make_picture("JPEG", size=SMALL))}
        )
        return Picture.objects.latest("pk")

    def test_each_picture_is_checked_once_a_day(self):
        add_portrait(a_person(), size=SMALL)
        self.go_on(2)

        with mock.patch.object(rendering, "is_picture_used") as asked:
            self.go_on(2)

        asked.assert_not_called()
        self.assertLess(USAGE_CHECK_INTERVAL, UNUSED_RETENTION)
