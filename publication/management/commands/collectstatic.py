"""manage.py collectstatic: Django's command, with a lock on the folder."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic


class Command(collectstatic.Command):
    """Waits while another process collects into the same folder.

    Two sites of one checkout, started together, would delete each other's files.
    """

    def handle(self, **options):
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        folder = os.open(settings.STATIC_ROOT, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            return super().handle(**options)
        finally:
            os.close(folder)
