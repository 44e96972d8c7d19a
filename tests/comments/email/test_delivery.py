"""Delivery of emails: each arrives once, however long that takes, and is then deleted."""

from smtplib import SMTPException
from unittest.mock import patch

from django.core import mail
from django.db import transaction
from django.test import TestCase, override_settings
from django.utils import timezone

from comments.email import delivery
from comments.email.delivery import deliver_due
from comments.models import QueuedEmail
from tests.mailbox import Mailbox


def an_email(to="olu@example.org", **words):
    said = {"subject": "New reply", "text": "Hello.\n", "kind": "reply"}
    return QueuedEmail.objects.enqueue(to=to, **(said | words))


def let_time_pass():
    """What waits is due."""
    QueuedEmail.objects.exclude(due_at=None).update(due_at=timezone.now())


class Delivery(TestCase):
    def setUp(self):
        self.mailbox = self.enterContext(Mailbox())
        self.enterContext(self.mailbox.in_use())

    def test_an_email_arrives_as_it_was_written(self):
        an_email(text="Straße, 東京.\n.\n", headers={"Auto-Submitted": "auto-generated"})

        self.assertEqual(deliver_due(), 1)

        (email,) = self.mailbox.emails
        self.assertEqual(email["To"], "olu@example.org")
        self.assertEqual(email["Subject"], "New reply")
        self.assertEqual(email["From"], "prompt/power <editors@localhost>")
        self.assertEqual(email["Auto-Submitted"], "auto-generated")
        self.assertEqual(email.get_content_type(), "text/plain")
        self.assertEqual(email.get_content().replace("\r", ""), "Straße, 東京.\n.\n")

    def test_a_sent_email_is_deleted(self):
        an_email()

        deliver_due()

        self.assertFalse(QueuedEmail.objects.exists())

    def test_an_email_is_not_sent_if_the_transaction_fails(self):
        with self.assertRaises(RuntimeError), transaction.atomic():
            an_email()
            raise RuntimeError

        self.assertEqual(deliver_due(), 0)
        self.assertEqual(self.mailbox.emails, [])

    def test_an_email_that_could_not_be_sent_is_tried_again_later(self):
        email = an_email()
        self.mailbox.refusals["MAIL"] = "451 4.3.2 Come back later"

        self.assertEqual([deliver_due(), deliver_due()], [0, 0])

        email.refresh_from_db()
        self.assertEqual((email.attempts, email.last_error), (1, "451 4.3.2 Come back later"))
        self.mailbox.refusals.clear()
        let_time_pass()
        self.assertEqual(deliver_due(), 1)
        self.assertEqual(self.mailbox.recipients, ["olu@example.org"])

    def test_an_outage_of_the_mail_server_is_logged_when_it_begins_and_ends(self):
        for _each in range(3):
            an_email()
        delivery.outages.failures.clear()
        with self.assertLogs("comments.email.delivery", "WARNING") as log:
            with override_settings(EMAIL_PORT=9):  # where nothing listens
                for _round in range(4):
                    let_time_pass()
                    deliver_due()
            self.assertIn("refused", QueuedEmail.objects.exclude(last_error="").last().last_error)
            let_time_pass()
            self.assertEqual(deliver_due(), 3)

        began, over = log.records
        self.assertIn("refused", began.getMessage())
        self.assertIn("after 4 failures", over.getMessage())
        self.assertNotIn("Traceback", "".join(log.output))

    def test_a_refused_recipient_is_shown_in_the_admin_only(self):
        an_email()
        self.mailbox.refusals["RCPT"] = "550 5.1.1 No such mailbox"

        with self.assertNoLogs("comments.email.delivery"):
            deliver_due()

        self.assertEqual(QueuedEmail.objects.get().last_error, "550 5.1.1 No such mailbox")

    def test_an_email_keeps_its_message_id_when_it_is_sent_again(self):
        email = an_email()
        name = email.headers["Message-ID"]
        self.mailbox.refusals["MAIL"] = "451 later"
        deliver_due()
        self.mailbox.refusals.clear()
        let_time_pass()

        deliver_due()

        self.assertEqual(self.mailbox.emails[0]["Message-ID"], name)
        self.assertTrue(name.endswith("@testserver>"))

    def test_an_email_waits_longer_after_each_failure(self):
        email = an_email()
        self.mailbox.refusals["RCPT"] = "452 4.2.2 Mailbox full"
        waits = []

        for _each in QueuedEmail.RETRY_DELAYS:
            let_time_pass()
            before = timezone.now()
            deliver_due()
            email.refresh_from_db()
            waits.append(round((email.due_at - before).total_seconds() / 60))

        self.assertEqual(waits, [1, 5, 30, 120, 360, 1440, 1440, 1440, 1440, 1440])

    def test_an_email_that_failed_for_five_days_is_kept_and_not_tried_again(self):
        email = an_email()
        self.mailbox.refusals["RCPT"] = "452 4.2.2 Mailbox full"
        for _each in [*QueuedEmail.RETRY_DELAYS, "once more"]:
            let_time_pass()
            deliver_due()
        self.mailbox.refusals.clear()

        let_time_pass()

        self.assertEqual(deliver_due(), 0)
        self.assertEqual(QueuedEmail.objects.failed().get(), email)
        self.assertEqual(QueuedEmail.objects.get().last_error, "452 4.2.2 Mailbox full")

    def test_a_failed_email_is_tried_again_if_an_editor_asks(self):
        an_email().give_up("Spam, they said.")

        QueuedEmail.objects.retry()

        self.assertEqual(deliver_due(), 1)

    def test_an_email_to_a_missing_mailbox_fails_at_once(self):
        an_email(to="nobody@example.org")
        self.mailbox.refusals["RCPT TO:<nobody@"] = "550 5.1.1 No such mailbox"

        deliver_due()

        self.assertEqual(QueuedEmail.objects.failed().get().last_error, "550 5.1.1 No such mailbox")

    def test_an_email_to_a_full_mailbox_is_tried_again(self):
        an_email()
        self.mailbox.refusals["."] = "552 5.2.2 Over quota"

        deliver_due()

        self.assertFalse(QueuedEmail.objects.failed().exists())
        self.assertEqual(QueuedEmail.objects.get().last_error, "552 5.2.2 Over quota")

    def test_an_email_that_cannot_be_sent_delays_no_other(self):
        for refusal in ("550 5.1.1 No such mailbox", "450 later", None):
            with self.subTest(refusal):
                self.mailbox.emails.clear()
                an_email(to="first@example.org")
                an_email(to="second@example.org")
                self.mailbox.refusals = {"RCPT TO:<first@": refusal}

                self.assertEqual(deliver_due(), 1)

                self.assertEqual(self.mailbox.recipients, ["second@example.org"])
                self.assertTrue(QueuedEmail.objects.get().last_error)
                QueuedEmail.objects.all().delete()

    def test_an_email_subject_with_a_line_break_adds_no_header(self):
        an_email(subject="Hello\r\nBcc: everyone@example.org")
        an_email(to="olu@example.org\nBcc: everyone@example.org")
        an_email(headers={"List-Unsubscribe": "<x>\nBcc: everyone@example.org"})
        an_email(to="other@example.org")

        deliver_due()

        self.assertEqual(self.mailbox.recipients, ["other@example.org"])
        self.assertEqual(QueuedEmail.objects.failed().count(), 3)

    def test_the_error_of_the_mail_server_is_stored_without_harmful_characters(self):
        an_email()
        self.mailbox.refusals["MAIL"] = f"451 \x00\x1b[31m{'x' * 400}"

        deliver_due()

        self.assertRegex(QueuedEmail.objects.get().last_error, r"^451 \[31mx{290,293}$")

    def test_a_failed_email_delays_no_due_email(self):
        for _each in range(3):
            an_email(to="nobody@example.org").give_up("No such mailbox.")
        an_email()

        self.assertEqual(deliver_due(limit=1), 1)


class TwoMailWorkers(TestCase):
    def test_two_mail_workers_cannot_both_take_an_email(self):
        an_email()
        mine, theirs = QueuedEmail.objects.get(), QueuedEmail.objects.get()

        self.assertEqual([mine.claim(), theirs.claim()], [True, False])

    def test_a_mail_worker_takes_over_emails_that_another_abandoned(self):
        an_email()
        QueuedEmail.objects.get().claim()  # and then its server lost power

        self.assertEqual(deliver_due(), 0)
        let_time_pass()
        self.assertEqual(deliver_due(), 1)

    def test_a_mail_worker_does_not_change_emails_that_another_took_over(self):
        an_email()
        slow = QueuedEmail.objects.get()
        slow.claim()
        let_time_pass()
        other = QueuedEmail.objects.get()
        other.claim()

        slow.give_up("Too late.")

        self.assertEqual(QueuedEmail.objects.get().due_at, other.due_at)


class DeadMailServer(TestCase):
    def setUp(self):
        with Mailbox() as gone:
            self.enterContext(gone.in_use())

    def test_a_dead_mail_server_is_called_once_per_run_and_not_once_per_email(self):
        for _each in range(3):
            an_email()

        self.assertEqual(deliver_due(), 0)

        self.assertEqual(QueuedEmail.objects.count(), 3)
        self.assertEqual(QueuedEmail.objects.exclude(last_error="").count(), 1)
        self.assertIn(
            "Connection refused", QueuedEmail.objects.exclude(last_error="").get().last_error
        )

    def test_a_dead_mail_server_gets_everything_once_it_is_back(self):
        for _each in range(3):
            an_email()
        deliver_due()
        let_time_pass()

        with Mailbox() as back, back.in_use():
            self.assertEqual(deliver_due(), 3)

            self.assertEqual(len(back.emails), 3)
        self.assertFalse(QueuedEmail.objects.exists())


class UnexpectedErrors(TestCase):
    def test_an_unexpected_error_of_the_email_backend_loses_no_email(self):
        an_email()
        an_email()

        for error in (SMTPException("?"), KeyError("?"), OSError("?")):
            let_time_pass()
            with patch("django.core.mail.backends.locmem.EmailBackend.send_messages") as send:
                send.side_effect = error
                deliver_due()

        let_time_pass()
        deliver_due()
        self.assertEqual(len(mail.outbox), 2)
