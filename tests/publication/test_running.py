"""`make run` in an empty folder, and again."""

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


class MakeRunTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.var = cls.enterClassContext(TemporaryDirectory())
        cls.first = RunningServer(cls.var)
        cls.addClassCleanup(cls.first.stop)

    def test_make_run_prints_the_addresses_of_site_and_desk(self):
        self.assertIn(f"The site: {self.first.url}/\n", self.first.told)
        self.assertIn(f"The desk: {self.first.url}/admin/\n", self.first.told)

    def test_make_run_serves_a_publication(self):
        page = self.first.get("/")

        self.assertIn("/interviews/", page)
        self.assertIn("/feed.atom", page)

    def test_make_run_prints_a_password_that_works(self):
        self.assertIn("/admin/logout/", self.first.sign_in())

    def test_make_run_again_keeps_the_content(self):
        again = RunningServer(self.var)
        self.addCleanup(again.stop)

        feeds = [run.get("/feed.atom").replace(run.url, "") for run in (self.first, again)]
        self.assertEqual(*feeds)
        self.assertEqual(again.key, self.first.key)
        self.assertIn("/admin/logout/", again.sign_in())


class RunningServer:
    """A `make run` with a folder and a port of its own; waits until it serves."""

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
        """Return the user name and the password that it printed for the demo."""
        return re.search(r"sign in as (\S+) with the password (\S+)", self.told).groups()

    def get(self, address, **form):
        with self.open(self.url + address, urlencode(form).encode() if form else None) as answer:
            return answer.read().decode()

    def sign_in(self):
        """Return the first page of the desk."""
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
