"""A real server for tests that need threads, real requests and real commits."""

from contextlib import nullcontext
from threading import Condition, Lock
from unittest import mock

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import TransactionTestCase

import comments.immutability
from comments.models import ModerationRules
from interviews.history import immutability
from publication.page_cache.cache import PageCache

PATIENCE = 20  # seconds to wait for a response


def site(_django):
    """The site with its page cache, as gunicorn serves it, and static files without hashes."""
    return Watched(StaticFilesHandler(PageCache(WSGIHandler(), settings.PAGE_CACHE_MB)))


class Watched:
    """A WSGI application that counts the requests in progress.

    On SQLite it answers one request at a time. The database is in memory, and all threads share
    one connection to it: two requests at once would share a transaction.
    """

    def __init__(self, application):
        self.application, self.requests, self.change = application, 0, Condition()
        self.turn = Lock() if connection.vendor == "sqlite" else nullcontext()

    def __call__(self, environ, start_response):
        self._count(+1)
        try:
            with self.turn:
                yield from self._respond(environ, start_response)
        finally:
            self._count(-1)

    def _respond(self, environ, start_response):
        response = ()
        try:
            response = self.application(environ, start_response)
            yield from response
        finally:
            if hasattr(response, "close"):  # a list has no close()
                response.close()

    def _count(self, step):
        with self.change:
            self.requests += step
            self.change.notify_all()

    def wait_for_requests(self):
        """Wait until every request is answered."""
        with self.change:
            self.change.wait_for(lambda: not self.requests, PATIENCE)


RULES = [*immutability.build_rules(), *comments.immutability.build_rules()]


def end_sessions(original):
    """End all sessions of a connection's database on PostgreSQL, which copies none that is used.

    The thread of a failed test may have left its session open.
    """
    original.close()
    with original._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [original.settings_dict["NAME"]],
        )


class CommittingTestCase(TransactionTestCase):
    """Empties the database after each test; drops the protecting triggers meanwhile."""

    def _fixture_teardown(self):
        with connection.cursor() as cursor:
            for each in RULES:
                on = f" ON {each.model._meta.db_table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {each.name}{on}")
                if on:
                    cursor.execute(f"DROP FUNCTION {each.name}")
        # A flush does not change triggers or the search index. Comparing them with the code after
        # each test would take most of the time of the test.
        with mock.patch("publication.database.derived.create_derived_objects"):
            super()._fixture_teardown()
        # The migrations create these rules, and the code expects them.
        ModerationRules.objects.create(pk=ModerationRules.SINGLETON_PK)
        with connection.cursor() as cursor:
            for statement in immutability.create_triggers_sql(RULES, connection):
                cursor.execute(statement)


class LiveTestCase(CommittingTestCase, StaticLiveServerTestCase):
    static_handler = staticmethod(site)

    def _fixture_teardown(self):
        application = self.server_thread.httpd.get_app()
        application.wait_for_requests()
        with application.turn:  # a closed page may send a last request, which must not write now
            super()._fixture_teardown()
