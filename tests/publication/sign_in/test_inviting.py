"""Staff are invited by email and choose their password."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.test import override_settings
from django.utils import timezone

from comments.email.delivery import deliver_due
from comments.models import QueuedEmail
from interviews.models import AuditEntry
from publication.models import StaffInvitation
from tests.live import CommittingTestCase
from tests.mailbox import Mailbox
from tests.publication.sign_in.staff import (
    NEW_PASSWORD,
    SIGN_IN,
    StaffCase,
    an_account_manager,
    path_of_link,
)

ADD = "/admin/auth/user/add/"
BOB = {"username": "bob", "first_name": "Bob", "email": "Bob@Example.org"}


def a_group():
    """Return the key of the group of moderators; a test that commits has emptied the table."""
    return Group.objects.get_or_create(name="Moderators")[0].pk


class InvitingCase(StaffCase):
    def setUp(self):
        self.manager = an_account_manager()
        self.client.force_login(self.manager)

    def invite(self, **changes):
        sent = BOB | {"groups": [a_group()], "_continue": "1"} | changes
        return self.client.post(ADD, sent, follow=True)

    def get_account(self):
        return User.objects.get(username="bob")

    def get_path(self):
        return path_of_link(self.get_email().text)

    def page_of_account(self):
        return self.client.get(f"/admin/auth/user/{self.get_account().pk}/change/")


class InvitingTests(InvitingCase):
    def test_the_form_asks_for_no_password(self):
        page = self.client.get(ADD)

        self.assertNotContains(page, 'type="password"')
        self.assertContains(page, "gets an email with a link, and chooses a password")

    def test_an_invited_account_belongs_to_staff_and_has_no_password(self):
        group = Group.objects.get(name="Moderators")
        self.invite(groups=[group.pk])

        account = self.get_account()
        self.assertTrue(account.is_staff and account.is_active)
        self.assertFalse(account.has_usable_password() or account.is_superuser)
        self.assertEqual(account.email, "bob@example.org")
        self.assertEqual(list(account.groups.all()), [group])

    def test_the_email_names_who_invites_and_the_username(self):
        self.invite()

        email = self.get_email()
        self.assertEqual(email.to, "bob@example.org")
        self.assertIn("manager invites you to the desk of", email.text)
        self.assertIn("Your username is: bob", email.text)

    @override_settings(PUBLICATION_URL="https://quarterly.example", ALLOWED_HOSTS=["*"])
    def test_the_link_is_on_the_address_of_the_publication(self):
        sent = BOB | {"groups": [a_group()]}
        self.client.post(ADD, sent, headers={"host": "evil.example"})

        self.assertIn("https://quarterly.example/admin/choose-password/", self.get_email().text)
        self.assertNotIn("evil", self.get_email().text)

    def test_an_account_needs_an_address(self):
        page = self.invite(email="")

        self.assertContains(page, "This field is required")
        self.assertFalse(User.objects.filter(username="bob").exists())

    def test_two_accounts_never_share_an_address(self):
        page = self.invite(email="ADA@EXAMPLE.ORG")
        self.assertContains(page, "Another account has this email address")
        self.invite()
        sent = {"username": "bob", "email": "Ada@example.org", "groups": [a_group()]}
        account = self.get_account()

        page = self.client.post(f"/admin/auth/user/{account.pk}/change/", sent)

        self.assertContains(page, "Another account has this email address")

    def test_an_account_from_before_may_lack_an_address(self):
        account = User.objects.create_user("early", is_staff=True)
        joined = account.date_joined
        sent = {"username": "early", "first_name": "E.", "date_joined_0": joined.date()}
        sent["date_joined_1"] = joined.strftime("%H:%M:%S")

        self.client.post(f"/admin/auth/user/{account.pk}/change/", sent)

        account.refresh_from_db()
        self.assertEqual(account.first_name, "E.")

    def test_nothing_is_invited_when_an_account_is_changed(self):
        self.invite()
        account = self.get_account()
        self.client.post(f"/admin/auth/user/{account.pk}/change/", BOB | {"first_name": "B."})

        self.assertEqual(QueuedEmail.objects.count(), 1)


class InvitationStateTests(InvitingCase):
    def test_the_desk_shows_that_an_invitation_waits_and_sends_it_again(self):
        self.invite()
        self.assertRegex(self.page_of_account().text, r"Invited on .*, not yet accepted\.")
        self.assertContains(self.client.get("/admin/auth/user/"), "invited, not yet accepted")
        StaffInvitation.objects.update(sent_at=timezone.now() - timedelta(days=9))
        page = f"/admin/auth/user/{self.get_account().pk}/invite/"
        self.assertContains(self.client.get(page), "bob@example.org")

        self.client.post(page)

        sent_at = StaffInvitation.objects.get().sent_at
        self.assertLess(timezone.now() - sent_at, timedelta(minutes=1))
        self.assertEqual(QueuedEmail.objects.count(), 2)
        details = AuditEntry.objects.latest("number").details
        self.assertEqual(details["done"], "Invited by email.")

    def test_the_desk_tells_why_an_invitation_was_not_delivered(self):
        self.invite()
        self.assertContains(self.page_of_account(), "The email waits to be sent.")
        QueuedEmail.objects.update(last_error="550 no such mailbox")

        self.assertContains(self.page_of_account(), "550 no such mailbox")

    def test_an_account_with_a_password_is_not_invited_again(self):
        page = f"/admin/auth/user/{self.manager.pk}/invite/"

        self.client.post(page)

        self.assertFalse(QueuedEmail.objects.exists())


class AcceptingTests(InvitingCase):
    def setUp(self):
        super().setUp()
        self.invite()
        self.path = self.get_path()
        self.client.logout()

    def test_invited_staff_choose_a_password_and_sign_in(self):
        done = self.choose_password(self.path)
        self.assertContains(done, "Your password is set. Sign in as bob.")

        self.client.post(SIGN_IN, {"username": "bob", "password": NEW_PASSWORD})

        self.assertTrue(self.is_signed_in())
        self.assertTrue(StaffInvitation.objects.get().is_accepted)

    def test_an_invitation_works_once(self):
        self.choose_password(self.path)

        page = self.client.get(self.path, follow=True)

        self.assertContains(page, "This link is no longer valid")

    def test_an_invitation_expires(self):
        with override_settings(PASSWORD_RESET_TIMEOUT=-1):
            page = self.client.get(self.path, follow=True)

        self.assertContains(page, "This link is no longer valid")

    def test_a_weak_password_is_refused(self):
        page = self.choose_password(self.path, "12345678")

        self.assertContains(page, "too common")
        self.assertFalse(self.get_account().has_usable_password())

    def test_the_page_of_a_link_is_not_stored(self):
        page = self.client.get(self.path, follow=True)

        self.assertIn("no-store", page["Cache-Control"])
        self.assertNotIn(self.path.split("/")[-2], page.text)


class DeliveredInvitationTests(CommittingTestCase):
    def test_a_mail_server_gets_the_invitation(self):
        self.client.force_login(an_account_manager())
        with Mailbox() as mailbox, mailbox.in_use():
            self.client.post(ADD, BOB | {"groups": [a_group()]})
            deliver_due()

        (email,) = mailbox.emails
        self.assertEqual(email["To"], "bob@example.org")
        self.assertEqual(email.get_content_type(), "text/plain")
        path = path_of_link(email.get_content())
        self.assertEqual(self.client.get(path).status_code, 302)
