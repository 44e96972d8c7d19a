"""Static files: stylesheets that import others are sent as one file, for fewer requests."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import "(?P<part>[\w.-]+)"(?P<media> \w+)?;')
BUNDLES = ["css/site.css"]


class BundledStylesheet:
    """Opens stylesheets of another storage, with each imported file in place of its import."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        with self.storage.open(path) as sheet:
            bundle = IMPORT.sub(lambda found: self.inline(found, path), sheet.read().decode())
        return ContentFile(bundle.encode())

    def inline(self, found, path):
        with self.storage.open(str(PurePosixPath(path).with_name(found["part"]))) as part:
            text = part.read().decode()
        return f"@media{found['media']} {{\n{text}}}" if found["media"] else text


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Bundles stylesheets when `collectstatic` gives each file its hashed name."""

    support_js_module_import_aggregation = True  # modules import each other by hashed names

    def post_process(self, paths, dry_run=False, **options):
        bundles = {
            name: (BundledStylesheet(storage), path)
            for name, (storage, path) in paths.items()
            if name in BUNDLES
        }
        yield from super().post_process(paths | bundles, dry_run, **options)
