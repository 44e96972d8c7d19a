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

    def test_a_queue_that_is_empty_is_no_news(self):
        a_reply(self.interview)

        self.assertEqual(notify_moderators(), 0)

    def test_a_queue_that_fills_is_told_with_the_newest_and_the_way_there(self):
        self.held(2, body="The older one."), self.held(1, body="The newer one.")

        notify_moderators()

        email = QueuedEmail.objects.get()
        self.assertEqual(email.to, "editor@example.org")
        self.assertIn("2 replies are waiting", email.text)
        self.assertIn("The newer one.", email.text)
        self.assertNotIn("The older one.", email.text)
        self.assertIn("http://testserver/admin/", email.text)

    def test_a_queue_is_told_once_however_much_more_comes(self):
        self.held()
        notify_moderators()

        self.held()

        self.assertEqual(notify_moderators(), 0)

    def test_a_queue_is_not_told_again_while_anything_of_it_waits(self):
        self.held(300)
        self.told(200)
        self.held(1)

        self.assertEqual(notify_moderators(), 0)

    def test_a_queue_that_was_emptied_and_fills_again_is_told_again(self):
        seen = self.held(300)
        self.told(200)
        seen.approve(by=self.editor)
        self.held(1)

        self.assertEqual(notify_moderators(), 1)

    def test_a_queue_that_fills_again_within_the_hour_is_told_when_it_is_over(self):
        self.told(59)
        self.held(30)
        early = notify_moderators()

        self.told(61)

        self.assertEqual((early, notify_moderators()), (0, 1))

    def test_a_queue_with_a_reported_reply_is_told_without_quoting_it(self):
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

    def test_moderators_are_told_by_group_by_permission_or_because_they_may_do_anything(self):
        member = a_reader_with_an_account(email="member@example.org")
        member.groups.add(Group.objects.get(name="Moderators"))
        self.may_moderate("single@example.org")
        an_editor(email="chief@example.org")

        self.assertEqual(
            self.told(), ["chief@example.org", "member@example.org", "single@example.org"]
        )

    def test_moderators_are_told_once_for_each_address(self):
        an_editor(email="desk@example.org"), an_editor(email="desk@example.org")

        self.assertEqual(self.told(), ["desk@example.org"])

    def test_moderators_are_not_those_who_left_or_merely_have_an_account(self):
        self.may_moderate("left@example.org", is_active=False)
        a_reader_with_an_account(email="reader@example.org")
        self.may_moderate("single@example.org")

        self.assertEqual(self.told(), ["single@example.org"])

    def test_moderators_are_reached_at_the_publication_if_none_has_an_address(self):
        an_editor()

        self.assertEqual(self.told(), [settings.PUBLICATION_EMAIL])
