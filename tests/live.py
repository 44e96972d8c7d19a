"""A real server for tests that need one: threads, real requests, real commits."""

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from comments.models import HouseRules
from comments.seals import SEALS as ON_DECISIONS
from interviews.seals import SEALS, sealing
from interviews.wordings import SEALS as ON_WORDINGS
from publication.kept import Kept


def site(_django):
    """The site as gunicorn has it, with the pages that it keeps, and static files as they are."""
    return StaticFilesHandler(Kept(WSGIHandler(), settings.KEPT_PAGES_MB))


seal, unseal = sealing([*SEALS, *ON_WORDINGS, *ON_DECISIONS])


class LiveTestCase(StaticLiveServerTestCase):
    """Its database is emptied after each test, for which the seals are taken off and put back."""

    static_handler = staticmethod(site)

    def _fixture_teardown(self):
        with connection.schema_editor() as schema_editor:
            unseal(None, schema_editor)
        super()._fixture_teardown()
        HouseRules.objects.create(
            pk=HouseRules.ONLY
        )  # as the migrations did: there are always some
        with connection.schema_editor() as schema_editor:
            seal(None, schema_editor)
