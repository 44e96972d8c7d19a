"""The headers that a mail server gets are neither folded nor encoded without need."""

import re
from email.header import decode_header, make_header

from django.test import TestCase, override_settings

from comments.email import messages
from comments.email.delivery import deliver_due
from comments.models import QueuedEmail
from tests.builders import a_reply, an_interview
from tests.mailbox import Mailbox

LONG = "/replies/mail/" + "a1b2c3d4:" * 60 + "/stop/"
NAME = "Über, „die“ “Gespräche” über Macht und Ohnmacht, ungekürzt und wörtlich"


class Headers(TestCase):
    def sent(self, title="Rivers", **words):
        """{name: the lines of the header} of a mail about an answer."""
        interview = an_interview(title)
        reply = a_reply(interview, email="olu@example.org")
        answer = a_reply(interview, parent=reply, name="Ines")
        with Mailbox() as mailbox, mailbox.in_use():
            QueuedEmail.objects.enqueue(**messages.new_reply(reply, answer, LONG))
            deliver_due()
        head = mailbox.raw[0].partition(b"\r\n\r\n")[0].decode("ascii")
        fields = re.split(r"\r\n(?=[^ \t])", head)
        return {name: said.split("\r\n") for name, _, said in (f.partition(": ") for f in fields)}

    def test_unsubscribe_headers_stay_on_one_line_for_any_address(self):
        sent = self.sent()

        self.assertEqual(sent["List-Unsubscribe"], [f"<http://testserver{LONG}>"])
        self.assertEqual(sent["List-Unsubscribe-Post"], ["List-Unsubscribe=One-Click"])

    def test_the_message_id_stays_on_one_line(self):
        with override_settings(PUBLICATION_URL=f"https://{'a-long-name.' * 10}example"):
            sent = self.sent()

        (message_id,) = sent["Message-ID"]
        self.assertRegex(message_id, r"^<[^<>\s]+@(a-long-name\.){10}example>$")

    def test_other_characters_in_headers_are_encoded_in_words_of_at_most_76_characters(self):
        title = "Ünïcødé wörds " * 7
        with override_settings(PUBLICATION_NAME=NAME):
            sent = self.sent(title.strip())

        subject, sender = sent["Subject"], sent["From"]
        self.assertEqual(_said(subject), f"New reply to what you wrote about “{title.strip()}”")
        self.assertEqual(_said(sender), f"{NAME} <editors@localhost>")
        encoded = re.findall(r"=\?[^ \n]+\?=", "\n".join(subject + sender))
        self.assertGreater(len(encoded), 3)
        self.assertLessEqual(max(map(len, encoded)), 76)

    def test_headers_in_ascii_are_not_encoded(self):
        with override_settings(PUBLICATION_NAME='Rivers, "Locks" & Co.'):
            sent = self.sent("A very plain title " * 8)

        self.assertEqual(sent["From"], ['"Rivers, \\"Locks\\" & Co." <editors@localhost>'])
        self.assertNotIn("=?", "".join(sent["From"] + sent["To"] + sent["Auto-Submitted"]))


def _said(lines):
    return str(make_header(decode_header("\r\n".join(lines))))
