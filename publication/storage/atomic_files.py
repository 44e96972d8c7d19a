"""A folder of files in which no file is ever there by half."""

from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string


class AtomicFileStorage(FileSystemStorage):
    """Writes a file beside its place, and moves it there once it is whole.

    So a server that is killed, or a disk that is full, leaves no damaged file under a name that
    is asked for.
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
