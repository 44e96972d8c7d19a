"""Several servers look for scheduled updates at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections
from django.test import SimpleTestCase
from django.utils import timezone

from interviews.history.scheduled_publishing import publish_due_updates
from interviews.models import PreparedUpdate
from tests.builders import an_interview, an_update
from tests.comments.running_site import Copy

SERVERS = 4


class ScheduledUpdatesOfSeveralServers(SimpleTestCase):
    databases = frozenset({"default"})

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.copy = Copy(Path(folder.name) / "updates.sqlite3", suffix="updates")
        self.addCleanup(self.copy.drop)

    def prepare(self):
        interview = an_interview()
        update = an_update(interview, kind="typo", note="")
        update.schedule(timezone.now() + timedelta(hours=1), by=None)
        PreparedUpdate.objects.update(publish_at=timezone.now())
        return interview

    def publish_on_each_server(self):
        ready = threading.Barrier(SERVERS)

        def publish(_number):
            connections["default"] = self.copy.connection.copy()
            try:
                ready.wait(20)
                return publish_due_updates()
            finally:
                connections["default"].close()
                del connections["default"]

        with ThreadPoolExecutor(SERVERS) as threads:
            return list(threads.map(publish, range(SERVERS)))

    def test_a_scheduled_update_is_published_once_by_several_servers(self):
        with self.copy.as_test_database():
            interview = self.prepare()

        published = self.publish_on_each_server()

        self.assertEqual(sum(published), 1)
        with self.copy.as_test_database():
            self.assertEqual(interview.versions.count(), 2)
            self.assertEqual(interview.corrections.count(), 1)
            self.assertFalse(PreparedUpdate.objects.exists())
