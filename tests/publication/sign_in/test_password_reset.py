"""A forgotten password is replaced by email."""

import logging
from datetime import timedelta

from axes.models import AccessFailureLog
from django.contrib.auth.models import User
from django.test import override_settings

from comments.email.delivery import deliver_due
from comments.models import QueuedEmail
from interviews.models import AuditEntry
from publication.models import StaffInvitation
from tests.builders import an_editor
from tests.live import CommittingTestCase
from tests.mailbox import Mailbox
from tests.publication.sign_in.staff import (
    NEW_PASSWORD,
    PASSWORD,
    SIGN_IN,
    StaffCase,
    give_second_factor,
    path_of_link,
)

RESET = "/admin/password-reset/"


class ResetCase(StaffCase):
    def ask(self, email="ada@example.org", at="203.0.113.7", **headers):
        return self.client.post(RESET, {"email": email}, REMOTE_ADDR=at, headers=headers)

    def count_emails(self):
        return QueuedEmail.objects.count()


class AskingTests(ResetCase):
    def test_the_sign_in_page_links_to_the_form(self):
        self.assertContains(self.client.get(SIGN_IN), f'href="{RESET}"')

    def test_the_answer_is_the_same_for_every_address(self):
        known, unknown = self.ask(), self.ask("nobody@example.org")

        self.assertEqual(known["Location"], unknown["Location"])
        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(self.count_emails(), 1)
        self.assertContains(self.client.get(known["Location"]), "If an account has this address")

    def test_an_address_is_found_however_it_is_typed(self):
        User.objects.update(email="Ada@Example.org")

        self.ask(" ADA@example.ORG ")

        self.assertEqual(self.get_email().to, "ada@example.org")

    @override_settings(PUBLICATION_URL="https://quarterly.example", ALLOWED_HOSTS=["*"])
    def test_the_link_is_never_on_the_host_of_the_request(self):
        self.ask(host="evil.example")

        self.assertIn("https://quarterly.example/admin/choose-password/", self.get_email().text)
        self.assertNotIn("evil", self.get_email().text)

    def test_accounts_that_may_not_sign_in_get_no_link(self):
        for state in ({"is_active": False}, {"is_staff": False}):
            User.objects.update(**{"is_active": True, "is_staff": True} | state)
            self.ask()

        self.assertEqual(self.count_emails(), 0)

    def test_an_account_whose_password_was_taken_away_gets_no_link_unless_it_was_invited(self):
        self.editor.set_unusable_password()
        self.editor.save()
        self.ask()
        self.assertEqual(self.count_emails(), 0)
        StaffInvitation.objects.send(self.editor, by=None)

        self.ask()

        self.assertEqual(self.get_email().kind, "password_reset")


class ResetLimitTests(ResetCase):
    def test_an_address_gets_three_emails_an_hour(self):
        for place in range(5):
            response = self.ask(at=f"203.0.{place}.7")

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.count_emails(), 3)

    def test_the_limit_of_an_address_ends_after_an_hour(self):
        for place in range(4):
            self.ask(at=f"203.0.{place}.7")
        for row in AccessFailureLog.objects.all():
            moment = row.attempt_time - timedelta(hours=1)
            AccessFailureLog.objects.filter(pk=row.pk).update(attempt_time=moment)

        self.ask()

        self.assertEqual(self.count_emails(), 4)

    def test_a_network_that_asks_for_many_addresses_has_to_wait(self):
        for number in range(20):
            self.ask(f"{number}@example.org")

        response = self.ask()

        self.assertContains(response, "Too many emails were asked for", status_code=429)
        self.assertLessEqual(int(response["Retry-After"]), 900)
        self.assertEqual(self.count_emails(), 0)
        self.assertEqual(self.ask(at="198.51.100.9").status_code, 302)

    def test_requests_do_not_lock_an_account_out(self):
        for _each in range(20):
            self.ask()

        self.enter_password()

        self.assertTrue(self.is_signed_in())

    def test_the_record_has_no_address(self):
        self.ask()

        self.assertRegex(AccessFailureLog.objects.get().username, r"^password reset: [0-9a-f]{12}$")


class ResettingTests(ResetCase):
    def setUp(self):
        self.ask()
        self.path = path_of_link(self.get_email().text)

    def test_a_new_password_replaces_the_forgotten_one(self):
        self.choose_password(self.path)

        self.enter_password(PASSWORD)
        self.assertFalse(self.is_signed_in())
        entry = AuditEntry.objects.filter(action="changed").latest("number")
        self.assertEqual(entry.details, {"fields": ["password, by an email"]})
        self.enter_password(NEW_PASSWORD)
        self.assertTrue(self.is_signed_in())

    def test_a_new_password_ends_all_sessions_of_the_account(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.editor)
        self.ask()  # since a sign-in makes earlier links invalid

        self.choose_password(path_of_link(self.get_email().text))

        self.assertFalse(self.is_signed_in(elsewhere))

    def test_the_link_works_once(self):
        self.choose_password(self.path)

        page = self.client.get(self.path, follow=True)

        self.assertContains(page, "This link is no longer valid")

    def test_the_link_ends_when_the_address_of_the_account_changes(self):
        User.objects.update(email="new@example.org")

        page = self.client.get(self.path, follow=True)

        self.assertContains(page, "This link is no longer valid")

    def test_a_new_password_does_not_replace_the_second_factor(self):
        give_second_factor(self.editor)
        self.choose_password(self.path)

        asked = self.enter_password(NEW_PASSWORD)

        self.assertContains(asked, "Now enter the code")
        self.assertFalse(self.is_signed_in())


class DeliveredResetTests(CommittingTestCase):
    def test_a_mail_server_gets_the_link_and_nothing_of_it_is_logged(self):
        an_editor(username="ada", email="ada@example.org")
        with Mailbox() as mailbox, mailbox.in_use(), self.assertLogs(level="DEBUG") as logged:
            logging.getLogger("tests").debug("assertLogs fails if nothing is logged.")
            self.client.post(RESET, {"email": "ada@example.org"})
            deliver_due()

        (email,) = mailbox.emails
        path = path_of_link(email.get_content())
        self.assertEqual(email["To"], "ada@example.org")
        self.assertNotIn(path.split("/")[-2], str(logged.output))
