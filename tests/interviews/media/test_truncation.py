"""Renditions that are empty, cut off or gone: noticed, and made again."""

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
from tests.pictures import WithMedia, drawn, noise, portray


class WhetherAFileIsWhole(SimpleTestCase):
    def test_is_so_for_what_the_darkroom_makes(self):
        for kind in FORMATS:
            for size in ((1, 1), (33, 47), (480, 300)):
                for made in (
                    noise(kind, size, **rendering.SAVED_WITH[kind]),
                    drawn(kind, size=size),
                ):
                    with self.subTest(kind, size=size):
                        self.assertTrue(is_complete(BytesIO(made)))

    def test_is_not_so_once_it_is_empty_or_cut_off_anywhere(self):
        for kind in FORMATS:
            whole = noise(kind, (64, 64))
            for length in [*range(40), len(whole) // 2, len(whole) - 100, len(whole) - 1]:
                with self.subTest(kind, length=length):
                    self.assertFalse(is_complete(BytesIO(whole[:length])))


class ADamagedRendition(WithMedia, TestCase):
    def setUp(self):
        super().setUp()
        self.picture = portray(a_person(), size=SMALL)
        rendering.render_due_pictures()
        self.whole = {name: self.read(name) for name in names(self.picture.name)}

    def read(self, name):
        return (self.media / name).read_bytes()

    def is_due(self):
        return Picture.objects.due().exists()

    def test_is_replaced_by_the_picture_when_asked_for_and_made_again(self):
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

    def test_that_is_gone_is_made_again(self):
        (self.media / names(self.picture.name)[0]).unlink()

        self.client.get(f"/media/{names(self.picture.name)[0]}")

        self.assertTrue(self.is_due())

    def test_is_found_by_the_daily_look_where_a_proxy_sends_the_files(self):
        (self.media / names(self.picture.name)[0]).write_bytes(b"")

        with later(USAGE_CHECK_INTERVAL):
            rendering.delete_unused_pictures()
            self.assertTrue(self.is_due())

    def test_is_left_where_it_cannot_be_made(self):
        Picture.objects.update(last_error="OSError: cannot identify image file")
        (self.media / names(self.picture.name)[0]).write_bytes(b"")

        self.client.get(f"/media/{names(self.picture.name)[0]}")

        self.assertFalse(self.is_due())

    def test_is_sent_as_it_is_while_it_is_whole(self):
        for name, whole in self.whole.items():
            self.assertEqual(b"".join(self.client.get(f"/media/{name}")), whole)
        with later(USAGE_CHECK_INTERVAL):
            rendering.delete_unused_pictures()
            self.assertFalse(self.is_due())


class AFileThatIsBeingWritten(WithMedia, TestCase):
    def test_is_there_whole_or_not_at_all(self):
        def cut_off(storage, name, content):
            (self.media / name).write_bytes(b"half")
            raise OSError(28, "No space left on device")

        with mock.patch.object(FileSystemStorage, "_save", cut_off), self.assertRaises(OSError):
            default_storage.save("a.jpg", ContentFile(b"whole"))
        self.assertEqual(self.stored(), [])

        default_storage.save("a.jpg", ContentFile(b"whole"))
        self.assertEqual(self.stored(), ["a.jpg"])
