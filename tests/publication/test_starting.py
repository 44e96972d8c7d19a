"""From a fresh checkout to a publication, by the commands that the README names."""

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

from tests.builders import a_person

SHOW = "from django.conf import settings as s; print(s.PUBLICATION_NAME, s.ALLOWED_HOSTS)"


class AFreshCheckout(SimpleTestCase):
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

    def test_says_what_to_do_before_it_has_settings(self):
        ran = self.manage("check")

        self.assertIn("run `make setup`", ran.stderr.splitlines()[-1])

    def test_runs_every_command_of_manage_with_what_make_setup_made(self):
        self.make_settings()

        ran = self.manage("shell", "--no-imports", "-c", SHOW)

        self.assertEqual(ran.stdout.strip(), "prompt/power ['127.0.0.1', 'localhost']", ran.stderr)
        self.assertEqual((self.var / "settings.toml").stat().st_mode & 0o777, 0o600)

    def test_says_that_there_are_no_tables_yet_instead_of_a_traceback(self):
        self.make_settings()

        for command in (["createsuperuser", "--noinput", "--username=ada"], ["demo"]):
            with self.subTest(command):
                ran = self.manage(*command)
                self.assertEqual(ran.returncode, 1)
                self.assertNotIn("Traceback", ran.stderr)
                self.assertIn("Run `python manage.py migrate`", ran.stderr.splitlines()[-1])

    def test_becomes_a_publication_of_ones_own_by_one_command(self):
        self.make_settings()

        ran = self.manage("startpublication", 'The  “Quarterly” of "Åre"')
        self.assertEqual(ran.returncode, 0, ran.stderr)
        shown = self.manage("shell", "--no-imports", "-c", SHOW)
        demo = self.manage("demo")

        self.assertRegex(ran.stdout, r"as editor with the password \S+\.")
        self.assertTrue(shown.stdout.startswith('The “Quarterly” of "Åre" ['), shown.stdout)
        self.assertEqual((demo.returncode, demo.stdout), (0, ""))  # it is nobody's demo


class ADatabaseWithContent(TestCase):
    def test_is_not_begun_once_more(self):
        a_person()

        with (
            tempfile.TemporaryDirectory() as var,
            override_settings(SETTINGS_FILE=Path(var) / "settings.toml"),
        ):
            with self.assertRaisesMessage(CommandError, "This database has content"):
                call_command("startpublication", "The Quarterly", stdout=StringIO())
            self.assertFalse(settings.SETTINGS_FILE.exists())

        self.assertFalse(User.objects.exists())
