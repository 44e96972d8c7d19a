"""Faults of the database or the disk while a request is answered: 503, and no word is lost.

A full disk, a database that is away, locked for too long, read-only or damaged: the cause is on
our side and passes. So the answer says so, and when to try again. What a reader has sent comes
back in a form that sends it once more to the same address.
"""

import errno
import logging
import sqlite3
from pathlib import Path

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connections
from django.shortcuts import render

from comments.unsaved import form_of

RETRY_AFTER = "60"  # seconds
OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}

logger = logging.getLogger(__name__)


class StorageFaults:
    """Middleware: answers a request that met such a fault."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not is_fault(exception):
            return None
        logger.error("%s %s was not answered: %s", request.method, request.path, exception)
        is_readers = request.resolver_match and request.resolver_match.app_name == "comments"
        if request.method == "POST" and is_readers:
            context = {"form": form_of(request.POST), "to": request.get_full_path()}
            response = render(request, "comments/unsaved.html", context, status=503)
        else:
            response = render(request, "503.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "private, no-store"
        return response


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
