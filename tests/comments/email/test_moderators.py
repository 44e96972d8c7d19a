"""Moderators get an email when the queue fills, at most once an hour."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.utils import timezone

from comments.maintenance import notify_moderators
from comments.models import ModerationRules, QueuedEmail, Reply
from tests.builders import a_reader_with_an_account, a_reply, an_editor, an_interview


def minutes_ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


class QueueEmails(TestCase):
    def setUp(self):
        self.editor = an_editor(email="editor@example.org")
        self.interview = an_interview()

    def held(self, minutes=0, **words):
        """A reply that came into the queue so many minutes ago."""
        queued_at = minutes_ago(minutes)
        return a_reply(self.interview, Reply.Status.HELD, queued_at=queued_at, **words)

    def told(self, minutes):
        ModerationRules.objects.update(moderators_notified_at=minutes_ago(minutes))

    def test_an_empty_queue_sends_no_email(self):
        a_reply(self.interview)

        self.assertEqual(notify_moderators(), 0)

    def test_moderators_are_emailed_the_newest_reply_and_a_link_when_the_queue_fills(self):
        self.held(2, body="The older one."), self.held(1, body="The newer one.")

        notify_moderators()

        email = QueuedEmail.objects.get()
        self.assertEqual(email.to, "editor@example.org")
        self.assertIn("2 replies are waiting", email.text)
        self.assertIn("The newer one.", email.text)
        self.assertNotIn("The older one.", email.text)
        self.assertIn("http://testserver/admin/", email.text)

    def test_further_replies_in_the_queue_send_no_second_email(self):
        self.held()
        notify_moderators()

        self.held()

        self.assertEqual(notify_moderators(), 0)

    def test_no_second_email_is_sent_while_the_queue_is_not_empty(self):
        self.held(300)
        self.told(200)
        self.held(1)

        self.assertEqual(notify_moderators(), 0)

    def test_an_emptied_queue_that_fills_again_sends_another_email(self):
        seen = self.held(300)
        self.told(200)
        seen.approve(by=self.editor)
        self.held(1)

        self.assertEqual(notify_moderators(), 1)

    def test_a_queue_that_fills_again_within_an_hour_sends_an_email_after_the_hour(self):
        self.told(59)
        self.held(30)
        early = notify_moderators()

        self.told(61)

        self.assertEqual((early, notify_moderators()), (0, 1))

    def test_an_email_about_a_reported_reply_does_not_quote_it(self):
        a_reply(self.interview, body="Published words.").report("Rude.", "192.0.2.0/24")

        self.assertEqual(notify_moderators(), 1)
        self.assertNotIn("Published words.", QueuedEmail.objects.get().text)


class ModeratorAddresses(TestCase):
    def setUp(self):
        a_reply(an_interview(), Reply.Status.HELD)

    def told(self):
        notify_moderators()
        return sorted(QueuedEmail.objects.values_list("to", flat=True))

    def may_moderate(self, email, **words):
        account = a_reader_with_an_account(email=email, **words)
        account.user_permissions.add(Permission.objects.get(codename="moderate_reply"))

    def test_moderators_by_group_by_permission_and_superusers_are_emailed(self):
        member = a_reader_with_an_account(email="member@example.org")
        member.groups.add(Group.objects.get(name="Moderators"))
        self.may_moderate("single@example.org")
        an_editor(email="chief@example.org")

        self.assertEqual(
            self.told(), ["chief@example.org", "member@example.org", "single@example.org"]
        )

    def test_moderators_are_emailed_once_per_address(self):
        an_editor(email="desk@example.org"), an_editor(email="desk@example.org")

        self.assertEqual(self.told(), ["desk@example.org"])

    def test_inactive_users_and_users_without_the_permission_are_not_emailed(self):
        self.may_moderate("left@example.org", is_active=False)
        a_reader_with_an_account(email="reader@example.org")
        self.may_moderate("single@example.org")

        self.assertEqual(self.told(), ["single@example.org"])

    def test_the_publication_is_emailed_if_no_moderator_has_an_address(self):
        an_editor()

        self.assertEqual(self.told(), [settings.PUBLICATION_EMAIL])
