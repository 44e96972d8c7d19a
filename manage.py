#!/usr/bin/env python
"""Run a command of Django or of the publication: `python manage.py help` lists them."""

import os
import sys
from pathlib import Path

PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"  # which `make setup` makes


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        restart_in_virtual_environment()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError:
        from django.db import connection

        from publication.database.availability import find_problem

        if problem := find_problem(connection):
            sys.exit(problem)
        raise


def restart_in_virtual_environment():
    """Run the same command with the Python of the virtual environment."""
    if not PYTHON.exists() or Path(sys.prefix) == PYTHON.parent.parent:
        sys.exit("Django is not installed. Run `make setup` first.")
    os.execv(PYTHON, [PYTHON, *sys.argv])  # noqa: S606 -- the same command, no shell


if __name__ == "__main__":
    main()
