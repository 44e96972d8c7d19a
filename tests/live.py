"""A real server for tests that need one: threads, real requests, real commits."""

from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.db import connection

from comments.models import HouseRules
from comments.seals import SEALS as ON_DECISIONS
from interviews.seals import SEALS, sealing
from interviews.wordings import SEALS as ON_WORDINGS

seal, unseal = sealing([*SEALS, *ON_WORDINGS, *ON_DECISIONS])


class LiveTestCase(StaticLiveServerTestCase):
    """Its database is emptied after each test, for which the seals are taken off and put back."""

    def _fixture_teardown(self):
        with connection.schema_editor() as schema_editor:
            unseal(None, schema_editor)
        super()._fixture_teardown()
        HouseRules.objects.create(
            pk=HouseRules.ONLY
        )  # as the migrations did: there are always some
        with connection.schema_editor() as schema_editor:
            seal(None, schema_editor)
