"""Emails about replies: scanners change nothing, one click unsubscribes, no input adds a header."""

import re
from functools import partial
from urllib.parse import urlsplit

from comments.models import Commenter, QueuedEmail, Reply
from tests.builders import a_reply, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import FORM, WORDS, run_concurrently


class MailCase(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Mailed about")
        self.email = self.visitor.reply_fields["email"]

    def emails(self):
        return QueuedEmail.objects.filter(to=self.email)

    def look(self, address):
        """Do what mail scanners do: open the address, and send a HEAD request."""
        for method in ("GET", "HEAD"):
            self.assertEqual(self.visitor.ask(method, address).status, 200)
        return self.visitor.get(address)


class Subscribing(MailCase):
    def setUp(self):
        super().setUp()
        self.visitor.send_reply(self.interview.get_absolute_url(), email_notifications="on")
        self.reply = self.interview.replies.get()

    def test_asking_for_emails_sends_one_email_without_any_text_of_the_commenter(self):
        email = self.emails().get()

        for said in (WORDS, "Olu", self.interview.title):
            self.assertNotIn(said, email.text + email.subject)

    def test_the_confirmation_email_waits_while_there_is_no_mail_server(self):
        self.assertIsNotNone(self.emails().get().due_at)

    def test_opening_the_emailed_link_confirms_nothing(self):
        self.look(self.reply.confirm_url)

        self.reply.refresh_from_db()
        self.assertEqual(self.reply.email_notifications, Reply.EmailNotifications.ASKED)
        self.assertFalse(Commenter.objects.is_subscribed(self.email))

    def test_pressing_the_button_on_the_confirmation_page_subscribes(self):
        form = self.look(self.reply.confirm_url).form_with("Yes, email me")
        form.action = form.action or self.reply.confirm_url

        self.assertEqual(self.visitor.send(form).status, 200)

        self.reply.refresh_from_db()
        self.assertTrue(self.reply.wants_email)

    def test_asking_for_emails_again_sends_no_second_confirmation_email(self):
        for number in range(3):
            a_reply(
                self.interview,
                email=self.email,
                email_notifications=Reply.EmailNotifications.ASKED,
                body=f"{number}.",
            )
        Reply.objects.filter(email=self.email).update(
            written_at="2026-01-01T00:00Z", rate_limit_key=None
        )

        sent = self.visitor.send_reply(
            self.interview.get_absolute_url(), email_notifications="on", body="One more."
        )

        self.assertEqual(sent.status, 302)
        self.assertEqual(self.emails().count(), 1)


class ConcurrentSubscribing(MailCase):
    def leave_at_once(self, *addresses):
        page = self.interview.get_absolute_url()
        return run_concurrently(
            *(
                partial(
                    self.a_visitor().send_reply,
                    page,
                    email=address,
                    body=address,
                    email_notifications="on",
                )
                for address in addresses
            )
        )

    def test_a_mailbox_named_by_many_at_once_is_asked_once_for_all_its_tags(self):
        name = self.email.partition("@")[0]

        answers = self.leave_at_once(*(f"{name}+{tag}@example.org" for tag in "abcdef"))

        self.assertEqual({each.status for each in answers}, {302})
        self.assertEqual(self.interview.replies.count(), 6)
        self.assertEqual(QueuedEmail.objects.filter(to__startswith=f"{name}+").count(), 1)

    def test_all_spellings_of_a_mailbox_count_as_one_commenter(
        self,
    ):
        name, domain = self.email.split("@")
        spellings = [self.email, self.email.upper(), f"{self.email}.", f"{name}@ｅ{domain[1:]}"]
        spellings += [f'"{name}"@{domain}', f"{name}\u200b@{domain}"]

        answers = self.leave_at_once(*spellings)

        self.assertEqual(sorted(each.status for each in answers), [302] + [429] * 5)
        self.assertEqual(self.interview.replies.get().email, self.email)
        self.assertEqual(self.emails().count(), 1)


class Resubscribing(MailCase):
    def setUp(self):
        super().setUp()
        Commenter.objects.unsubscribe(self.email)
        sent = self.visitor.send_reply(self.interview.get_absolute_url(), email_notifications="on")
        self.page = self.visitor.get(sent.location)
        self.unasked = self.emails().count()

    def test_a_commenter_who_unsubscribed_comes_back_by_the_emailed_link_and_its_button(
        self,
    ):
        asked = self.visitor.send(self.page.form_with("Email me the link"))
        (link,) = re.findall(r"^http\S+/replies/mail/\S+$", self.emails().get().text, re.M)
        address = urlsplit(link).path
        seen = self.look(address)
        untouched = Commenter.objects.is_subscribed(self.email)
        form = seen.form_with("Yes, email me")
        form.action = form.action or address
        confirmed = self.visitor.send(form)

        self.assertEqual([asked.status, confirmed.status], [200, 200])
        self.assertEqual([self.unasked, untouched], [0, False])
        self.assertTrue(self.interview.replies.get().wants_email)


class ReplyEmails(MailCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(
            self.interview, email=self.email, email_notifications=Reply.EmailNotifications.WANTED
        )
        Commenter.objects.confirm(self.email)

    def answered(self, status=Reply.Status.PUBLISHED, **words):
        return a_reply(
            self.interview, status, **{"parent": self.reply, "email": "ada@example.org"} | words
        )

    def test_an_email_about_a_reply_never_quotes_a_held_reply(self):
        for status in set(Reply.Status) - {Reply.Status.PUBLISHED, Reply.Status.WITHDRAWN}:
            self.answered(status)

        self.assertFalse(self.emails().exists())

    def test_opening_the_unsubscribe_link_stops_no_emails(self):
        self.look(self.reply.unsubscribe_url)

        self.reply.refresh_from_db()
        self.assertTrue(self.reply.wants_email)

    def test_one_click_in_a_mail_program_unsubscribes(self):
        self.answered()
        headers = self.emails().get().headers
        address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")

        # RFC 8058: from anywhere, without cookies, and with this in its body.
        answer = self.visitor.ask(
            "POST",
            address,
            "List-Unsubscribe=One-Click",
            {
                "Content-Type": FORM,
                "Sec-Fetch-Site": "cross-site",
                "Origin": "https://mail.example",
            },
        )

        self.reply.refresh_from_db()
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertEqual(answer.status, 200)
        self.assertFalse(self.reply.wants_email)

    def test_the_other_button_unsubscribes_from_everything(self):
        form = self.look(self.reply.unsubscribe_url).form_with("Unsubscribe from everything")
        form.action = form.action or self.reply.unsubscribe_url

        self.visitor.send(form, **form.buttons["Unsubscribe from everything"])

        self.assertFalse(Commenter.objects.is_subscribed(self.email))

    def test_a_name_or_a_title_adds_no_header_to_an_email(self):
        self.interview.title = "A title\r\nBcc: victim@example.org"
        self.interview.save()
        self.answered(name="Ada\r\nBcc: victim@example.org", body="Hello\r\n\r\nBcc: me")

        email = self.emails().get()
        mail = email.as_message().message()
        self.assertNotIn("\n", email.subject)
        self.assertNotIn("Bcc", mail)
        self.assertEqual(mail.get_all("To"), [self.email])
