"""Renditions that are gone: noticed, and made again. And that none is ever there by half."""

from unittest import mock

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import TestCase

from interviews import darkroom
from interviews.models import Picture
from interviews.renditions import names
from tests.builders import a_person
from tests.interviews.test_pictures_developing import LOOKED_FOR, SMALL, later
from tests.pictures import WithMedia, portray


class ARenditionThatIsGone(WithMedia, TestCase):
    def setUp(self):
        super().setUp()
        self.picture = portray(a_person(), size=SMALL)
        darkroom.develop_pictures()

    def is_due(self):
        return Picture.objects.due().exists()

    def test_is_made_again_when_asked_for(self):
        (self.media / names(self.picture.name)[0]).unlink()

        self.client.get(f"/media/{names(self.picture.name)[0]}")

        self.assertTrue(self.is_due())

    def test_is_found_by_the_daily_look_where_a_proxy_sends_the_files(self):
        (self.media / names(self.picture.name)[0]).unlink()

        with later(LOOKED_FOR):
            darkroom.clear_away_pictures()
            self.assertTrue(self.is_due())

    def test_is_left_where_it_cannot_be_made(self):
        Picture.objects.update(trouble="OSError: cannot identify image file")
        (self.media / names(self.picture.name)[0]).unlink()

        self.client.get(f"/media/{names(self.picture.name)[0]}")

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

    def test_is_on_the_disk_before_it_has_its_name(self):
        with mock.patch("os.fsync", side_effect=OSError), self.assertRaises(OSError):
            default_storage.save("a.jpg", ContentFile(b"whole"))

        self.assertEqual(self.stored(), [])
