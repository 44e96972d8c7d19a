"""Databases that are thrown away when the benchmark is over."""

import secrets
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


class InSqlite:
    """A file in a folder that somebody else removes."""

    def __init__(self, name, folder):
        self.path = Path(folder) / f"{name}.sqlite3"
        self.url = f"sqlite:///{self.path}"
        self.version = f"SQLite {sqlite3.sqlite_version}"

    def execute(self, statement):
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement).fetchall()

    def drop(self):
        """The folder goes as a whole."""


class InPostgresql:
    """A database of its own on the server of `url`; the one that is named there is not touched."""

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
def a_database(name, folder, url=""):
    """One on the server of `url`, or in `folder` where there is none."""
    database = InPostgresql(name, url) if url else InSqlite(name, folder)
    try:
        yield database
    finally:
        database.drop()
