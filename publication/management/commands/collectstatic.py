"""Django's command, one at a time in a folder."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic


class Command(collectstatic.Command):
    """Two at once would each remove what the other has just written, and find other names for it.

    Two sites of one checkout do that when they are started together.
    """

    def handle(self, **options):
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        folder = os.open(settings.STATIC_ROOT, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            return super().handle(**options)
        finally:
            os.close(folder)
