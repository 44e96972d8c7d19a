"""Uploaded pictures, sent as pictures and as nothing else."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings
from django.utils import timezone

from tests.pictures import drawn


class AskingForAnUpload(TestCase):
    def setUp(self):
        self.media = Path(self.enterContext(TemporaryDirectory()), "media")
        self.media.mkdir()
        self.enterContext(override_settings(MEDIA_ROOT=str(self.media)))

    def ask(self, name, holding=b"bytes"):
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(holding)
        return self.client.get(f"/media/{name}")

    def test_sends_a_picture(self):
        response = self.ask("portraits/ines.jpg")

        self.assertEqual(response["Content-Type"], "image/jpeg")
        self.assertEqual(b"".join(response), b"bytes")

    def test_goes_by_the_name_whatever_the_file_holds(self):
        response = self.ask("page.PNG", holding=b"<script>alert(1)</script>")

        self.assertEqual(response["Content-Type"], "image/png")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")

    def test_sends_nothing_that_could_run(self):
        for name in ["a.svg", "a.html", "a.js", "a.xml", "a.pdf", "a.jpg.svg", "a", "a.png "]:
            with self.subTest(name=name):
                self.assertEqual(self.ask(name).status_code, 404)

    def test_stays_within_the_folder_of_uploads(self):
        Path(self.media.parent, "secret.png").write_bytes(b"secret")

        for way_out in [
            "../secret.png",
            "%2e%2e/secret.png",
            "..%2fsecret.png",
            "a/../../secret.png",
            "/secret.png",
            f"{settings.BASE_DIR}/secret.png",
            "..%5csecret.png",
        ]:
            with self.subTest(way_out=way_out):
                self.assertIn(self.client.get(f"/media/{way_out}").status_code, (400, 404))

    def test_lists_no_folder(self):
        self.ask("portraits/ines.jpg")
        Path(self.media, "folder.png").mkdir()

        for folder in ["", "portraits", "portraits/", "folder.png", "folder.png/"]:
            with self.subTest(folder=folder):
                self.assertEqual(self.client.get(f"/media/{folder}").status_code, 404)

    def test_survives_names_that_no_file_can_have(self):
        for name in ["%00.png", "a%00.png", "x" * 5000 + ".png", "%ff.png", "人.png"]:
            with self.subTest(name=name[:20]):
                self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def test_may_be_kept_for_good_where_the_name_never_holds_anything_else(self):
        for name, kept in (
            ("leads/0123456789abcdef-16x9.jpg", "immutable"),
            ("leads/0123456789abcdef-16x9.jpg.480.avif", "immutable"),
            ("leads/room.jpg", "max-age=86400"),
        ):
            with self.subTest(name), self.a_while_ago():
                self.assertIn(kept, self.ask(name, holding=drawn("AVIF"))["Cache-Control"])

    def test_is_asked_for_again_while_it_may_still_be_written(self):
        fresh = self.ask("leads/0123456789abcdef-16x9.jpg.480.avif", holding=drawn("AVIF"))

        self.assertEqual(fresh["Cache-Control"], "no-cache")

    def test_is_not_sent_again_to_whoever_has_it(self):
        has = self.ask("portraits/ines.jpg")["Last-Modified"]

        response = self.client.get("/media/portraits/ines.jpg", headers={"If-Modified-Since": has})

        self.assertEqual(response.status_code, 304)

    def test_is_the_whole_picture_until_its_renditions_are_made(self):
        self.ask("leads/0123456789abcdef-16x9.png", holding=b"whole")

        response = self.client.get("/media/leads/0123456789abcdef-16x9.png.480.avif")

        self.assertEqual(b"".join(response), b"whole")
        self.assertEqual(response["Content-Type"], "image/png")
        self.assertEqual(response["Cache-Control"], "no-cache")

    def test_is_nowhere_if_there_is_no_such_picture_at_all(self):
        for name in ("leads/0123456789abcdef-16x9.png.480.avif", "leads/room.jpg.480.avif"):
            with self.subTest(name):
                self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def a_while_ago(self):
        long_ago = timezone.now() - timedelta(hours=1)
        return mock.patch.object(default_storage, "get_modified_time", return_value=long_ago)
