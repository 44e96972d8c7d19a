"""Scheduled moments, tried on two servers whose clocks the test moves.

In Berlin clocks go forward on 28 March 2027 at 2:00, and back on 31 October 2027 at 3:00.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from interviews.admin.moments import MomentField
from interviews.models import AuditEntry
from tests.builders import a_draft, an_interview, an_update
from tests.comments.running_site import Copy, build_environment, collect_static_files
from tests.publication.clocked_server import ClockedServer

ZONE = "Europe/Berlin"
SECOND = timedelta(seconds=1)
FIRST_HALF_PAST_TWO = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
SECOND_HALF_PAST_TWO = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
LEAP = datetime(2027, 3, 28, 1, tzinfo=UTC)  # one second after 1:59:59 it is 3:00


class ScheduledMoments(SimpleTestCase):
    databases = frozenset({"default"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(TemporaryDirectory())
        copy = Copy(Path(folder) / "moments.sqlite3", suffix="moments")
        cls.addClassCleanup(copy.drop)
        cls.enterClassContext(copy.as_test_database())
        collect_static_files()
        zone = {"PUBLICATION_TIME_ZONE": ZONE, "LOG_LEVEL": "CRITICAL"}
        cls.environment = build_environment(folder, copy.url) | zone
        cls.enterClassContext(override_settings(TIME_ZONE=ZONE))
        cls.servers = [cls.start(), cls.start()]

    @classmethod
    def start(cls):
        server = ClockedServer(cls.environment)
        cls.addClassCleanup(server.stop)
        return server

    def restart(self):
        self.servers[0].stop()
        self.servers[0] = self.start()

    def schedule(self, row, typed):
        """Schedule an interview or an update for the time that an editor types."""
        with timezone.override(ZONE), time_machine.travel(LEAP - timedelta(days=1)):
            row.schedule(MomentField().clean(typed), by=None)
        return row

    def get(self, interview, at):
        """Return [(status, whether the answer is the new one), …] of the two servers."""
        pages = [server.get(interview.get_absolute_url(), at) for server in self.servers]
        return [(status, "The model." in text) for status, text in pages]

    def list_on_front_page(self, interview, at):
        """Return whether the front page of each server, which caches the page, has the link."""
        pages = [server.get("/", at) for server in self.servers]
        return [interview.get_absolute_url() in text for _status, text in pages]

    def run_tasks(self, at):
        """Let both servers run their tasks at the same time."""
        for server in self.servers:
            server.ask(at)
        for server in self.servers:
            server.answer()

    def states(self, interview):
        changes = interview.state_changes.values_list("status", flat=True)
        entries = AuditEntry.objects.filter(key=str(interview.pk), action="moved")
        return list(changes)[::-1], [entry.details["state"] for entry in entries][::-1]

    def test_an_interview_appears_once_at_the_second_of_two_equal_times_across_a_restart(self):
        draft = self.schedule(a_draft("Twice", exchanges=2), "2027-10-31T02:30 second")
        moment = SECOND_HALF_PAST_TWO

        for hidden in (FIRST_HALF_PAST_TWO, moment - SECOND):
            self.run_tasks(hidden)
            self.assertEqual(self.get(draft, hidden), [(404, False)] * 2)
        self.restart()
        self.assertEqual(self.get(draft, moment), [(200, False)] * 2)  # no task has run yet
        self.run_tasks(moment)
        self.restart()
        self.run_tasks(moment + SECOND)

        # A clock that is set back hides nothing that was published.
        self.assertEqual(self.get(draft, moment - SECOND), [(200, False)] * 2)
        self.assertEqual(self.states(draft), (["draft", "scheduled", "published"],) * 2)
        draft.refresh_from_db()
        self.assertEqual(draft.published_at, moment)
        self.assertEqual(draft.versions.count(), 1)

    def test_an_update_appears_once_at_the_first_of_two_equal_times_though_another_one_fails(self):
        with time_machine.travel(LEAP - timedelta(days=2)):
            broken, interview = an_interview("Broken"), an_interview("Updated")
            for each in (broken, interview):
                self.schedule(an_update(each, kind="typo", note=""), "2027-10-31T02:30 first")
        broken.prepared_update.facts = {}
        broken.prepared_update.save()
        moment = FIRST_HALF_PAST_TWO

        self.run_tasks(moment - SECOND)
        self.assertEqual(self.get(interview, moment - SECOND), [(200, False)] * 2)
        self.run_tasks(moment)
        self.restart()
        self.run_tasks(moment + SECOND)

        self.assertEqual(self.get(interview, moment), [(200, True)] * 2)
        self.assertEqual(interview.versions.count(), 2)
        self.assertEqual(interview.corrections.count(), 1)
        entries = AuditEntry.objects.filter(key=str(interview.pk), action="version")
        self.assertEqual(entries.count(), 2)

    def test_an_interview_and_its_link_appear_when_the_clocks_leap_over_an_hour(self):
        draft = self.schedule(a_draft("Leap"), "2027-03-28T03:00")

        self.assertEqual(self.get(draft, LEAP - SECOND), [(404, False)] * 2)
        self.assertEqual(self.list_on_front_page(draft, LEAP - SECOND), [False] * 2)
        self.assertEqual(self.get(draft, LEAP), [(200, False)] * 2)
        self.assertEqual(self.list_on_front_page(draft, LEAP), [True] * 2)
