"""Renditions that are empty, cut off or missing are detected, and made again."""

from io import BytesIO
from unittest import mock

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import SimpleTestCase, TestCase

from interviews.media import rendering
from interviews.media.renditions import FORMATS, names
from interviews.media.truncation import is_complete
from interviews.models import Picture
from tests.builders import a_person
from tests.interviews.media.test_rendering import SMALL, USAGE_CHECK_INTERVAL, later
from tests.pictures import TemporaryMediaMixin, add_portrait, make_noise, make_picture


class DetectingTruncation(SimpleTestCase):
    def test_every_rendition_is_recognised_as_complete(self):
        for kind in FORMATS:
            for size in ((1, 1), (33, 47), (480, 300)):
                for made in (
                    make_noise(kind, size, **rendering.SAVE_OPTIONS[kind]),
                    make_picture(kind, size=size),
                ):
                    with self.subTest(kind, size=size):
                        self.assertTrue(is_complete(BytesIO(made)))

    def test_a_rendition_cut_off_anywhere_is_recognised_as_incomplete(self):
        for kind in FORMATS:
            whole = make_noise(kind, (64, 64))
            for length in [*range(40), len(whole) // 2, len(whole) - 100, len(whole) - 1]:
                with self.subTest(kind, length=length):
                    self.assertFalse(is_complete(BytesIO(whole[:length])))


class DamagedRenditions(TemporaryMediaMixin, TestCase):
    def setUp(self):
        super().setUp()
        self.picture = add_portrait(a_person(), size=SMALL)
        rendering.render_due_pictures()
        self.whole = {name: self.read(name) for name in names(self.picture.name)}

    def read(self, name):
        return (self.media / name).read_bytes()

    def is_due(self):
        return Picture.objects.due().exists()

    def test_a_damaged_rendition_answers_with_the_original_and_is_made_again(self):
        for name, whole in self.whole.items():
            for damaged in (b"", whole[: len(whole) // 2]):
                with self.subTest(name, length=len(damaged)):
                    (self.media / name).write_bytes(damaged)
                    answer = self.client.get(f"/media/{name}")
                    self.assertEqual(b"".join(answer), self.read(self.picture.name))
                    self.assertEqual(answer["Cache-Control"], "no-cache")
                    self.assertEqual(rendering.render_due_pictures(), 1)
                    self.assertEqual(self.read(name), whole)
        self.assertFalse(self.is_due())

    def test_a_missing_rendition_is_made_again(self):
        (self.media / names(self.picture.name)[0]).unlink()

        self.client.get(f"/media/{names(self.picture.name)[0]}")

        self.assertTrue(self.is_due())

    def test_the_daily_check_finds_damaged_renditions_behind_a_proxy(self):
        (self.media / names(self.picture.name)[0]).write_bytes(b"")

        with later(USAGE_CHECK_INTERVAL):
            rendering.delete_unused_pictures()
            self.assertTrue(self.is_due())

    def test_a_rendition_that_cannot_be_made_is_not_queued_again(self):
        Picture.objects.update(last_error="OSError: cannot identify image file")
        (self.media / names(self.picture.name)[0]).write_bytes(b"")

        self.client.get(f"/media/{names(self.picture.name)[0]}")

        self.assertFalse(self.is_due())

    def test_a_complete_rendition_is_sent(self):
        for name, whole in self.whole.items():
            self.assertEqual(b"".join(self.client.get(f"/media/{name}")), whole)
        with later(USAGE_CHECK_INTERVAL):
            rendering.delete_unused_pictures()
            self.assertFalse(self.is_due())


class AtomicWriting(TemporaryMediaMixin, TestCase):
    def test_a_file_that_is_being_written_is_complete_or_absent(self):
        def cut_off(storage, name, content):
            (self.media / name).write_bytes(b"half")
            raise OSError(28, "No space left on device")

        with mock.patch.object(FileSystemStorage, "_save", cut_off), self.assertRaises(OSError):
            default_storage.save("a.jpg", ContentFile(b"whole"))
        self.assertEqual(self.stored(), [])

        default_storage.save("a.jpg", ContentFile(b"whole"))
        self.assertEqual(self.stored(), ["a.jpg"])
