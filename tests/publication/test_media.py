"""Uploaded pictures are sent as pictures only."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings
from django.utils import timezone

from tests.pictures import make_picture


class UploadedPictureTests(TestCase):
    def setUp(self):
        self.media = Path(self.enterContext(TemporaryDirectory()), "media")
        self.media.mkdir()
        self.enterContext(override_settings(MEDIA_ROOT=str(self.media)))

    def ask(self, name, holding=b"bytes"):
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(holding)
        return self.client.get(f"/media/{name}")

    def test_an_uploaded_picture_is_sent(self):
        response = self.ask("portraits/ines.jpg")

        self.assertEqual(response["Content-Type"], "image/jpeg")
        self.assertEqual(b"".join(response), b"bytes")

    def test_the_content_type_follows_from_the_name_of_the_file(self):
        response = self.ask("page.PNG", holding=b"<script>alert(1)</script>")

        self.assertEqual(response["Content-Type"], "image/png")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")

    def test_no_upload_is_sent_that_a_browser_could_run(self):
        for name in ["a.svg", "a.html", "a.js", "a.xml", "a.pdf", "a.jpg.svg", "a", "a.png "]:
            with self.subTest(name=name):
                self.assertEqual(self.ask(name).status_code, 404)

    def test_only_files_in_the_folder_of_uploads_are_sent(self):
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

    def test_a_folder_of_uploads_is_never_listed(self):
        self.ask("portraits/ines.jpg")
        Path(self.media, "folder.png").mkdir()

        for folder in ["", "portraits", "portraits/", "folder.png", "folder.png/"]:
            with self.subTest(folder=folder):
                self.assertEqual(self.client.get(f"/media/{folder}").status_code, 404)

    def test_impossible_names_of_uploads_are_not_found(self):
        for name in ["%00.png", "a%00.png", "x" * 5000 + ".png", "%ff.png", "人.png"]:
            with self.subTest(name=name[:20]):
                self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def test_a_picture_with_a_permanent_name_may_be_cached_for_ever(self):
        for name, kept in (
            ("leads/0123456789abcdef-16x9.jpg", "immutable"),
            ("leads/0123456789abcdef-16x9.jpg.480.avif", "immutable"),
            ("leads/room.jpg", "max-age=86400"),
        ):
            with self.subTest(name), self.a_while_ago():
                self.assertIn(kept, self.ask(name, holding=make_picture("AVIF"))["Cache-Control"])

    def test_a_picture_that_may_still_be_written_is_revalidated(self):
        fresh = self.ask("leads/0123456789abcdef-16x9.jpg.480.avif", holding=make_picture("AVIF"))

        self.assertEqual(fresh["Cache-Control"], "no-cache")

    def test_a_browser_that_has_the_picture_gets_304(self):
        has = self.ask("portraits/ines.jpg")["Last-Modified"]

        response = self.client.get("/media/portraits/ines.jpg", headers={"If-Modified-Since": has})

        self.assertEqual(response.status_code, 304)

    def test_the_original_is_sent_until_its_renditions_are_made(self):
        self.ask("leads/0123456789abcdef-16x9.png", holding=b"whole")

        response = self.client.get("/media/leads/0123456789abcdef-16x9.png.480.avif")

        self.assertEqual(b"".join(response), b"whole")
        self.assertEqual(response["Content-Type"], "image/png")
        self.assertEqual(response["Cache-Control"], "no-cache")

    def test_a_rendition_without_an_original_is_not_found(self):
        for name in ("leads/0123456789abcdef-16x9.png.480.avif", "leads/room.jpg.480.avif"):
            with self.subTest(name):
                self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def a_while_ago(self):
        long_ago = timezone.now() - timedelta(hours=1)
        return mock.patch.object(default_storage, "get_modified_time", return_value=long_ago)
