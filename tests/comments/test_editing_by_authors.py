"""What an edit by an author changes, and what readers see of it."""

from django.test import TestCase

from comments.models import Invitation, ModerationRules, Reply
from tests.builders import a_reply, an_editor, an_interview


def as_sent(text):
    """As browsers send what a field holds: with CRLF, whatever line ends the page had."""
    return "\r\n".join(text.splitlines())


class SavingUnchanged(TestCase):
    """The form is opened, and sent as a browser sends it."""

    def setUp(self):
        self.reply = a_reply(an_interview(), website="https://olu.example/")

    def save(self, **typed):
        address = f"{self.reply.status_url}change/"
        shown = {
            name: self.client.get(address).context["form"][name].value()
            for name in ("body", "name", "website")
        }
        sent = {name: as_sent(value) for name, value in (shown | typed).items()}
        return self.client.post(address, sent)

    def assertNothingHappens(self, **typed):
        before = Reply.objects.filter(pk=self.reply.pk).values().get()

        response = self.save(**typed)

        self.assertRedirects(response, self.reply.status_url)
        self.assertEqual(Reply.objects.filter(pk=self.reply.pk).values().get(), before)
        self.assertFalse(self.reply.decisions.filter(kind="edited").exists())

    def test_saving_a_published_reply_unchanged_changes_nothing(self):
        self.assertNothingHappens()
        self.assertContains(
            self.client.get(self.reply.interview.get_absolute_url()), self.reply.body
        )

    def test_saving_unchanged_changes_nothing_for_any_line_endings(self):
        for body in ("One.\n\nTwo.\n- three", "One.\r\n\r\nTwo.", " One. \n\n  Two.\t\n"):
            with self.subTest(body):
                Reply.objects.filter(pk=self.reply.pk).update(body=body)
                self.assertNothingHappens()

    def test_saving_unchanged_changes_nothing_for_trailing_blanks(self):
        body = f"  {self.reply.body} \n\n"

        self.assertNothingHappens(body=body, name=f" {self.reply.name} ")

    def test_saving_an_invited_reply_unchanged_changes_nothing(self):
        interview = self.reply.interview
        invitation = Invitation.objects.create(
            interview=interview,
            person=interview.credits.first().person,
            email="ines@example.org",
            role="subject",
        )
        self.reply = a_reply(interview, invitation=invitation, name="Ines Okafor", website="")

        self.assertNothingHappens()

    def test_saving_one_more_letter_is_an_edit(self):
        self.save(body=f"{self.reply.body}!")

        self.reply.refresh_from_db()
        self.assertEqual(self.reply.status, Reply.Status.HELD)


class EditingAfterReplies(TestCase):
    def setUp(self):
        ModerationRules.objects.update(policy="open")
        self.reply = a_reply(an_interview(), body="It was right.", name="Olu")
        self.words = {"body": self.reply.body, "name": self.reply.name, "website": ""}

    def answered(self, **words):
        told = {"body": "I agree.", "name": "Maren Holt", "email": "maren@example.org"}
        return a_reply(self.reply.interview, parent=self.reply, **(told | words))

    def change(self, **words):
        self.client.post(f"{self.reply.status_url}change/", self.words | words)
        self.reply.refresh_from_db()
        return self.client.get(self.reply.interview.get_absolute_url())

    def test_readers_see_that_a_reply_was_edited_after_a_reply_to_it(self):
        self.answered()

        page = self.change(body="It was wrong.")

        self.assertContains(page, "It was wrong.")
        self.assertContains(page, "edited after someone replied")
        self.assertContains(self.client.get(self.reply.status_url), "edited after someone replied")

    def test_readers_see_an_edit_after_a_reply_also_if_replies_are_moderated(self):
        self.answered()
        ModerationRules.objects.update(policy="moderated")
        self.change(body="It was wrong.")

        self.reply.approve(by=an_editor())

        page = self.client.get(self.reply.interview.get_absolute_url())
        self.assertContains(page, "edited after someone replied")

    def test_an_edit_before_any_reply_is_shown_as_edited_only(self):
        self.answered(status=Reply.Status.HELD)
        self.answered(email=self.reply.email, body="One thing more.")

        page = self.change(body="It was wrong.")

        self.assertContains(page, "edited")
        self.assertNotContains(page, "edited after someone replied")

    def test_an_edit_of_the_website_only_is_shown_as_edited_only(self):
        self.answered()

        self.assertNotContains(self.change(website="https://olu.example"), "after someone replied")

    def test_an_edit_to_a_name_in_the_same_thread_is_held(self):
        self.answered()

        for name in ("Maren Holt", "MAREN  HOLT", "Mаren Holt", "Holt, Maren"):
            with self.subTest(name):
                self.change(name=name)

                self.assertEqual(self.reply.status, Reply.Status.HELD)
                self.assertIn(["protected-name", "Maren Holt"], self.reply.reasons)

    def test_an_edit_to_an_unused_name_is_not_held(self):
        self.answered()

        page = self.change(name="Olu Adeyemi")

        self.assertEqual(self.reply.status, Reply.Status.PUBLISHED)
        self.assertContains(page, "edited after someone replied")


class InvisibleTexts(TestCase):
    NOTHINGS = (
        *("> ", "> >\n> ", "```\n```", "```"),
        *("&nbsp;", "&#8203;", "\u200b", "`\u00a0`"),
        *("[](https://a.example)", "[&nbsp;](https://a.example)", "![ ](https://a.example/x.png)"),
    )

    def assertRefused(self, address, words):
        for body in self.NOTHINGS:
            with self.subTest(body):
                response = self.client.post(address, words | {"body": body, "website": "a.example"})

                self.assertContains(response, "This looks blank to readers.", status_code=400)
                self.assertContains(response, 'value="a.example"', status_code=400)
                self.assertEqual(response.context["form"]["body"].value(), body)

    def test_an_invisible_text_is_refused_as_a_reply_and_its_preview(self):
        address = f"{an_interview().get_absolute_url()}reply/"
        fields = {"name": "Olu", "email": "olu@example.org"}

        self.assertRefused(address, fields)
        self.assertRefused(address, fields | {"preview": "1"})
        self.assertFalse(Reply.objects.exists())

    def test_an_invisible_text_is_refused_as_an_edit(self):
        reply = a_reply(an_interview())

        self.assertRefused(f"{reply.status_url}change/", {"name": "Olu"})
