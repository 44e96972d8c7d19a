"""The demo is loaded into an empty database only."""

from collections import Counter
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import TestCase, override_settings

from interviews.models import Correction, Interview, Person, Series
from publication.demo import content
from tests.builders import a_person, an_editor
from tests.pictures import make_picture


def a_small_picture(_path):
    """The pictures themselves take seconds, and are tested in test_demo_pictures."""
    return ContentFile(make_picture("JPEG", size=(60, 75)))


class DemoTestCase(TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(TemporaryDirectory())
        # The demo is loaded also where somebody else than the last editor has to publish.
        strict = override_settings(VAR=Path(folder), PUBLICATION_DEMANDS_REVIEW=True)
        cls.enterClassContext(strict)
        cls.enterClassContext(mock.patch.object(content, "to_jpeg", a_small_picture))
        super().setUpClass()

    @classmethod
    def run_demo(cls):
        out = StringIO()
        call_command("demo", stdout=out)
        return out.getvalue()


class EmptyDatabaseTests(DemoTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.told = cls.run_demo()

    def test_the_demo_fills_an_empty_database(self):
        states = Counter(interview.state for interview in Interview.objects.all())

        self.assertGreaterEqual(states["published"], 8)
        self.assertGreaterEqual(states["scheduled"], 1)
        self.assertGreaterEqual(states["draft"], 1)
        self.assertTrue(Correction.objects.in_print().exists())
        self.assertTrue(Series.objects.published().exists())
        dates = Interview.objects.published().dates("published_at", "year")
        self.assertGreaterEqual(len(dates), 2)

    def test_demo_interviews_have_900_to_2500_words(self):
        lengths = []
        for interview in Interview.objects.published():
            said = [f"{e.question_text} {e.answer_text}" for e in interview.exchanges.all()]
            lengths.append(len(" ".join(said).split()))

        self.assertGreaterEqual(len([n for n in lengths if 900 <= n <= 2500]), 8, lengths)

    def test_one_demo_interview_has_several_interviewees(self):
        several = [i for i in Interview.objects.published() if len(i.subjects) > 1]

        self.assertTrue(several)

    def test_every_page_of_the_demo_can_be_read(self):
        for noun in (Interview.objects.published(), Person.objects.published()):
            for each in noun:
                with self.subTest(each):
                    self.assertEqual(self.client.get(each.get_absolute_url()).status_code, 200)

    def test_the_demo_command_prints_how_to_sign_in(self):
        name, password = self.told.split("sign in as ")[1].split(" with the password ")

        typed = {"username": name, "password": password.strip()}
        self.assertRedirects(self.client.post("/admin/login/", typed), "/admin/")

    def test_a_second_demo_command_prints_the_password_and_adds_nothing(self):
        count = Interview.objects.count()

        self.assertIn("sign in as editor", self.run_demo())
        self.assertEqual(Interview.objects.count(), count)

    def test_the_demo_command_does_not_print_a_changed_password(self):
        editor = User.objects.get(username="editor")
        editor.set_password("another")
        editor.save()

        self.assertNotIn("sign in", self.run_demo())


class FullDatabaseTests(DemoTestCase):
    def test_the_demo_command_leaves_a_database_with_content_alone(self):
        for begin in (a_person, an_editor):
            with self.subTest(begin):
                begin()

                self.run_demo()

                self.assertFalse(Interview.objects.exists())
