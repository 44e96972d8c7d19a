"""Two web workers on one database: each picture is rendered soon, by one of them."""

from threading import Event
from urllib.request import Request, urlopen

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, override_settings

from interviews.media.uploads import clean_picture
from interviews.models import Picture
from tests.builders import an_editor
from tests.comments.running_site import TIMEOUT, RunningSiteCase
from tests.pictures import make_picture, make_upload

TOKEN = "a" * 32
FORM = (
    b'--x\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n%s\r\n--x--\r\n'
)


class PictureWorkerTests(RunningSiteCase):
    def upload(self, content):
        """Upload a picture for prose as the desk's script does; return the response."""
        client = Client()
        client.force_login(an_editor())
        cookies = {"csrftoken": TOKEN, "sessionid": client.cookies["sessionid"].value}
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
        }
        return urlopen(Request(f"{self.site.address}/markdownx/upload/", FORM % content, headers))

    def test_renditions_of_a_new_upload_are_made(self):
        self.assertEqual(self.upload(make_picture("JPEG", size=(600, 400))).status, 200)

        self.wait_until_all_is_developed()

        name = Picture.objects.latest("pk").name
        with urlopen(f"{self.site.address}/media/{name}.480.avif") as answer:
            self.assertEqual(answer.headers["Content-Type"], "image/avif")

    def test_renditions_of_each_picture_are_made_once(self):
        with override_settings(MEDIA_ROOT=f"{self.site.folder.name}/media"):
            for _each in range(8):
                kept = clean_picture(make_upload(make_picture("JPEG", size=(600, 400))))
                default_storage.save(f"prose/{kept.name}", ContentFile(kept.read()))
                Picture.objects.create(name=f"prose/{kept.name}")
        self.upload(make_picture("JPEG", size=(600, 400)))  # wakes one of the two workers

        self.wait_until_all_is_developed()

        self.assertEqual(set(Picture.objects.values_list("attempts", "last_error")), {(1, "")})

    def wait_until_all_is_developed(self):
        for _each in range(2 * TIMEOUT * 5):
            if not Picture.objects.exclude(due_at=None).exists():
                return
            Event().wait(0.2)
        self.fail(list(Picture.objects.values_list("due_at", "attempts", "last_error")))
