"""The texts of emails, and what readers' input can do in them."""

from datetime import UTC, datetime

from django.core import mail
from django.test import SimpleTestCase, TestCase

from comments.email import messages
from comments.email.delivery import deliver_due
from comments.email.plain_text import wrap_lines
from comments.models import QueuedEmail, Reply
from tests.builders import a_reply, an_interview

LONG = "/replies/" + "a1b2c3d4" * 20 + "/"


class AnyEmail(TestCase):
    def setUp(self):
        self.interview = an_interview("Rivers & “locks” <b>of</b> the north")
        self.reply = a_reply(self.interview)
        self.answer = a_reply(self.interview, parent=self.reply, name="Ines & Co.")
        until = datetime(2030, 5, 4, 12, tzinfo=UTC)
        self.all = [
            messages.confirm("olu@example.org", LONG),
            messages.new_reply(self.reply, self.answer, LONG),
            messages.moderators("mod@example.org", 3, LONG, newest=self.reply),
            messages.invitation("ines@example.org", "Ines Okafor", self.interview, LONG, until),
            messages.personal_data("olu@example.org", LONG),
            messages.review_request("ed@example.org", "Rivers & <b>locks</b>", "Olu & Ada", LONG),
            messages.review_return("w@example.org", "Rivers", "Olu & Ada", "<b>No</b> " * 99, LONG),
            messages.assigned_comment(
                "ed@example.org", "Rivers", "Olu", "Is “it” <b>so</b>?", LONG
            ),
            messages.preview_comments(
                "ed@example.org", "Rivers", 2, "Ines", "<i>No</i> & no", LONG
            ),
        ]

    def test_any_email_goes_out_through_the_outbox(self):
        for words in self.all:
            QueuedEmail.objects.enqueue(**words)

        self.assertEqual(deliver_due(), len(self.all))
        self.assertEqual([sent.to for sent in mail.outbox], [[words["to"]] for words in self.all])

    def test_any_email_has_a_subject_of_one_line_and_tells_who_writes(self):
        for words in self.all:
            with self.subTest(words["kind"]):
                self.assertRegex(words["subject"], r"^[^\n]{10,150}$")
                self.assertFalse(words["subject"].startswith("Subject"))
                self.assertIn("prompt/power\nhttp://testserver/\n", words["text"])

    def test_any_email_has_whole_addresses_that_no_line_breaks(self):
        for words in self.all:
            with self.subTest(words["kind"]):
                self.assertIn(f"\nhttp://testserver{LONG}\n", words["text"])

    def test_any_email_has_no_line_longer_than_a_mail_may_have(self):
        for words in self.all:
            lines = [line for line in words["text"].splitlines() if "http" not in line]

            with self.subTest(words["kind"]):
                self.assertLessEqual(max(map(len, lines)), 76)

    def test_any_email_is_plain_text_in_which_nothing_is_escaped(self):
        for words in self.all:
            with self.subTest(words["kind"]):
                self.assertNotRegex(words["subject"] + words["text"], "&amp;|&lt;|&quot;|&#|{[{%]")

        self.assertIn("Rivers & “locks” <b>of</b> the north", self.all[1]["subject"])

    def test_any_email_asks_no_machine_to_answer(self):
        for words in self.all:
            self.assertEqual(words["headers"]["Auto-Submitted"], "auto-generated")
            self.assertEqual(words["headers"]["X-Auto-Response-Suppress"], "All")


class ConfirmationEmail(TestCase):
    def test_a_confirmation_email_has_no_word_that_somebody_else_chose(self):
        words = messages.confirm("olu@example.org", "/mail/x/")

        self.assertNotIn("olu", words["subject"] + words["text"])
        self.assertNotIn("List-Unsubscribe", words["headers"])
        self.assertIn("unless you confirm", " ".join(words["text"].split()))


class NewReplyEmail(TestCase):
    def answered(self, title="Rivers", **words):
        interview = an_interview(title)
        reply = a_reply(interview, email="olu@example.org", body="What I asked.")
        answer = a_reply(interview, parent=reply, **words)
        return messages.new_reply(reply, answer, "/mail/stop/x/"), answer

    def test_an_email_about_a_reply_quotes_its_first_words_without_its_markup_and_leads_there(self):
        words, answer = self.answered(
            name="Ines", body="*Nobody* told [us](https://a.example).\n\nNo."
        )

        self.assertEqual(words["to"], "olu@example.org")
        self.assertIn("Ines replied to what you wrote about “Rivers”:", words["text"])
        self.assertIn("\n> Nobody told us <https://a.example>.\n>\n> No.\n", words["text"])
        self.assertIn(f"http://testserver{answer.get_absolute_url()}\n", words["text"])

    def test_an_email_about_a_reply_quotes_what_the_reply_quotes_one_level_deeper(self):
        words, _answer = self.answered(body="> We knew.\n\n[Librarian]: Shelf-12")

        self.assertIn("\n\n>> We knew.\n>\n> [Librarian]: Shelf-12\n\n", words["text"])

    def test_an_email_about_a_reply_isolates_a_name_that_runs_from_right_to_left(
        self,
    ):
        words, _answer = self.answered(name="אורי\u200f", title="على الحافة")

        beginning = (
            "\u2068אורי\u200f\u2069 replied to what you wrote about “\u2068على الحافة\u2069”:"
        )
        self.assertTrue(words["text"].startswith(beginning))
        self.assertEqual(
            words["subject"], "New reply to what you wrote about “\u2068على الحافة\u2069”"
        )

    def test_an_email_about_a_reply_quotes_no_more_than_forty_words(self):
        words, _answer = self.answered(body="word " * 300)

        self.assertEqual(words["text"].count("word"), 40)
        quoted = words["text"].split("\n\n")[1].splitlines()
        self.assertTrue(all(line.startswith("> ") for line in quoted))

    def test_an_email_about_a_reply_can_be_stopped_by_one_click(self):
        words, _answer = self.answered()

        self.assertEqual(words["headers"]["List-Unsubscribe"], "<http://testserver/mail/stop/x/>")
        self.assertEqual(words["headers"]["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn("\nhttp://testserver/mail/stop/x/\n", words["text"])

    def test_an_email_about_a_reply_lets_no_name_add_a_line_or_a_header(
        self,
    ):
        words, _answer = self.answered(
            name="Ines\r\nBcc: x@example.org\n\n\u202eYour\x1b[31m prize",
            title="Rivers\u2028\u2066and\u2069 locks",
        )

        self.assertIn("Ines Bcc: x@example.org Your [31m prize replied to what you", words["text"])
        self.assertEqual(words["subject"], "New reply to what you wrote about “Rivers and locks”")
        self.assertNotRegex(words["text"], r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]")

    def test_an_email_about_a_reply_keeps_what_other_scripts_need(self):
        words, _answer = self.answered(name="👩\u200d🔬 می\u200cخواهم", body="日本語 " * 3)

        self.assertIn("👩\u200d🔬 می\u200cخواهم", words["text"])
        self.assertIn("日本語", words["text"])

    def test_an_email_about_a_reply_of_a_very_long_title_has_a_subject_of_some_length(self):
        words, _answer = self.answered(title="Rivers " * 25)

        self.assertLessEqual(len(words["subject"]), 150)


class ModeratorEmail(TestCase):
    def test_an_email_to_moderators_counts_what_waits(self):
        one = messages.moderators("mod@example.org", 1, "/admin/")
        three = messages.moderators("mod@example.org", 3, "/admin/")

        self.assertEqual(one["subject"], "1 reply is waiting")
        self.assertEqual(three["subject"], "3 replies are waiting")
        self.assertNotIn(">", three["text"])

    def test_an_email_to_moderators_may_quote_what_nobody_has_approved(self):
        held = a_reply(an_interview(), status=Reply.Status.HELD, body="Look at this.")

        words = messages.moderators("mod@example.org", 1, "/admin/", newest=held)

        self.assertIn("\n> Look at this.\n", words["text"])


class InvitationEmail(TestCase):
    def test_an_invitation_says_for_whom_and_until_when_its_link_is_good(self):
        until = datetime(2030, 5, 4, 12, tzinfo=UTC)

        words = messages.invitation(
            "i@example.org", "Ines Okafor", an_interview("Rivers"), "/x/", until
        )

        self.assertIn("Dear Ines Okafor,", words["text"])
        self.assertRegex(" ".join(words["text"].split()), r"It works until .*4.*2030\.")


class LineWidth(SimpleTestCase):
    def test_wrapping_leaves_lines_and_signatures_as_they_are(self):
        self.assertEqual(
            wrap_lines("One.\nTwo.\n\n\n\nThree.\n-- \nUs\n"), "One.\nTwo.\n\nThree.\n-- \nUs\n"
        )

    def test_wrapping_never_breaks_an_address(self):
        address = "https://example.org/" + "very-long-" * 20

        self.assertIn(f"\n{address}\n", wrap_lines(f"See what {'we said ' * 12}{address} there."))
