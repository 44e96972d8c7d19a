"""Temporary databases for benchmarks."""

import secrets
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


class SqliteDatabase:
    """A file in a folder that the caller removes."""

    def __init__(self, name, folder):
        self.path = Path(folder) / f"{name}.sqlite3"
        self.url = f"sqlite:///{self.path}"
        self.version = f"SQLite {sqlite3.sqlite_version}"

    def execute(self, statement):
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement).fetchall()

    def drop(self):
        """Do nothing: the caller removes the folder."""


class PostgresqlDatabase:
    """A new database on the server of `url`; the database that `url` names is not touched."""

    def __init__(self, name, url):
        self.name = f"bench_{name}_{secrets.token_hex(4)}"
        self.url = urlsplit(url)._replace(path=f"/{self.name}").geturl()
        self.server = urlsplit(url)._replace(path="/postgres").geturl()
        run(self.server, f"CREATE DATABASE {self.name}")
        self.version = "PostgreSQL " + self.execute("SHOW server_version")[0][0]

    def execute(self, statement):
        return run(self.url, statement)

    def drop(self):
        run(self.server, f"DROP DATABASE {self.name} WITH (FORCE)")


def run(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def create_database(name, folder, url=""):
    """Yield a database on the server of `url`, or a SQLite file in `folder` without a URL."""
    database = PostgresqlDatabase(name, url) if url else SqliteDatabase(name, folder)
    try:
        yield database
    finally:
        database.drop()
