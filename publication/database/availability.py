"""Faults of the database and the disk: full, unreachable, damaged, deleted or read-only."""

import errno
import os
import sqlite3
from pathlib import Path

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connections

from publication.page_cache import revision

DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
NO_TABLES = "has no tables yet. Run `python manage.py migrate`, or `make run`."


def is_outage(error):
    """Return whether an exception is a fault of the disk or the database, not of our code."""
    if isinstance(error, OSError):
        return error.errno in DISK_ERRORS
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_ERROR:  # a wrong statement, or a database that was never migrated
        return str(error).startswith("no such table")
    if isinstance(error, (OperationalError, InterfaceError, InternalError)):
        return True
    return type(error) is DatabaseError  # SQLite raises it for a damaged file


def record_open_file(connection, **_signal):
    """Record which file a new connection has open; SQLite keeps using a deleted file."""
    connection.open_file = _file_id(connection)


def close_deleted_file(**_signal):
    """Close connections whose file was deleted or replaced, before a request uses them."""
    for connection in connections.all(initialized_only=True):
        is_open = connection.connection is not None and not connection.in_atomic_block
        if is_open and getattr(connection, "open_file", None) != _file_id(connection):
            connection.close()


def _file_id(connection):
    """Return (device, inode) of the database's file; None without a file."""
    try:
        is_file = connection.vendor == "sqlite"
        found = Path(connection.settings_dict["NAME"]).stat() if is_file else None
    except OSError:
        return None
    return found and (found.st_dev, found.st_ino)


def find_problem(connection):
    """Return a sentence that says why the site cannot use this database, with the path; or ""."""
    path = connection.settings_dict["NAME"]
    file = Path(path) if _file_id(connection) else None
    name = f"The database {path}" if connection.vendor == "sqlite" else "The database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError as error:
        if _has_no_tables(connection):
            return f"{name} {NO_TABLES}"
        return f"{name} can’t be used: {str(error).strip().partition(chr(10))[0]}."
    if file and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return f"{name} can’t be written: it or its folder is read-only."
    return "" if revision.current() is not None else f"{name} has no triggers: run migrate."


def _has_no_tables(connection):
    try:
        return "django_migrations" not in connection.introspection.table_names()
    except DatabaseError:
        return False
