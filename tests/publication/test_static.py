"""Style sheets, scripts and fonts under the names that `make run` gives them: with a hash."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOMS = ["publication", "comments", "interviews"]
NAMED_IN_TEMPLATES = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


class CollectedFiles(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(TemporaryDirectory())
        storages = settings.STORAGES | {
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
        }
        cls.enterClassContext(override_settings(STATIC_ROOT=folder, STORAGES=storages))
        call_command("collectstatic", interactive=False, verbosity=0)
        cls.storage = CompressedManifestStaticFilesStorage(location=folder)

    def test_hold_all_that_templates_name(self):
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

    def test_that_never_change_may_be_kept_for_ever(self):
        with override_settings(WHITENOISE_AUTOREFRESH=False):
            response = self.client_class().get(self.storage.url("admin/css/base.css"))

        self.assertEqual(response["Cache-Control"], "max-age=315360000, public, immutable")
