"""Checks settings and database before a server starts: `python -m publication.startup_check`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main():
    """Exit with an error if the settings are invalid; only print a problem of the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    # Imported here, because it needs Django to be set up.
    from django.db import connection

    from publication.database.availability import find_problem

    if problem := find_problem(connection):
        sys.stderr.write(f"{problem}\n")


if __name__ == "__main__":
    main()
