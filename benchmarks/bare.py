"""The limit: a form read and a row inserted, with no framework. Served by `benchmarks.posting`.

DATABASE_URL is `sqlite:///` and a path, or an address of PostgreSQL's. The database is opened
as publication/settings.py has it opened, and once per thread.
"""

import os
import sqlite3
import threading
from datetime import UTC, datetime
from urllib.parse import parse_qs

import psycopg

URL = os.environ.get("DATABASE_URL", "")
OPENED = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000"
COLUMNS = ("name", "email", "website", "body", "written_at", "network")

kept = threading.local()


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
    if not hasattr(kept, "connection"):
        kept.connection = sqlite3.connect(
            URL.removeprefix("sqlite:///"), timeout=20, isolation_level=None
        )
        kept.connection.executescript(OPENED)
    kept.connection.execute("BEGIN IMMEDIATE")
    number = kept.connection.execute(statement("?"), row).lastrowid
    kept.connection.execute("COMMIT")
    return number


def insert_in_postgresql(row):
    if not hasattr(kept, "connection"):
        kept.connection = psycopg.connect(URL, autocommit=True)
    return kept.connection.execute(statement("%s") + " RETURNING id", row).fetchone()[0]


def statement(place):
    places = ", ".join([place] * len(COLUMNS))
    return f"INSERT INTO replies ({', '.join(COLUMNS)}) VALUES ({places})"


def table(url):
    """The statement that makes the table in that database."""
    kind = "INTEGER" if url.startswith("sqlite") else "BIGINT GENERATED ALWAYS AS IDENTITY"
    columns = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    return f"CREATE TABLE replies (id {kind} PRIMARY KEY, {columns})"
