"""`make run`, as a newcomer types it: from nothing to a site with a desk, and again."""

import os
import re
import signal
import socket
import subprocess
from http.cookiejar import CookieJar
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.conf import settings
from django.test import SimpleTestCase


class MakeRun(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.var = cls.enterClassContext(TemporaryDirectory())
        cls.first = Run(cls.var)
        cls.addClassCleanup(cls.first.stop)

    def test_tells_where_the_site_and_the_desk_are(self):
        self.assertIn(f"The site: {self.first.url}/\n", self.first.told)
        self.assertIn(f"The desk: {self.first.url}/admin/\n", self.first.told)

    def test_serves_a_publication_to_read(self):
        page = self.first.get("/")

        self.assertIn("/interviews/", page)
        self.assertIn("/feed.atom", page)

    def test_lets_in_at_the_desk_whoever_has_read_how(self):
        self.assertIn("/admin/logout/", self.first.sign_in())

    def test_run_again_starts_with_all_that_was_there(self):
        again = Run(self.var)
        self.addCleanup(again.stop)

        feeds = [run.get("/feed.atom").replace(run.url, "") for run in (self.first, again)]
        self.assertEqual(*feeds)
        self.assertEqual(again.key, self.first.key)
        self.assertIn("/admin/logout/", again.sign_in())


class Run:
    """A `make run` of its own folder and port, listened to until it serves."""

    def __init__(self, var):
        port = a_free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.make = subprocess.Popen(
            ["make", "run"],
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"], "PUBLICATION_VAR": var, "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.told = ""
        for line in self.make.stdout:
            self.told += line
            if "Booting worker" in line:  # the port is open by then
                return
        raise AssertionError(self.told)

    @property
    def key(self):
        """The name and the password that it printed for the demo's desk."""
        return re.search(r"sign in as (\S+) with the password (\S+)", self.told).groups()

    def get(self, address, **form):
        with self.open(self.url + address, urlencode(form).encode() if form else None) as answer:
            return answer.read().decode()

    def sign_in(self):
        """The first page of the desk."""
        login = self.get("/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', login)[1]
        username, password = self.key
        return self.get(
            "/admin/login/?next=/admin/",
            csrfmiddlewaretoken=token,
            username=username,
            password=password,
        )

    def stop(self):
        os.killpg(self.make.pid, signal.SIGTERM)
        self.make.communicate()


def a_free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
