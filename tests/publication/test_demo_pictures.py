"""The demo's portraits and lead pictures, and their descriptions."""

import tomllib
from io import BytesIO
from pathlib import Path

import yaml
from django.core.files.base import ContentFile
from django.test import SimpleTestCase
from PIL import Image

from interviews.media.uploads import clean_picture, validate_picture
from publication import demo
from publication.demo import content

DEMO = Path(demo.__file__).parent
MOST = 1_000_000  # bytes of all pictures


def people():
    """Every person of the demo."""
    return tomllib.loads((DEMO / "publication.toml").read_text("utf-8"))["people"]


def published():
    """The facts of every interview that the demo publishes."""
    for path in sorted((DEMO / "interviews").glob("*.md")):
        facts = yaml.safe_load(path.read_text("utf-8").split("---\n", 2)[1])
        if facts["state"] == "published":
            yield facts


def with_a_lead():
    return [facts for facts in published() if "lead" in facts]


def files(folder):
    return sorted((DEMO / "pictures" / folder).iterdir())


def names(folder):
    return [path.name for path in files(folder)]


def looks_of(path):
    """The pixels of a picture, small."""
    with Image.open(path) as picture:
        return picture.resize((60, 60)).tobytes()


class DemoPictureTests(SimpleTestCase):
    def test_demo_portraits_are_four_to_five_and_1200_pixels_wide(self):
        self.assert_all_are("portraits", ("RGB", (1200, 1500)))

    def test_demo_lead_pictures_are_five_to_three_and_1600_pixels_wide(self):
        self.assert_all_are("leads", ("RGB", (1600, 960)))

    def assert_all_are(self, folder, expected):
        for path in files(folder):
            with self.subTest(path.name), Image.open(path) as picture:
                picture.load()

                self.assertEqual((picture.mode, picture.size), expected)

    def test_each_person_of_the_demo_has_one_portrait(self):
        self.assertEqual(names("portraits"), sorted(f"{each['slug']}.avif" for each in people()))

    def test_each_lead_picture_belongs_to_an_interview_of_the_demo(self):
        self.assertEqual(names("leads"), sorted(f"{each['slug']}.avif" for each in with_a_lead()))

    def test_no_two_demo_pictures_are_alike(self):
        every = [*files("portraits"), *files("leads")]

        self.assertEqual(len({looks_of(path) for path in every}), len(every))

    def test_a_demo_interview_without_a_picture_is_shown_too(self):
        self.assertEqual(len(list(published())) - len(with_a_lead()), 1)

    def test_every_demo_lead_picture_has_a_description(self):
        unsaid = [each["slug"] for each in with_a_lead() if not each["lead"]["alt"].strip()]

        self.assertEqual(unsaid, [])

    def test_every_demo_portrait_has_a_description(self):
        unsaid = [each["slug"] for each in people() if not each["portrait_alt"].strip()]

        self.assertEqual(unsaid, [])

    def test_the_demo_pictures_take_at_most_a_megabyte(self):
        size = sum(path.stat().st_size for path in (DEMO / "pictures").rglob("*"))

        self.assertLessEqual(size, MOST)

    def test_demo_pictures_are_accepted_as_uploads_in_full_size(self):
        for path in (files("portraits")[0], files("leads")[0]):
            with self.subTest(path.name), Image.open(path) as picture:
                upload = content.to_jpeg(path)
                validate_picture(upload)
                with Image.open(BytesIO(clean_picture(ContentFile(upload.read())).read())) as kept:
                    self.assertEqual((kept.format, kept.size), ("JPEG", picture.size))
