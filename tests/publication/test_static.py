"""Stylesheets, scripts and fonts as `make run` serves them, with a hash in their names."""

import fcntl
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as DjangosCommand
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

from publication.storage.static_files import StaticFilesStorage

ROOMS = ["publication", "comments", "interviews"]
NAMED_IN_TEMPLATES = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


class CollectedFileTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(TemporaryDirectory())
        storages = settings.STORAGES | {
            "staticfiles": {"BACKEND": "publication.storage.static_files.StaticFilesStorage"}
        }
        cls.enterClassContext(override_settings(STATIC_ROOT=folder, STORAGES=storages))
        call_command("collectstatic", interactive=False, verbosity=0)
        cls.storage = StaticFilesStorage(location=folder)

    def test_collected_files_have_everything_that_templates_name(self):
        folders = [
            settings.BASE_DIR / "templates",
            *(Path(apps.get_app_config(room).path) for room in ROOMS),
        ]
        named = {
            name
            for folder in folders
            for path in folder.rglob("*.html")
            for name in NAMED_IN_TEMPLATES.findall(path.read_text())
        }

        self.assertTrue(named)
        self.assertEqual(named - set(self.storage.hashed_files), set())

    def test_hashed_files_may_be_cached_for_ever(self):
        with override_settings(WHITENOISE_AUTOREFRESH=False):
            response = self.client_class().get(self.storage.url("admin/css/base.css"))

        self.assertEqual(response["Cache-Control"], "max-age=315360000, public, immutable")

    def test_the_stylesheet_of_the_site_is_one_file(self):
        sheet = Path(self.storage.path(self.storage.stored_name("css/site.css"))).read_text()

        self.assertNotIn("@import", sheet)
        self.assertIn("@media print {", sheet)
        for part in (settings.BASE_DIR / "static/css").glob("*.css"):
            if part.name != "site.css":
                first_line = part.read_text().splitlines()[0]
                self.assertIn(first_line, sheet, f"{part.name} is missing")

    def test_the_stylesheet_names_the_hashed_fonts(self):
        sheet = Path(self.storage.path(self.storage.stored_name("css/site.css"))).read_text()

        named = set(re.findall(r"fonts/[\w.-]+", sheet))
        self.assertTrue(named)
        for font in named:
            self.assertTrue((Path(self.storage.location) / font).exists(), font)


class CollectingTests(SimpleTestCase):
    def test_only_one_process_collects_into_a_folder(self):
        folder = Path(self.enterContext(TemporaryDirectory())) / "static"
        tried = []

        def collect(_command, **_options):
            with self.assertRaises(BlockingIOError) as refusal:
                lock(folder)
            tried.append(refusal.exception)

        with override_settings(STATIC_ROOT=folder), patch.object(DjangosCommand, "handle", collect):
            call_command("collectstatic", interactive=False, verbosity=0)

        self.assertEqual(len(tried), 1)
        lock(folder)  # the next one can


def lock(folder):
    file = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(file)
