"""The site as it is deployed, for claims that need it: gunicorn, two workers, its own database.

`RunningSiteCase` points the ORM of a test at that database too, so that builders and models can
be used as everywhere. Nothing is emptied between tests: each has an interview of its own.
All modules share one site, since starting one takes seconds; only a test that restarts the site
or counts its connections needs a site of its own.
"""

import itertools
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import unittest
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.test import SimpleTestCase

from tests.comments.visitor import Visitor
from tests.live import end_sessions

TIMEOUT = 60  # seconds for a busy machine to start or stop a server
CONFIG = "publication/gunicorn.py"
numbers = itertools.count(1)  # of the copies of the test database
SHARED = "all modules"
running = {}  # {name of a module, or SHARED: the site that its tests share}


class RunningSiteCase(SimpleTestCase):
    """`self.site` is the running site; `self.visitor` one reader of it."""

    databases = frozenset({"default"})
    has_own_site = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # With --parallel, only the end of a module is a good time to stop a site.
        is_alone = cls.has_own_site or multiprocessing.parent_process()
        cls.site = get_site_of_module(cls.__module__) if is_alone else shared_site()
        cls.enterClassContext(cls.site.as_test_database())

    def setUp(self):
        self.visitor = self.a_visitor()
        self.addCleanup(self.assert_nothing_broke, len(self.site.log))

    def a_visitor(self):
        """Return a visitor with a network of their own."""
        return Visitor(self.site.address)

    def assert_nothing_broke(self, since):
        log = "".join(self.site.log[since:])
        for complaint in ("Internal Server Error", "Error handling", "database is locked"):
            self.assertNotIn(complaint, log)


def shared_site():
    """Return the site that all modules share; `stop_shared_site` stops it."""
    if SHARED not in running:
        running[SHARED] = Site()
    return running[SHARED]


def stop_shared_site():
    """Stop the site that all modules share, if any test has started it."""
    if site := running.pop(SHARED, None):
        site.stop()


def get_site_of_module(module):
    """The site that the tests of a module share; it is stopped after the module."""
    if module not in running:
        unittest.addModuleCleanup(running.pop, module)
        running[module] = Site()
        unittest.addModuleCleanup(running[module].stop)
    return running[module]


class Site:
    """Gunicorn as `publication/gunicorn.py` sets it up, on a free port, behind a proxy.

    With `beside`, it uses the database of that other site.
    """

    is_killed = False

    def __init__(self, beside=None, **environment):
        self.folder = TemporaryDirectory()
        self.log, self.address = [], ""
        self.is_first = beside is None
        copy = Path(self.folder.name) / "publication.sqlite3"
        self.database = Copy(copy) if self.is_first else beside.database
        collect_static_files()
        self.environment = build_environment(self.folder.name, self.database.url) | environment
        self.start()

    def start(self):
        """Start gunicorn; after `kill` on the port that it had."""
        self.ready = threading.Event()
        port = urlsplit(self.address).port or 0
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", CONFIG, "-b", f"127.0.0.1:{port}"]
        self.gunicorn = subprocess.Popen(
            gunicorn,
            cwd=settings.BASE_DIR,
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=self.is_killed,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        if not self.ready.wait(TIMEOUT) or not self.address:
            self.stop()
            raise AssertionError("".join(self.log))

    def _listen(self):
        for line in self.gunicorn.stderr:
            self.log.append(line)
            if found := re.search(r"Listening at: (http://\S+)", line):
                self.address = found[1]
            if "Booting worker" in line:
                self.ready.set()
        self.ready.set()  # gunicorn has ended; the log says why

    def as_test_database(self):
        return self.database.as_test_database()

    def stop(self):
        self.gunicorn.terminate()
        try:
            self.gunicorn.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.gunicorn.kill()
            self.gunicorn.wait()
        self.gunicorn.stderr.close()
        if self.is_first:
            self.database.drop()
        self.folder.cleanup()


class KilledSite(Site):
    """A site whose processes are a group of their own, so that `kill` ends them all at once."""

    is_killed = True

    def kill(self):
        """Kill gunicorn and its workers in the middle of whatever they do. `start` starts again."""
        os.killpg(self.gunicorn.pid, signal.SIGKILL)
        self.gunicorn.wait()
        self.listener.join()  # until all have gone, who share the pipe
        self.gunicorn.stderr.close()


class Copy:
    """A copy of the test database, with the rows that migrations created."""

    def __init__(self, file, suffix=None):
        self.suffix = suffix or f"running_{next(numbers)}"
        self.original = connections["default"]
        self.connection = self.original.copy()
        if self.original.vendor == "sqlite":
            with self.original.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
            self.connection.settings_dict["NAME"] = str(file)
            self.url = f"sqlite:///{file}"
        else:
            clone = {"suffix": self.suffix, "verbosity": 0}
            end_sessions(self.original)
            self.original.creation.clone_test_db(**clone, autoclobber=True)
            its = self.original.creation.get_test_db_clone_settings(self.suffix)
            self.connection.settings_dict["NAME"] = its["NAME"]
            self.url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**its)

    @contextmanager
    def as_test_database(self):
        """Let the ORM of this thread use the database of the site."""
        ours = connections["default"]
        connections["default"] = self.connection
        try:
            yield
        finally:
            self.connection.close()
            connections["default"] = ours

    def drop(self):
        self.connection.close()
        if self.original.vendor != "sqlite":
            self.original.creation.destroy_test_db(suffix=self.suffix, verbosity=0)


def build_environment(folder, database_url):
    """The environment of a deployment that can send no email, behind a proxy."""
    return {
        "PATH": os.environ["PATH"],
        "PUBLICATION_VAR": folder,
        "DATABASE_URL": database_url,
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "PUBLICATION_URL": "http://127.0.0.1",
        "WEB_CONCURRENCY": "2",
        "BEHIND_PROXY": "1",
        "EMAIL_PORT": "9",  # where nothing listens
    }


@cache
def collect_static_files():
    """Collect them once; pages need the URLs of collected files."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
            cwd=settings.BASE_DIR,
            env=build_environment(folder, "sqlite://:memory:"),
            check=True,
        )
