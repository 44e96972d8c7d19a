"""Style sheets are written in parts and sent as one: parts would be fetched one by one."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import "(?P<part>[\w.-]+)"(?P<media> \w+)?;')
IN_PARTS = ["css/site.css"]


class BundledSheet:
    """Files as another storage has them, with what each imports in its place."""

    def __init__(self, parts):
        self.parts = parts

    def open(self, path):
        with self.parts.open(path) as sheet:
            bound = IMPORT.sub(lambda found: self.put(found, path), sheet.read().decode())
        return ContentFile(bound.encode())

    def put(self, found, path):
        with self.parts.open(str(PurePosixPath(path).with_name(found["part"]))) as part:
            said = part.read().decode()
        return f"@media{found['media']} {{\n{said}}}" if found["media"] else said


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Binds the sheets that are in parts as `collectstatic` gives each file its name."""

    def post_process(self, paths, dry_run=False, **options):
        bound = {
            name: (BundledSheet(storage), path)
            for name, (storage, path) in paths.items()
            if name in IN_PARTS
        }
        yield from super().post_process(paths | bound, dry_run, **options)
