"""A copy of the project, with a folder and a database of its own, for tests that change code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from django.db import connection

from tests.live import end_sessions

NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "docs", "benchmarks", "fonts")

# Creates one published interview and a reply to it.
FILL = """
from datetime import timedelta
from django.utils import timezone
from comments.models import Reply
from interviews.models import Credit, Exchange, Interview, Person
person = Person.objects.create(name="Ines Okafor", slug="ines-okafor")
interview = Interview(title="A grid", slug="a-grid")
interview.create_draft(by=None)
Credit.objects.create(interview=interview, person=person, role="subject")
Exchange.objects.create(interview=interview, position=1, question="Why?", answer="The forecast.")
interview.publish(by=None, at=timezone.now() - timedelta(hours=1))
Reply.objects.create(
    interview=interview, name="Olu", email="olu@example.org", body="So it was.", fingerprint="1"
).approve()
"""

# Functions that read pages through the page cache, and run SQL without Django's models.
READING = """
from wsgiref.util import setup_testing_defaults
from django.db import connection
from publication.wsgi import application

def read(address):
    path, _mark, query = address.partition("?")
    environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1", "QUERY_STRING": query}
    setup_testing_defaults(environ)
    answer = application(environ, lambda *start: None)
    text = b"".join(answer).decode()
    getattr(answer, "close", lambda: None)()
    return text

def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
"""


class Project:
    """A copy of the project. `manage()` runs its manage.py; `rewrite()` changes a file."""

    def __init__(self, name):
        self._folder = TemporaryDirectory()
        self.root = Path(self._folder.name) / "site"
        shutil.copytree(settings.BASE_DIR, self.root, ignore=NOT_COPIED)
        self.database = f"test_project_{name}_{os.getpid()}"
        self.environment = {}  # further environment variables for manage.py
        self.url = self._make_database()

    def _make_database(self):
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.root / 'publication.sqlite3'}"
        self._on_server(f'CREATE DATABASE "{self.database}"')
        parts = connection.settings_dict | {"NAME": self.database}
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**parts)

    def copy_test_database(self):
        """Copy the tests' database, which is migrated: faster than to migrate an empty one."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [self.url.removeprefix("sqlite:///")])
            return
        end_sessions(connection)
        original = connection.settings_dict["NAME"]
        self._on_server(f'DROP DATABASE "{self.database}"')
        self._on_server(f'CREATE DATABASE "{self.database}" TEMPLATE "{original}"')

    def _on_server(self, statement):
        database = connection.settings_dict
        with psycopg.connect(
            host=database["HOST"],
            port=database["PORT"] or None,
            user=database["USER"],
            password=database["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as server:
            server.execute(statement)

    def manage(self, *arguments):
        """Run a command of manage.py and return its output; raise AssertionError if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root,
            env={
                "PATH": os.environ["PATH"],
                "DATABASE_URL": self.url,
                "PUBLICATION_VAR": str(self.root / "var"),
                "DJANGO_DEBUG": "1",  # so that static files need not be collected
                "PAGE_CACHE_MB": "8",
                **self.environment,
            },
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def python(self, code):
        """Run Python code in Django's shell and return its output."""
        return self.manage("shell", "--no-imports", "-c", code)

    def rewrite(self, path, old, new):
        file = self.root / path
        text = file.read_text()
        assert old in text, f"{path} has no {old!r}"
        file.write_text(text.replace(old, new, 1))

    def remove(self):
        if connection.vendor != "sqlite":
            self._on_server(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        self._folder.cleanup()
