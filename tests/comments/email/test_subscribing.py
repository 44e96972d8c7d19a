"""Emails about replies: who gets them, when, what they contain, and how to unsubscribe."""

import time
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings
from django.test import Client, TestCase
from django.utils import timezone

from comments import privacy
from comments.email import messages
from comments.maintenance import notify_moderators
from comments.models import Commenter, QueuedEmail, Reply
from comments.models.authorship import unsubscribe_signer
from comments.models.commenter import COOKIE_NAME
from comments.models.moderation import InvalidDecision
from tests.builders import a_reply, an_editor, an_interview

ONE_CLICK = {"List-Unsubscribe": "One-Click"}  # what RFC 8058 has a mail program post
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
AN_ANSWER = {"name": "Ada", "email": "ada@example.org", "body": "So were we, for ten."}


class MailTestCase(TestCase):
    def setUp(self):
        self.editor = an_editor()
        self.interview = an_interview()
        self.reply = a_reply(
            self.interview,
            email_notifications=Reply.EmailNotifications.ASKED,
            email="olu@example.org",
        )

    def confirm(self):
        return self.client.post(self.reply.confirm_url)

    def an_answer(self, status=Reply.Status.PUBLISHED, **words):
        parent = Reply.objects.get(pk=self.reply.pk)
        return a_reply(self.interview, status, **(AN_ANSWER | {"parent": parent} | words))

    def told(self):
        """The texts of the queued emails to the first commenter about replies."""
        messages = QueuedEmail.objects.filter(kind="new_reply", to="olu@example.org")
        return list(messages.values_list("text", flat=True))


class ReplyNotifications(MailTestCase):
    def test_the_parents_author_is_emailed_when_a_reply_is_published_and_not_before(self):
        self.confirm()

        answer = self.an_answer(Reply.Status.HELD)
        before = self.told()
        answer.approve(by=self.editor)

        self.assertEqual(before, [])
        self.assertEqual(len(self.told()), 1)
        self.assertIn("So were we, for ten.", self.told()[0])

    def test_an_unconfirmed_address_gets_no_email_about_a_reply(self):
        self.client.get(self.reply.confirm_url)

        self.an_answer()

        self.assertEqual(self.told(), [])

    def test_an_author_who_did_not_ask_gets_no_email_about_a_reply(self):
        self.reply = a_reply(self.interview, email="olu@example.org")
        Commenter.objects.confirm("olu@example.org")

        self.an_answer()

        self.assertEqual(self.told(), [])

    def test_an_author_gets_no_email_about_their_own_reply(self):
        self.confirm()

        self.an_answer(email="olu@example.org")

        self.assertEqual(self.told(), [])

    def test_no_email_is_sent_about_a_declined_reply_or_spam(self):
        self.confirm()

        self.an_answer(Reply.Status.DECLINED)
        self.an_answer(Reply.Status.SPAM)

        self.assertEqual(self.told(), [])

    def test_no_email_is_sent_about_a_reply_to_a_removed_reply(self):
        for act in (Reply.withdraw, Reply.erase, Reply.decline, Reply.mark_as_spam):
            with self.subTest(act.__name__):
                self.reply = a_reply(
                    self.interview,
                    email_notifications=Reply.EmailNotifications.ASKED,
                    email="olu@example.org",
                )
                self.confirm()
                answer = self.an_answer(Reply.Status.HELD)

                act(Reply.objects.get(pk=self.reply.pk))
                Reply.objects.get(pk=answer.pk).approve(by=self.editor)

                self.assertEqual(self.told(), [])

    def test_no_email_is_sent_about_a_reply_to_a_withdrawn_interview(self):
        self.confirm()
        answer = self.an_answer(Reply.Status.HELD)

        self.interview.withdraw(by=self.editor)
        Reply.objects.get(pk=answer.pk).approve(by=self.editor)

        self.assertEqual(self.told(), [])

    def test_one_email_is_sent_though_the_approval_is_undone_and_repeated(self):
        self.confirm()
        answer = self.an_answer(Reply.Status.HELD)
        answer.approve(by=self.editor)
        QueuedEmail.objects.all().delete()  # as the post does with what it sent

        answer.undo(by=self.editor)
        answer.approve(by=self.editor)

        self.assertEqual(self.told(), [])

    def test_no_email_leaves_about_a_reply_that_is_removed_before_it_was_sent(
        self,
    ):
        self.confirm()
        answer = self.an_answer(Reply.Status.HELD)
        answer.approve(by=self.editor)

        answer.undo(by=self.editor)
        meanwhile = self.told()
        answer.approve(by=self.editor)

        self.assertEqual(meanwhile, [])
        self.assertEqual(len(self.told()), 1)

    def test_removing_a_reply_keeps_queued_emails_about_others(self):
        self.confirm()
        self.an_answer(body="This one stands.")

        self.an_answer(body="This one does not.").decline(by=self.editor)

        self.assertEqual(len(self.told()), 1)
        self.assertIn("This one stands.", self.told()[0])

    def test_no_queued_email_names_an_erased_author(self):
        self.confirm()

        self.an_answer().erase()

        self.assertEqual(self.told(), [])


class EmailContents(MailTestCase):
    UNREAD = {
        "name": "Zyxwvut",
        "email": "zyxwvut@example.org",
        "website": "https://zyxwvut.example",
        "body": "Zyxwvut sells watches at https://zyxwvut.example",
        "email_notifications": "on",
    }

    def test_only_emails_to_moderators_quote_a_reply_that_nobody_approved(self):
        self.confirm()
        mallory = {**self.UNREAD, "parent": self.reply.pk}

        self.client.post(f"/interviews/{self.interview.slug}/reply/", mallory)
        unread = Reply.objects.get(name="Zyxwvut")
        self.send_every_other_kind()

        self.assertEqual(unread.status, Reply.Status.HELD)
        quoting = [each for each in QueuedEmail.objects.all() if "zyxwvut" in _said(each)]
        self.assertEqual({each.kind for each in quoting}, {"moderators"})
        self.assertEqual({each.to for each in quoting}, {self.editor.email})

    def send_every_other_kind(self):
        self.an_answer()
        privacy.send_link("zyxwvut@example.org")
        notify_moderators()
        until = timezone.now() + timedelta(days=1)
        invitation = messages.invitation("ines@example.org", "Ines", self.interview, "/", until)
        QueuedEmail.objects.enqueue(**invitation)

        files = (settings.BASE_DIR / "templates" / "emails").glob("*.txt")
        kinds = {file.stem for file in files} - {"base"} - ABOUT_NO_REPLY
        self.assertEqual(set(QueuedEmail.objects.values_list("kind", flat=True)), kinds)

    def setUp(self):
        super().setUp()
        self.editor.email = "editor@example.org"
        self.editor.save()


# Emails about accounts and interviews, which know of no reply.
ABOUT_NO_REPLY = {
    *("factor_removed", "password_reset", "staff_invitation"),
    *("review_request", "review_return", "assigned_comment", "preview_comments"),
}


def _said(email):
    return f"{email.subject}\n{email.text}\n{email.headers}".lower()


class Confirming(MailTestCase):
    def test_opening_the_confirmation_page_changes_nothing(self):
        response = self.client.get(self.reply.confirm_url)

        self.reply.refresh_from_db()
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.reply.email_notifications, Reply.EmailNotifications.ASKED)
        self.assertFalse(Commenter.objects.exists())
        self.assertFalse(response.cookies)

    def test_confirming_subscribes_the_author_and_sets_the_cookie(self):
        response = self.confirm()

        self.reply.refresh_from_db()
        self.assertContains(response, "subscribed to replies")
        self.assertEqual(self.reply.email_notifications, Reply.EmailNotifications.WANTED)
        cookie = response.cookies[COOKIE_NAME]
        self.assertTrue(cookie["httponly"])
        self.assertEqual(cookie["samesite"], "Lax")
        self.assertEqual(cookie["path"], "/interviews/")
        self.assertEqual(cookie["max-age"], timedelta(days=180).total_seconds())

    def test_confirming_works_again_after_unsubscribing(self):
        self.client.post(self.reply.unsubscribe_url, {"for_good": "1"})

        self.confirm()
        self.an_answer()

        self.assertEqual(len(self.told()), 1)

    def test_confirming_is_the_only_thing_that_sets_a_cookie(self):
        sent = {
            "name": "Ada",
            "email": "ada@example.org",
            "body": "Yes.",
            "email_notifications": "on",
        }
        address = f"/interviews/{self.interview.slug}/reply/"
        answers = [
            self.client.get(self.interview.get_absolute_url()),
            self.client.get(address),
            self.client.post(address, sent, follow=True),
            self.client.get(self.reply.status_url),
            self.client.get(self.reply.confirm_url),
            self.client.get(self.reply.unsubscribe_url),
            self.client.post(self.reply.unsubscribe_url),
            self.client.get("/replies/privacy/"),
            self.client.post("/replies/privacy/", {"email": "olu@example.org"}),
        ]

        self.assertEqual({answer.status_code for answer in answers}, {200})
        self.assertFalse(self.client.cookies)

    def test_a_forged_confirmation_link_is_not_found(self):
        signed = self.reply.confirm_url.split("/")[3]
        other = signed.replace(f"{self.reply.pk}:", f"{self.reply.pk + 1}:", 1)
        a_reply(self.interview)
        status_name = self.reply.signed_id  # good for its author's page, not for mail

        for name in (other, signed[:-1], f"{self.reply.pk}", status_name):
            for page in (f"/replies/mail/{name}/", f"/replies/mail/{name}/stop/"):
                with self.subTest(page):
                    self.assertEqual(self.client.post(page).status_code, 404)

    def test_confirming_a_reply_that_nobody_can_reply_to_changes_nothing_and_says_so(self):
        said = {
            Reply.withdraw: "If its author undoes that, this link works again.",
            Reply.decline: "The reply isn’t shown",
            Reply.mark_as_spam: "The reply isn’t shown",
            Reply.erase: "The name and the address were erased",
        }
        for act, why in said.items():
            reply = a_reply(
                self.interview,
                email_notifications=Reply.EmailNotifications.ASKED,
                email="olu@example.org",
            )
            address = reply.confirm_url
            act(reply)

            for ask in (self.client.get, self.client.post):
                with self.subTest(f"{act.__name__}, {ask.__name__}"):
                    self.assertContains(ask(address), why, status_code=410)
        self.assertFalse(Commenter.objects.exists())
        self.assertFalse(self.client.cookies)

    def test_an_expired_confirmation_link_says_so(self):
        with patch("django.core.signing.time.time", return_value=time.time() - 15 * 86400):
            address = self.reply.confirm_url

        answer = self.client.post(address)

        self.assertContains(answer, "older than fourteen days", status_code=410)
        self.assertFalse(Commenter.objects.exists())

    def test_confirming_while_the_author_is_erased_stores_nothing(self):
        as_it_was = Reply.objects.get(pk=self.reply.pk)
        self.reply.erase()

        with self.assertRaises(InvalidDecision):
            as_it_was.confirm_email()
        as_it_was.stop_emails(for_good=True)

        self.assertFalse(Commenter.objects.exists())
        self.assertEqual(Reply.objects.get().email_notifications, Reply.EmailNotifications.NONE)


class Unsubscribing(MailTestCase):
    def setUp(self):
        super().setUp()
        self.confirm()
        self.an_answer(body="The first.")
        self.queued_email = QueuedEmail.objects.get(kind="new_reply")
        header = self.queued_email.headers["List-Unsubscribe"]
        self.address = header.strip("<>").removeprefix(settings.PUBLICATION_URL)
        self.queued_email.delete()

    def test_opening_the_unsubscribe_page_changes_nothing(self):
        self.client.get(self.address)

        self.an_answer(body="The second.")
        self.assertEqual(len(self.told()), 1)

    def test_one_click_unsubscribing_needs_no_cookie_and_no_csrf_token(self):
        program = Client(enforce_csrf_checks=True)

        response = program.post(self.address, ONE_CLICK, headers=FROM_ELSEWHERE)

        self.an_answer(body="The second.")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            self.queued_email.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click"
        )
        self.assertEqual(self.told(), [])

    def test_unsubscribing_from_one_reply_keeps_emails_about_another(self):
        other = a_reply(
            self.interview,
            email_notifications=Reply.EmailNotifications.WANTED,
            email="olu@example.org",
        )

        self.client.post(self.address, ONE_CLICK)

        self.an_answer(parent=other)
        self.assertEqual(len(self.told()), 1)

    def test_unsubscribing_after_erasure_says_that_no_more_emails_come(self):
        privacy.erase("olu@example.org")

        seen = self.client.get(self.address)
        by_a_program = Client(enforce_csrf_checks=True).post(
            self.address, ONE_CLICK, headers=FROM_ELSEWHERE
        )
        for_good = self.client.post(self.address, {"for_good": "1"})

        for answer in (seen, by_a_program, for_good):
            self.assertContains(answer, "You won’t get any more emails")
        self.assertFalse(Commenter.objects.exists())

    def test_unsubscribing_from_a_deleted_reply_says_that_no_more_emails_come(self):
        gone = f"/replies/mail/{unsubscribe_signer.sign(2**31)}/stop/"

        self.assertContains(self.client.post(gone, ONE_CLICK), "You won’t get any more emails")

    def test_unsubscribing_twice_is_no_error(self):
        for _each in range(2):
            self.assertEqual(self.client.post(self.address, ONE_CLICK).status_code, 200)

    def test_unsubscribing_from_everything_ends_all_emails(self):
        other = a_reply(
            self.interview,
            email_notifications=Reply.EmailNotifications.WANTED,
            email="olu@example.org",
        )

        self.client.post(self.address, {"for_good": "1"})

        self.an_answer(parent=other)
        self.assertEqual(self.told(), [])
