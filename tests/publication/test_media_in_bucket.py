"""Uploads in a bucket: a local server with the protocol of S3 stores them, the site sends them."""

import logging
import os
import runpy
from io import BytesIO
from tempfile import TemporaryDirectory
from unittest import mock

import boto3
from django.conf import settings
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, SimpleTestCase, override_settings
from moto.server import ThreadedMotoServer
from PIL import Image

from interviews.media import renditions
from interviews.media.rendering import render_due_pictures
from tests.admin_forms import DeskTestCase
from tests.builders import a_person, an_interview
from tests.publication.test_settings import python

KEYS = {"AWS_ACCESS_KEY_ID": "ours", "AWS_SECRET_ACCESS_KEY": "secret"}


def a_picture(name="ines.jpg", colour="teal"):
    file = BytesIO()
    Image.new("RGB", (400, 500), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


class BucketTests(DeskTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it tells of each request
        cls.server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        cls.server.start()
        cls.addClassCleanup(cls.server.stop)
        cls.address = "http://{}:{}".format(*cls.server.get_host_and_port())

    def setUp(self):
        super().setUp()
        self.enterContext(mock.patch.dict(os.environ, KEYS))
        self.s3 = boto3.client("s3", endpoint_url=self.address, region_name="eu-south-2")
        here = {"LocationConstraint": "eu-south-2"}
        self.s3.create_bucket(Bucket="publication", CreateBucketConfiguration=here)
        self.addCleanup(self.empty)
        self.enterContext(override_settings(**self.as_set()))

    def as_set(self):
        """What the settings make of an environment that names the bucket."""
        named = {"MEDIA_BUCKET": "publication", "MEDIA_ENDPOINT": self.address}
        with TemporaryDirectory() as var:
            var = {"MEDIA_REGION": "eu-south-2", "PUBLICATION_VAR": var}
            with mock.patch.dict(os.environ, named | var):
                told = runpy.run_path(str(settings.BASE_DIR / "publication" / "settings.py"))
        theirs = {name: told["STORAGES"][name] for name in ("default", "share_images")}
        return {"STORAGES": settings.STORAGES | theirs, "MEDIA_ENDPOINT": told["MEDIA_ENDPOINT"]}

    def empty(self):
        for key in self.stored():
            self.s3.delete_object(Bucket="publication", Key=key)
        self.s3.delete_bucket(Bucket="publication")

    def stored(self):
        found = self.s3.list_objects_v2(Bucket="publication").get("Contents", [])
        return [each["Key"] for each in found]

    def ask(self, address, **headers):
        return Client(headers=headers).get(address)

    def with_a_portrait(self):
        person = a_person()
        self.send(person, portrait=a_picture(), portrait_alt="Ines at her desk.")
        person.refresh_from_db()
        return person

    def test_an_upload_is_stored_in_the_bucket_and_sent_by_the_site(self):
        person = self.with_a_portrait()

        self.assertEqual(self.stored(), [f"media/{person.portrait.name}"])
        self.assertEqual(person.portrait.url, f"/media/{person.portrait.name}")
        response = self.ask(person.portrait.url)
        with Image.open(BytesIO(b"".join(response))) as sent:
            self.assertEqual(sent.size, (400, 500))
        self.assertEqual(response["Content-Type"], "image/jpeg")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")

    def test_renditions_are_stored_in_the_bucket_and_sent_by_the_site(self):
        name = self.with_a_portrait().portrait.name
        address = f"/media/{name}{renditions.suffix(renditions.widths(400)[0], 'AVIF')}"
        early = self.ask(address)

        self.assertEqual(render_due_pictures(), 1)

        made = {f"media/{each}" for each in [name, *renditions.names(name)]}
        self.assertLessEqual(set(self.stored()), made)
        self.assertEqual(early["Content-Type"], "image/jpeg")
        self.assertEqual(self.ask(address)["Content-Type"], "image/avif")

    def test_a_second_upload_of_the_same_name_does_not_replace_the_first(self):
        names = {default_storage.save("leads/room.jpg", a_picture()) for _each in range(2)}

        self.assertEqual(set(self.stored()), {f"media/{name}" for name in names})
        self.assertEqual(len(names), 2)

    def test_a_browser_that_has_a_picture_of_the_bucket_gets_304(self):
        url = self.with_a_portrait().portrait.url
        has = self.ask(url)["Last-Modified"]

        self.assertEqual(self.ask(url, if_modified_since=has).status_code, 304)

    def test_a_picture_missing_in_the_bucket_is_not_found(self):
        self.s3.put_object(Bucket="publication", Key="secret.png", Body=b"secret")
        self.s3.put_object(Bucket="publication", Key="media/page.html", Body=b"<script>")

        for name in ["nobody.jpg", "x" * 5000 + ".png", "a%00.png", "人.png", "page.html", "a/"]:
            with self.subTest(name=name[:20]):
                self.assertEqual(self.ask(f"/media/{name}").status_code, 404)
        for way_out in ["../secret.png", "%2e%2e/secret.png", "/secret.png"]:
            with self.subTest(way_out=way_out):
                self.assertIn(self.ask(f"/media/{way_out}").status_code, (400, 404))

    def test_a_share_image_is_drawn_once_with_a_portrait_of_the_bucket(self):
        person = self.with_a_portrait()
        interview = an_interview(subjects=[person])
        address = f"{interview.get_absolute_url()}card/"

        first = self.ask(address).content
        with mock.patch("interviews.share_images.drawing.render") as drawing:
            again = self.ask(address).content

        self.assertEqual(first, again)
        self.assertFalse(drawing.called)
        with Image.open(BytesIO(first)) as card:  # the portrait covers its right side
            self.assertLess(card.convert("RGB").getpixel((1190, 300))[0], 20)
        self.assertEqual(len([key for key in self.stored() if key.startswith("share_images/")]), 1)

    def test_a_page_with_pictures_sends_no_request_to_the_bucket(self):
        person = self.with_a_portrait()
        interview = an_interview(subjects=[person])

        with mock.patch("botocore.endpoint.Endpoint.make_request", side_effect=AssertionError):
            response = self.ask(interview.get_absolute_url())

        self.assertContains(response, person.portrait.url)

    def test_a_picture_deleted_from_the_bucket_is_not_found(self):
        with storages["default"].open(default_storage.save("a.jpg", a_picture())) as kept:
            default_storage.delete(kept.name)

        self.assertEqual(self.stored(), [])


class FolderTests(SimpleTestCase):
    def test_boto3_is_not_imported_without_a_bucket(self):
        code = """
import sys
import publication.wsgi
from django.core.files.storage import default_storage
default_storage.exists("a.jpg")
print([name for name in sys.modules if name.startswith(("boto", "storages"))])
"""

        ran = python(code)

        self.assertEqual(ran.stdout.strip(), "[]", ran.stderr)
