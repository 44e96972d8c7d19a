"""A reader in front of the kept pages, and behind them a Django that counts what it is asked."""

import gzip
import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote
from wsgiref.validate import validator

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import TestCase

from publication.page_cache.cache import PageCache

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


class PageCacheCase(TestCase):
    """`self.site` keeps pages, `self.get(…)` asks it, `self.asked` is what Django was asked for."""

    def setUp(self):
        self.site, self.asked = a_site()

    def get(self, path, **words):
        return ask(self.site, path, **words)

    def assertKept(self, path, **words):
        self.get(path, **words)
        count = len(self.asked)
        self.get(path, **words)
        self.assertEqual(self.asked[count:], [], "it was made anew")

    def assertMadeAnew(self, path, **words):
        count = len(self.asked)
        answer = self.get(path, **words)
        self.assertEqual(len(self.asked), count + 1, "it was not made anew")
        return answer


def a_site(megabytes=8):
    """A site that keeps pages, and the list of addresses that its Django is asked for."""

    class Counting(WSGIHandler):
        def __call__(self, environ, start_response):
            asked.append(environ["PATH_INFO"])
            return super().__call__(environ, start_response)

    asked = []
    return PageCache(Counting(), megabytes), asked


@dataclass
class Answer:
    status: int
    headers: dict  # {name in small letters: value}
    body: bytes

    @cached_property
    def text(self):
        return UNPACK[self.headers.get("content-encoding")](self.body).decode()


def ask(site, path, method="GET", host="testserver", said="", **headers):
    """What a site answers; `headers` as in Python: `accept_encoding="br"`. `said`: what is sent."""
    as_if_committed()
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": quote(query, safe="=&%+"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "CONTENT_LENGTH": str(len(said)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(said.encode()),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    told = []
    with connection_left_open():
        answer = validator(site)(environ, lambda *start: told.extend(start))
        body = b"".join(answer)
        answer.close()
    names = {name.lower(): value for name, value in told[1]}
    return Answer(int(told[0][:3]), names, body)


@contextmanager
def connection_left_open():
    """Though a request has ended, since the test's transaction has not."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def as_if_committed():
    """What PostgreSQL does when a transaction ends, in one that a test never ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('publication.moved', '', true)")
