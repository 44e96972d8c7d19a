"""A real server for tests that need one: threads, real requests, real commits."""

from threading import Condition

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from comments.models import HouseRules
from comments.seals import SEALS as ON_DECISIONS
from interviews import seals
from interviews.seals import SEALS
from interviews.wordings import SEALS as ON_WORDINGS
from publication.kept import Kept

PATIENCE = 20  # seconds, for what was asked to be answered


def site(_django):
    """The site as gunicorn has it, with the pages that it keeps, and static files as they are."""
    return Watched(StaticFilesHandler(Kept(WSGIHandler(), settings.KEPT_PAGES_MB)))


class Watched:
    """A WSGI application, and whether it is at rest: who has gone may still be answered."""

    def __init__(self, application):
        self.application, self.at_work, self.change = application, 0, Condition()

    def __call__(self, environ, start_response):
        self._count(+1)
        response = ()
        try:
            response = self.application(environ, start_response)
            yield from response
        finally:
            if hasattr(response, "close"):  # a list of bytes has none
                response.close()
            self._count(-1)

    def _count(self, step):
        with self.change:
            self.at_work += step
            self.change.notify_all()

    def rest(self):
        """Wait until everything is answered."""
        with self.change:
            self.change.wait_for(lambda: not self.at_work, PATIENCE)


PROTECTING = [*SEALS, *ON_WORDINGS, *ON_DECISIONS]


class LiveTestCase(StaticLiveServerTestCase):
    """Its database is emptied after each test, for which the seals are taken off and put back."""

    static_handler = staticmethod(site)

    def _fixture_teardown(self):
        self.server_thread.httpd.get_app().rest()
        with connection.cursor() as cursor:
            for each in PROTECTING:
                on = f" ON {each.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {each.name}{on}")
                if on:
                    cursor.execute(f"DROP FUNCTION {each.name}")
        super()._fixture_teardown()
        HouseRules.objects.create(
            pk=HouseRules.ONLY
        )  # as the migrations did: there are always some
        with connection.cursor() as cursor:
            for statement in seals.statements(PROTECTING, connection):
                cursor.execute(statement)
