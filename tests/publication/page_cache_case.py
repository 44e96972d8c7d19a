"""A test case with a page cache, and behind it a Django application that records its requests."""

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
    """`self.get(…)` sends a request to the page cache `self.site`; `self.asked` lists Django's."""

    def setUp(self):
        self.site, self.asked = make_site()

    def get(self, path, **words):
        return ask(self.site, path, **words)

    def assert_cached(self, path, **words):
        self.get(path, **words)
        count = len(self.asked)
        self.get(path, **words)
        self.assertEqual(self.asked[count:], [], "the page was built again")

    def assert_built_again(self, path, **words):
        count = len(self.asked)
        answer = self.get(path, **words)
        self.assertEqual(len(self.asked), count + 1, "the page was not built again")
        return answer


def make_site(megabytes=8):
    """Return a page cache, and the list of addresses that Django behind it was requested."""

    class Counting(WSGIHandler):
        def __call__(self, environ, start_response):
            asked.append(environ["PATH_INFO"])
            return super().__call__(environ, start_response)

    asked = []
    return PageCache(Counting(), megabytes), asked


@dataclass
class Answer:
    status: int
    headers: dict  # {name in lower case: value}
    body: bytes

    @cached_property
    def text(self):
        return UNPACK[self.headers.get("content-encoding")](self.body).decode()


def ask(site, path, method="GET", host="testserver", said="", **headers):
    """Return the response to a request.

    `said`: the body. `headers`: names as in Python, such as `accept_encoding="br"`.
    """
    run_deferred_triggers()
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
    with keep_connection_open():
        answer = validator(site)(environ, lambda *start: told.extend(start))
        body = b"".join(answer)
        answer.close()
    names = {name.lower(): value for name, value in told[1]}
    return Answer(int(told[0][:3]), names, body)


@contextmanager
def keep_connection_open():
    """Keep the database connection at the end of a request, since a test's transaction goes on."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def run_deferred_triggers():
    """Run the triggers that PostgreSQL defers to the commit, since a test never commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('publication.moved', '', true)")
