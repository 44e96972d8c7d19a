"""A commenter who unsubscribed from everything asks for emails again."""

import re
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from comments.models import Commenter, QueuedEmail, Reply
from tests.builders import a_reply, an_interview

OLU = "olu@example.org"
REPLY_FIELDS = {"body": "We were in the wrong group.", "name": "Olu", "email_notifications": "on"}


class UnsubscribedAddresses(TestCase):
    def setUp(self):
        self.interview = an_interview()
        Commenter.objects.confirm(OLU)
        Commenter.objects.unsubscribe(OLU)

    def reply(self, email=OLU):
        """The page that its author lands on, and the reply."""
        address = f"{self.interview.get_absolute_url()}reply/"
        page = self.client.post(address, {**REPLY_FIELDS, "email": email}, follow=True)
        return page, Reply.objects.latest("pk")

    def ask(self, reply, **how):
        return self.client.post(f"{reply.status_url}email/", **how)

    def confirmation_emails(self):
        return QueuedEmail.objects.filter(kind="confirm", to=OLU)

    def test_an_unsubscribed_address_reads_how_to_turn_emails_on_and_gets_none(self):
        page, reply = self.reply()

        self.assertContains(page, "If this address unsubscribed from everything")
        self.assertContains(page, f"{reply.status_url}email/")
        self.assertFalse(self.confirmation_emails().exists())

    def test_an_unsubscribed_address_gets_emails_again_only_by_the_emailed_confirmation(
        self,
    ):
        _page, reply = self.reply()

        self.ask(reply)
        (email,) = self.confirmation_emails()
        seen = self.client.get(reply.confirm_url)
        before = Commenter.objects.is_subscribed(OLU)
        self.client.post(reply.confirm_url)

        self.assertIn(reply.confirm_url.rpartition(":")[0].rpartition(":")[0], email.text)
        self.assertIn("This address unsubscribed from everything on", email.text)
        self.assertContains(seen, "This address unsubscribed from everything on")
        self.assertFalse(before)
        self.assertTrue(Commenter.objects.is_subscribed(OLU))
        self.assertContains(self.client.get(reply.status_url), "You’re subscribed to replies")

    def test_an_unsubscribed_address_cannot_be_told_from_one_that_nobody_knows(self):
        pages = []
        for email in (OLU, "nobody-knows@example.org"):
            page, reply = self.reply(email)
            asked = self.ask(reply)
            again = self.client.get(reply.status_url)
            pages.append([_without_the_reply(each, reply) for each in (page, asked, again)])

        self.assertEqual(pages[0], pages[1])

    def test_an_unsubscribed_address_cannot_be_told_from_one_that_gets_mail(self):
        _page, reply = self.reply()
        self.client.post(reply.confirm_url)
        pages = [self.client.get(reply.status_url).content, self.ask(reply).content]

        Commenter.objects.unsubscribe(OLU)

        now = [self.client.get(reply.status_url).content, self.ask(reply).content]
        self.assertEqual(now, pages)
        self.assertTrue(self.confirmation_emails().exists())

    def test_an_unsubscribed_address_is_mailed_once_a_day_at_most_and_then_ever_less_often(self):
        _page, reply = self.reply()

        for days, expected in [(0, 1), (0.9, 1), (1, 2), (1.9, 2), (2, 3), (3.9, 3)]:
            confirmation_sent_at = timezone.now() - timedelta(days=days)
            Commenter.objects.exclude(confirmation_sent_at=None).update(
                confirmation_sent_at=confirmation_sent_at
            )
            self.ask(reply)

            with self.subTest(days=days):
                self.assertEqual(self.confirmation_emails().count(), expected)

    def test_an_unsubscribed_address_is_not_mailed_by_looking_or_from_another_site(self):
        _page, reply = self.reply()

        looked = self.client.get(f"{reply.status_url}email/")
        foreign = self.ask(reply, headers={"Sec-Fetch-Site": "cross-site"})

        self.assertEqual([looked.status_code, foreign.status_code], [405, 403])
        self.assertFalse(self.confirmation_emails().exists())

    def test_an_unsubscribed_address_is_not_mailed_about_a_reply_that_nobody_can_answer(self):
        for act in (Reply.withdraw, Reply.decline, Reply.mark_as_spam):
            reply = a_reply(
                self.interview, email=OLU, email_notifications=Reply.EmailNotifications.ASKED
            )
            act(reply)

            self.assertNotContains(self.ask(reply), "Email me the link")
        self.assertFalse(self.confirmation_emails().exists())

    def test_an_address_is_asked_again_without_delay_after_it_unsubscribed_again(
        self,
    ):
        _page, reply = self.reply()
        self.ask(reply)
        self.client.post(reply.confirm_url)
        self.client.post(reply.unsubscribe_url, {"for_good": "1"})
        QueuedEmail.objects.all().delete()

        again = a_reply(
            self.interview, email=OLU, email_notifications=Reply.EmailNotifications.ASKED
        )
        self.ask(again)

        self.assertEqual(self.confirmation_emails().count(), 1)


class UnconfirmedAddresses(TestCase):
    def test_an_unconfirmed_address_is_mailed_the_link_again_an_hour_later(self):
        reply = a_reply(
            an_interview(), email=OLU, email_notifications=Reply.EmailNotifications.ASKED
        )
        Commenter.objects.claim_confirmation_email(OLU)
        address = f"{reply.status_url}email/"

        self.client.post(address)
        at_once = QueuedEmail.objects.count()
        Commenter.objects.update(confirmation_sent_at=timezone.now() - timedelta(hours=1))
        self.client.post(address)

        self.assertEqual([at_once, QueuedEmail.objects.count()], [0, 1])
        self.assertNotIn("unsubscribed", QueuedEmail.objects.get().text)


def _without_the_reply(page, reply):
    """A page, but for what tells which reply it is about, and when that was written."""
    html = page.content.decode().replace(reply.signed_id, "").replace(f"reply-{reply.pk}", "")
    return re.sub(r"<time .*?</time>", "", html)
