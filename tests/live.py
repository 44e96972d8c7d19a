"""A real server for tests that need one: threads, real requests, real commits."""

from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.db import connection

from interviews.seals import seal, unseal


class LiveTestCase(StaticLiveServerTestCase):
    """Its database is emptied after each test, for which the seals are taken off and put back."""

    def _fixture_teardown(self):
        with connection.schema_editor() as schema_editor:
            unseal(None, schema_editor)
        super()._fixture_teardown()
        with connection.schema_editor() as schema_editor:
            seal(None, schema_editor)
