"""The database as something that may be full, away, damaged or deleted."""

import errno
import os
import sqlite3
from pathlib import Path

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connections

from publication.page_cache import revision

OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
NO_TABLES = "has no tables yet. Run `python manage.py migrate`, or `make run`."


def is_fault(error):
    """Whether the disk or the database is to blame, and neither the request nor our code."""
    if isinstance(error, OSError):
        return error.errno in OF_THE_DISK
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_ERROR:  # a wrong statement, or a database that was never migrated
        return str(error).startswith("no such table")
    away = isinstance(error, (OperationalError, InterfaceError, InternalError))
    return away or type(error) is DatabaseError  # of SQLite: damaged, or no database


def remember_file(connection, **_signal):
    """Note which file a new connection has open; SQLite goes on in one that was deleted."""
    connection.open_file = _file_of(connection)


def leave_deleted_file(**_signal):
    """Close connections whose file was deleted or replaced, before a request uses them."""
    for connection in connections.all(initialized_only=True):
        is_open = connection.connection is not None and not connection.in_atomic_block
        if is_open and getattr(connection, "open_file", None) != _file_of(connection):
            connection.close()


def _file_of(connection):
    """What tells the database's file from any other; None if it is no file."""
    try:
        is_file = connection.vendor == "sqlite"
        found = Path(connection.settings_dict["NAME"]).stat() if is_file else None
    except OSError:
        return None
    return found and (found.st_dev, found.st_ino)


def trouble_with(its):
    """Why the site can't serve from this database, in a sentence with its path; "" if it can."""
    file = Path(its.settings_dict["NAME"]) if _file_of(its) else None
    name = f"The database {its.settings_dict['NAME']}" if its.vendor == "sqlite" else "The database"
    try:
        with its.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError as error:
        if _has_no_tables(its):
            return f"{name} {NO_TABLES}"
        return f"{name} can’t be used: {str(error).strip().partition(chr(10))[0]}."
    if file and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return f"{name} can’t be written: it or its folder is read-only."
    return "" if revision.current() is not None else f"{name} has no triggers: run migrate."


def _has_no_tables(its):
    try:
        return "django_migrations" not in its.introspection.table_names()
    except DatabaseError:
        return False
