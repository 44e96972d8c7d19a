"""The upper limit for posting: reads a form and inserts a row, without a framework.

`benchmarks.posting` serves it. DATABASE_URL is `sqlite:///` and a path, or the URL of a PostgreSQL
database. The database is opened with the options of publication/settings.py, once per thread.
"""

import os
import sqlite3
import threading
from datetime import UTC, datetime
from urllib.parse import parse_qs

import psycopg

URL = os.environ.get("DATABASE_URL", "")
OPEN_OPTIONS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000"
COLUMNS = ("name", "email", "website", "body", "written_at", "network")

local = threading.local()


def application(environ, start_response):
    sent = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
    form = {name: values[0] for name, values in parse_qs(sent, keep_blank_values=True).items()}
    number = insert(
        (
            *(form[name] for name in ("name", "email", "website", "body")),
            datetime.now(UTC).isoformat(),
            environ["HTTP_X_FORWARDED_FOR"].rpartition(".")[0] + ".0",
        )
    )
    start_response("302 Found", [("Location", f"/replies/{number}/"), ("Content-Length", "0")])
    return [b""]


def insert(row):
    return insert_in_sqlite(row) if URL.startswith("sqlite") else insert_in_postgresql(row)


def insert_in_sqlite(row):
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(
            URL.removeprefix("sqlite:///"), timeout=20, isolation_level=None
        )
        local.connection.executescript(OPEN_OPTIONS)
    local.connection.execute("BEGIN IMMEDIATE")
    number = local.connection.execute(statement("?"), row).lastrowid
    local.connection.execute("COMMIT")
    return number


def insert_in_postgresql(row):
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(URL, autocommit=True)
    return local.connection.execute(statement("%s") + " RETURNING id", row).fetchone()[0]


def statement(place):
    places = ", ".join([place] * len(COLUMNS))
    return f"INSERT INTO replies ({', '.join(COLUMNS)}) VALUES ({places})"


def table(url):
    """Return the statement that creates the table in this database."""
    kind = "INTEGER" if url.startswith("sqlite") else "BIGINT GENERATED ALWAYS AS IDENTITY"
    columns = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    return f"CREATE TABLE replies (id {kind} PRIMARY KEY, {columns})"
