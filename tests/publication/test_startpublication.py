"""A fresh checkout, the settings file, and `startpublication`."""

import os
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase, override_settings

from interviews.models import Publication
from tests.builders import a_person, the_publication

SHOW = "from django.conf import settings as s; print(s.PUBLICATION_NAME, s.ALLOWED_HOSTS)"


class FreshCheckoutTests(SimpleTestCase):
    """`var` is empty, and the environment says nothing."""

    def setUp(self):
        self.var = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_with(self, *command):
        environment = {"PATH": os.environ["PATH"], "PUBLICATION_VAR": str(self.var)}
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
        )

    def manage(self, *arguments):
        return self.run_with(sys.executable, "manage.py", *arguments)

    def make_settings(self):
        made = self.run_with("make", f"PYTHON={sys.executable}", str(self.var / "settings.toml"))
        self.assertEqual(made.returncode, 0, made.stderr)

    def test_a_command_without_settings_says_what_to_do(self):
        ran = self.manage("check")

        self.assertIn("run `make setup`", ran.stderr.splitlines()[-1])

    def test_commands_work_with_the_settings_of_make_setup(self):
        self.make_settings()

        ran = self.manage("shell", "--no-imports", "-c", SHOW)

        self.assertEqual(ran.stdout.strip(), "prompt/power ['127.0.0.1', 'localhost']", ran.stderr)
        self.assertEqual((self.var / "settings.toml").stat().st_mode & 0o777, 0o600)

    def test_a_command_without_tables_says_so_instead_of_a_traceback(self):
        self.make_settings()

        for command in (["createsuperuser", "--noinput", "--username=ada"], ["demo"]):
            with self.subTest(command):
                ran = self.manage(*command)
                self.assertEqual(ran.returncode, 1)
                self.assertNotIn("Traceback", ran.stderr)
                self.assertIn("Run `python manage.py migrate`", ran.stderr.splitlines()[-1])

    def test_one_command_starts_a_publication(self):
        self.make_settings()

        ran = self.manage("startpublication", 'The  “Quarterly” of "Åre"')
        self.assertEqual(ran.returncode, 0, ran.stderr)
        shown = self.manage("shell", "--no-imports", "-c", SHOW)
        demo = self.manage("demo")

        self.assertRegex(ran.stdout, r"as editor with the password \S+\.")
        self.assertTrue(shown.stdout.startswith('The “Quarterly” of "Åre" ['), shown.stdout)
        self.assertEqual((demo.returncode, demo.stdout), (0, ""))  # it is nobody's demo


class UnusableFilesTests(SimpleTestCase):
    """A folder or a database file; each command and the server say its path, and no traceback."""

    def setUp(self):
        self.var = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.file = self.var / "publication.sqlite3"

    def run_with(self, *command, var=None):
        environment = {"PATH": os.environ["PATH"], "PUBLICATION_VAR": str(var or self.var)}
        environment |= {"DJANGO_SECRET_KEY": "k" * 50, "DJANGO_ALLOWED_HOSTS": "localhost"}
        environment["DATABASE_URL"] = f"sqlite:///{self.file}"
        return subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
        )

    def assertSays(self, *words, var=None):
        """At the first words of a command, and of gunicorn."""
        create = ["manage.py", "createsuperuser", "--noinput", "--username=ada"]
        for command in ([*create, "--email=a@a.example"], ["-m", "publication.startup_check"]):
            ran = self.run_with(*command, var=var)
            self.assertNotIn("Traceback", ran.stderr)
            for each in words:
                self.assertIn(each, ran.stderr)

    def test_a_file_that_is_no_database_is_reported(self):
        self.file.write_text("This is no database. " * 50)

        self.assertSays(str(self.file), "file is not a database")
        self.assertEqual(self.run_with("manage.py", "migrate").stderr.count("\n"), 1)

    def test_an_empty_database_file_is_reported(self):
        self.file.touch()

        self.assertSays(str(self.file), "Run `python manage.py migrate`")

    def test_a_folder_that_cannot_be_made_is_reported(self):
        self.assertSays("The folder /proc/nowhere can’t be made", var="/proc/nowhere")
        self.file.touch()
        self.assertSays(f"The folder {self.file} can’t be made: File exists", var=self.file)

    def test_a_damaged_settings_file_is_reported(self):
        (self.var / "settings.toml").write_text("PORT = [")

        self.assertSays(str(self.var / "settings.toml"), "can’t be read")

    def test_gunicorn_does_not_start_without_its_folder(self):
        serve = ["-m", "gunicorn", "-c", "publication/gunicorn.py", "-b", "127.0.0.1:0"]

        ran = self.run_with(*serve, var="/proc/nowhere")

        self.assertNotEqual(ran.returncode, 0)
        self.assertEqual(ran.stderr.count("/proc/nowhere"), 1)
        self.assertNotIn("Traceback", ran.stderr)


class DatabaseWithContentTests(TestCase):
    def test_startpublication_refuses_a_database_with_content(self):
        a_person()

        with (
            tempfile.TemporaryDirectory() as var,
            override_settings(SETTINGS_FILE=Path(var) / "settings.toml"),
        ):
            with self.assertRaisesMessage(CommandError, "This database has content"):
                call_command("startpublication", "The Quarterly", stdout=StringIO())
            self.assertFalse(settings.SETTINGS_FILE.exists())

        self.assertFalse(User.objects.exists())

    def test_startpublication_names_a_publication_that_was_left_of_the_demo(self):
        the_publication(name="A demo", tagline="Kept.")

        with (
            tempfile.TemporaryDirectory() as var,
            override_settings(SETTINGS_FILE=Path(var) / "settings.toml"),
        ):
            call_command("startpublication", "The Quarterly", stdout=StringIO())

        self.assertEqual(Publication.objects.get().name, "The Quarterly")
