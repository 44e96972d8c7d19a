"""The scheduled tasks, the worker that runs them, and the outbox at the desk."""

import threading
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core import mail
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from comments.email import worker
from comments.models import QueuedEmail
from publication import scheduled_tasks
from tests.builders import an_editor
from tests.comments.email.test_delivery import an_email

LONGEST = 20  # seconds


def a_broken_chore():
    raise RuntimeError("out of order")


class ScheduledTaskTests(TestCase):
    def run_tasks(self):
        told = StringIO()
        call_command("run_scheduled_tasks", stdout=told)
        return told.getvalue()

    def test_the_command_runs_the_tasks_and_prints_what_they_did(self):
        an_email()

        self.assertIn("deliver due 1, delete failed emails 0", self.run_tasks())
        self.assertEqual(len(mail.outbox), 1)

    def test_undeliverable_emails_are_deleted_after_a_month(self):
        an_email(to="old@example.org").give_up("No such mailbox.")
        QueuedEmail.objects.update(made_at=timezone.now() - timedelta(days=31))
        an_email(to="new@example.org").give_up("No such mailbox.")

        self.run_tasks()

        self.assertEqual(QueuedEmail.objects.get().to, "new@example.org")

    def test_tasks_continue_after_one_fails_and_the_failure_is_reported(self):
        an_email()

        with (
            patch.object(scheduled_tasks, "TASKS", [a_broken_chore, *scheduled_tasks.TASKS]),
            self.assertRaisesRegex(
                CommandError, "a broken chore failed, notify moderators 0, .*deliver due 1"
            ),
        ):
            self.run_tasks()

        self.assertEqual(len(mail.outbox), 1)


class MailWorkerTests(SimpleTestCase):
    def on_duty(self, run_tasks=lambda: None, deliver=lambda: 0):
        one = worker.MailWorker(run_tasks, deliver)
        self.addCleanup(one.stop)
        one.start()
        return one

    def test_the_mail_worker_runs_the_tasks_as_soon_as_it_starts(self):
        made = threading.Event()

        self.on_duty(run_tasks=made.set)

        self.assertTrue(made.wait(LONGEST))

    def test_the_mail_worker_delivers_when_it_is_woken(self):
        came = threading.Semaphore(0)
        self.on_duty(deliver=came.release)
        came.acquire(timeout=LONGEST)  # after the first run of the tasks

        worker.wake_worker()

        self.assertTrue(came.acquire(timeout=LONGEST))

    def test_the_mail_worker_delivers_until_nothing_is_left(self):
        batches, empty = [0, 3, 50, 50], threading.Event()

        def deliver():
            sent = batches.pop()
            if not batches:
                empty.set()
            return sent

        self.on_duty(deliver=deliver)

        self.assertTrue(empty.wait(LONGEST))

    def test_the_mail_worker_runs_the_tasks_again_after_a_pause(self):
        made = threading.Semaphore(0)

        with patch.object(worker, "PAUSE", 0.01):
            self.on_duty(run_tasks=made.release)

            self.assertTrue(all(made.acquire(timeout=LONGEST) for _each in range(3)))

    def test_the_mail_worker_survives_errors(self):
        came = threading.Semaphore(0)

        def deliver():
            came.release()
            raise RuntimeError("The database is down.")

        self.on_duty(run_tasks=a_broken_chore, deliver=deliver)
        came.acquire(timeout=LONGEST)
        worker.wake_worker()

        self.assertTrue(came.acquire(timeout=LONGEST))

    def test_the_mail_worker_ends_when_its_server_stops(self):
        one = self.on_duty()

        one.stop()

        self.assertFalse(one.is_alive())

    def test_the_mail_worker_does_not_keep_a_server_from_stopping(self):
        self.assertTrue(worker.MailWorker(None, None).daemon)

    def test_waking_a_missing_mail_worker_does_nothing(self):
        worker.wake_worker()

        self.assertNotIn("mail worker", [thread.name for thread in threading.enumerate()])


class OutboxAdminTests(TestCase):
    def setUp(self):
        self.client.force_login(an_editor())
        an_email(text="Your link: /secret/").give_up("550 5.1.1 No such mailbox")

    def test_the_outbox_shows_the_state_of_an_email_and_not_its_text(self):
        email = QueuedEmail.objects.get()

        for page in ("", f"{email.pk}/change/"):
            shown = self.client.get(f"/admin/comments/queuedemail/{page}")

            self.assertContains(shown, "550 5.1.1 No such mailbox")
            self.assertNotContains(shown, "/secret/")

    def test_an_editor_can_have_an_email_sent_again(self):
        chosen = {"action": "retry", "_selected_action": [QueuedEmail.objects.get().pk]}

        self.client.post("/admin/comments/queuedemail/", chosen)

        self.assertTrue(QueuedEmail.objects.due().exists())

    def test_nobody_can_add_emails_to_the_outbox(self):
        self.assertEqual(self.client.get("/admin/comments/queuedemail/add/").status_code, 403)
