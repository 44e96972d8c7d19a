"""How busy a processor was for us: what tells more than the clock where others are busy, too."""

import time
from pathlib import Path

from django.db import connection


def busy():
    """Seconds of a processor's time that this process has had, and its PostgreSQL beside it."""
    ours = time.process_time()
    if connection.vendor == "sqlite":
        return ours
    connection.ensure_connection()
    theirs = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return ours + (int(theirs.read_text().split()[0]) / 1e9 if theirs.exists() else 0)
