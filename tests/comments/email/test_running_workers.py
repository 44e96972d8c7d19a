"""Real servers on one database send each email once, without delaying requests."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from unittest.mock import patch
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from comments.email import delivery
from comments.models import ModerationRules, QueuedEmail, Reply
from tests.builders import a_reply, an_interview
from tests.comments.email.test_delivery import an_email, let_time_pass
from tests.live import LiveTestCase
from tests.mailbox import TIMEOUT, Mailbox
from tests.publication.test_running import a_free_port

COUNT = "from comments.models import QueuedEmail; print(QueuedEmail.objects.count(), 'emails')"


WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def waiting():
    """How many wait for a row or a transaction of this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees one for good
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


class WithServers(LiveTestCase):
    def setUp(self):
        self.var = self.enterContext(tempfile.TemporaryDirectory())
        self.mailbox = self.enterContext(Mailbox())

    def start(self, *command, **environment):
        """A process of the site on the tests' database, as it is now."""
        running = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.addCleanup(self.stop, running)
        return running

    def stop(self, running):
        running.terminate()
        return running.communicate(timeout=2 * TIMEOUT)[0]

    @property
    def environment(self):
        return self.mailbox.environment | {
            "PATH": os.environ["PATH"],
            "DJANGO_SECRET_KEY": "only-for-tests",
            "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
            "PUBLICATION_URL": "http://127.0.0.1",
            "PUBLICATION_VAR": self.var,
            "DATABASE_URL": self.database_url,
        }

    @property
    def database_url(self):
        """Of PostgreSQL the database itself; of SQLite, which is in memory here, a copy on disk."""
        its = connection.settings_dict
        if connection.vendor == "postgresql":
            who = ":".join(quote(its[key], safe="") for key in ("USER", "PASSWORD") if its[key])
            return f"postgres://{who}@{its['HOST']}:{its['PORT'] or 5432}/{its['NAME']}"
        copy = Path(self.var) / "copy.sqlite3"
        if not copy.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(copy)])
        return f"sqlite:///{copy}"


class TwoServers(WithServers):
    def test_two_servers_at_once_send_each_email_once(self):
        recipients = [f"reader-{number:02}@example.org" for number in range(40)]
        for recipient in recipients:
            an_email(to=recipient)
        self.mailbox.gate.shut()  # until both are there, each with an email in hand

        both = [self.start("manage", "run_scheduled_tasks") for _each in range(2)]
        self.assertTrue(all(self.mailbox.wait_for(self.mailbox.called) for _each in both))
        self.mailbox.gate.open()
        told = [each.communicate(timeout=TIMEOUT)[0] for each in both]

        self.assertEqual(sorted(self.mailbox.recipients), recipients, told)
        left = self.start("manage", "run_scheduled_tasks").communicate(timeout=TIMEOUT)[0]
        self.assertIn("deliver due 0", left)

    def test_two_servers_at_once_email_the_moderators_once(self):
        a_reply(an_interview(), Reply.Status.HELD, queued_at=timezone.now())

        with self.until_both_wait():
            both = [self.start("manage", "run_scheduled_tasks") for _each in range(2)]
        told = [each.communicate(timeout=TIMEOUT)[0] for each in both]

        self.assertEqual(len(self.mailbox.recipients), 1, told)

    @contextmanager
    def until_both_wait(self):
        """Hold what decides who calls until two others want it, where they wait for a row."""
        if connection.vendor == "sqlite":
            yield
            return
        with transaction.atomic():
            ModerationRules.objects.select_for_update().get()
            yield
            self.wait_until_two_wait()

    def wait_until_two_wait(self):
        for _try in range(TIMEOUT * 5):
            if waiting() == 2:
                return
            Event().wait(0.2)
        self.fail("The two did not both come so far.")


class RunningWorker(WithServers):
    def setUp(self):
        super().setUp()
        port = a_free_port()
        self.url = f"http://127.0.0.1:{port}/"
        self.gunicorn = self.start(
            *("gunicorn", "--config", "publication/gunicorn.py", "--bind", f"127.0.0.1:{port}"),
            "tests.comments.enqueuing_site:enqueue_an_email",
            WEB_CONCURRENCY="1",
        )
        self.told = ""
        for line in self.gunicorn.stdout:
            self.told += line
            if "Booting worker" in line:  # the port is open by then
                return

    def write(self):
        with urlopen(self.url, timeout=TIMEOUT) as answer:
            return answer.status

    def test_a_worker_sends_emails_that_were_enqueued_while_it_serves(self):
        for number in (1, 2):
            self.assertEqual(self.write(), 204, self.told)

            self.assertTrue(self.mailbox.wait_for(self.mailbox.arrived))
            self.assertEqual(len(self.mailbox.emails), number)

    def test_a_worker_answers_requests_while_the_mail_server_hangs(self):
        self.mailbox.gate.shut()
        self.write()
        self.assertTrue(self.mailbox.wait_for(self.mailbox.called))

        statuses = [self.write() for _each in range(8)]

        self.assertEqual(statuses, [204] * 8)
        self.assertEqual(self.mailbox.emails, [])
        self.mailbox.gate.open()
        self.assertTrue(all(self.mailbox.wait_for(self.mailbox.arrived) for _each in range(9)))

    def test_a_stopped_worker_has_deleted_the_emails_it_sent(self):
        self.write()
        self.mailbox.wait_for(self.mailbox.arrived)

        told = self.stop(self.gunicorn)

        self.assertNotIn("Traceback", told)
        kept = self.start("manage", "shell", "-v0", "-c", COUNT).communicate(timeout=TIMEOUT)[0]
        self.assertEqual(kept.strip(), "0 emails")


class DatabaseErrors(WithServers):
    def refuse_to_delete(self, execute, sql, params, many, context):
        if sql.startswith("DELETE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    def test_a_database_error_just_after_sending_sends_no_email_twice(self):
        an_email()
        with self.mailbox.in_use():
            with (
                connection.execute_wrapper(self.refuse_to_delete),
                self.assertRaises(OperationalError),
            ):
                delivery.deliver_due()
            let_time_pass()

            self.assertEqual(delivery.deliver_due(), 0)

        self.assertEqual(len(self.mailbox.emails), 1)
        self.assertFalse(QueuedEmail.objects.exists())

    def test_a_database_error_loses_no_queued_email(self):
        an_email()
        with self.mailbox.in_use():
            with (
                patch.object(QueuedEmail, "claim", side_effect=OperationalError("locked")),
                self.assertRaises(OperationalError),
            ):
                delivery.deliver_due()

            self.assertEqual(delivery.deliver_due(), 1)


class OpenTransactions(WithServers):
    def test_no_email_is_sent_inside_an_open_transaction(self):
        an_email()

        with self.assertRaisesMessage(RuntimeError, "durable"), transaction.atomic():
            delivery.deliver_due()

        self.assertEqual(self.mailbox.emails, [])
