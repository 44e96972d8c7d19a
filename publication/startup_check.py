"""Checks settings and database before the server starts: `python -m publication.startup_check`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main():
    """End with a sentence on settings that cannot be used; on the database, just say one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    # Only now, since it knows models.
    from django.db import connection

    from publication.database.availability import trouble_with

    if trouble := trouble_with(connection):
        sys.stderr.write(f"{trouble}\n")


if __name__ == "__main__":
    main()
