"""File storage that never shows half a file."""

from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string


class AtomicFileStorage(FileSystemStorage):
    """Writes a file under a temporary name, and renames it when it is complete.

    So a killed server or a full disk leaves no damaged file under the final name.
    """

    def _save(self, name, content):
        part = f"{name}.{get_random_string(8)}.part"
        try:
            Path(self.path(super()._save(part, content))).replace(self.path(name))
        except BaseException:
            with suppress(OSError):
                Path(self.path(part)).unlink(missing_ok=True)
            raise
        return name
