"""Replies of known commenters appear at once, and nobody can pretend to be one."""

from datetime import timedelta
from unittest import mock

from django.test import Client, TestCase
from django.utils import timezone

from comments.models import Reply
from comments.models.commenter import COOKIE_LIFETIME, COOKIE_NAME
from tests.builders import a_reply, an_editor, an_interview

REPLY_FIELDS = {"body": "And again this year.", "name": "Olu", "email": "olu@example.org"}


class KnownCommenters(TestCase):
    def setUp(self):
        self.editor = an_editor()
        self.interview = an_interview(at=timezone.now() - timedelta(days=400))

    def approved(self, days_ago, by=True, **words):
        """A reply of this writer's, approved so many days ago."""
        moment = timezone.now() - timedelta(days=days_ago)
        with mock.patch.object(timezone, "now", lambda: moment):
            words = {"name": "Olu", "email": "olu@example.org", "written_at": moment} | words
            reply = a_reply(self.interview, Reply.Status.HELD, **words)
            reply.approve(by=self.editor if by else None)
        return reply

    def confirm(self):
        """The writer opens the mail we sent, in this browser, and presses the button."""
        self.client.post(Reply.objects.first().confirm_url)

    def write(self, browser=None, **words):
        """The state that a new reply is in after it was sent."""
        (browser or self.client).post(
            f"/interviews/{self.interview.slug}/reply/", REPLY_FIELDS | words
        )
        return Reply.objects.get(body="And again this year.").status

    def test_a_commenter_with_two_approvals_and_a_proven_address_is_published_at_once(self):
        self.approved(2), self.approved(1)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.PUBLISHED)

    def test_a_commenter_is_not_known_by_name_and_address_typed_in_another_browser(self):
        self.approved(2), self.approved(1)
        self.confirm()

        self.assertEqual(self.write(Client()), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_writing_as_somebody_else_from_a_proven_browser(self):
        self.approved(2, email="ada@example.org"), self.approved(1, email="ada@example.org")
        self.approved(3)
        self.client.post(Reply.objects.get(email="olu@example.org").confirm_url)

        self.assertEqual(self.write(email="ada@example.org"), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_one_approval(self):
        self.approved(1)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_any_more_after_six_months(self):
        self.approved(184), self.approved(1)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_approvals_of_the_rules(self):
        self.approved(2, by=False), self.approved(1)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_an_approval_that_was_undone(self):
        self.approved(2), self.approved(1).undo(by=self.editor)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_an_approval_that_was_overruled(self):
        self.approved(2), self.approved(1).decline(by=self.editor)
        self.confirm()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_without_an_address_is_not_known_by_erased_replies(self):
        self.approved(2).erase(), self.approved(1).erase()

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_a_forged_cookie(self):
        self.approved(2), self.approved(1)
        self.confirm()
        proof = self.client.cookies[COOKIE_NAME].value

        self.client.cookies[COOKIE_NAME] = proof[:-1] + ("A" if proof[-1] != "A" else "B")

        self.assertEqual(self.write(), Reply.Status.HELD)

    def test_a_commenter_is_not_known_by_an_expired_cookie(self):
        self.approved(2), self.approved(1)
        with mock.patch("time.time", lambda: timezone.now().timestamp() - age(COOKIE_LIFETIME)):
            self.confirm()
        proof = self.client.cookies[COOKIE_NAME].value
        self.client.cookies.clear()

        self.client.cookies[COOKIE_NAME] = proof

        self.assertEqual(self.write(), Reply.Status.HELD)


def age(limit):
    return (limit + timedelta(minutes=1)).total_seconds()
