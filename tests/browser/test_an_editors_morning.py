"""An editor's morning: a writer, an editor and an interviewee, from a draft to a correction."""

import re
from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import override_settings, tag
from django.utils import timezone
from playwright.sync_api import expect

from comments.email.delivery import deliver_due
from interviews.models import AuditEntry, Interview, PreviewLink
from publication.accounts.groups import set_rights
from tests.browser.browser import CLIPBOARD, BrowserTestCase
from tests.builders import a_member_of
from tests.mailbox import Mailbox
from tests.publication.sign_in.staff import PASSWORD, give_second_factor, next_code

PHONE = {"width": 390, "height": 844}
TRANSCRIPT = """Nora Quist: What do you do when the ferry does not come?

Ines Okafor: I count the tins.

Nora Quist: How often was that last winter?

Ines Okafor: Eleven times. The longest was six days, in February.
"""
ANSWER = "[name=exchanges-1-answer]"  # to the second question
ASKED = "How often was that last winter?"
WRONG = "This is wrong: it was ten times."


@tag("both_databases")
@override_settings(PUBLICATION_DEMANDS_REVIEW=True)
class AnEditorsMorning(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.errors = []  # in the scripts of the pages at the desk
        for name in ("Writers", "Editors"):
            Group.objects.get_or_create(name=name)  # the end of another test has deleted them
        set_rights("default")
        people = {"Writers": ("nora", "Nora", "Quist"), "Editors": ("elin", "Elin", "Vasara")}
        self.writer, self.editor = (
            a_member_of(
                group,
                username=name,
                email=f"{name}@example.org",
                first_name=first,
                last_name=last,
            )
            for group, (name, first, last) in people.items()
        )
        give_second_factor(self.editor)

    def test_a_draft_is_reviewed_commented_on_scheduled_read_and_corrected(self):
        self.nora, self.elin = self.a_signed_in_page("nora"), self.a_signed_in_page("elin")
        self.reader = self.a_page()
        self.ask_for_review()
        self.open_the_interview_from_the_email()
        self.assign_a_comment()
        self.answer_the_comment()
        self.make_a_preview_link()
        self.hear_from_the_interviewee()
        self.settle_what_she_says()
        self.end_the_preview()
        self.schedule()
        self.let_the_moment_come()
        self.correct()

        self.assert_the_trail_tells_it()
        self.assertEqual(self.errors, [])

    # --- At the desk --------------------------------------------------------------

    def a_signed_in_page(self, name):
        page = self.a_page(permissions=CLIPBOARD)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open("/admin/", page)
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        if name == "elin":
            page.get_by_role("textbox", name="Code").fill(next_code(self.editor))
            page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="What needs you")).to_be_visible()
        return page

    def assert_said(self, page, words):
        expect(page.locator(".messagelist .success")).to_contain_text(words)

    def change_the_answer(self, page, words):
        page.locator(ANSWER).fill(words)
        page.keyboard.press("Control+s")
        self.assert_said(page, "Saved.")

    # --- The morning --------------------------------------------------------------

    def ask_for_review(self):
        self.nora.get_by_role("link", name="From a transcript").click()
        self.nora.get_by_label("The text").fill(TRANSCRIPT)
        self.nora.get_by_role("button", name="Preview").click()
        self.nora.get_by_role("button", name="Create the draft").click()
        self.nora.locator("#id_title").fill("When the ferry does not come")
        expect(self.nora.get_by_role("button", name="Publish now")).to_have_count(0)
        self.nora.get_by_role("button", name="Submit for review").click()
        self.assert_said(self.nora, "Everybody who can publish it gets an email.")
        self.interview = Interview.objects.get()

    def open_the_interview_from_the_email(self):
        with Mailbox() as mailbox, mailbox.in_use():
            deliver_due()
        [email] = mailbox.emails
        self.assertEqual(email["To"], "elin@example.org")
        self.assertIn("Nora Quist asks for review", email.get_content())

        self.open("/admin/", self.elin)
        self.elin.get_by_role("link", name="1 interview in review").click()
        expect(self.elin.get_by_role("link", name="When the ferry")).to_be_visible()
        self.open(re.search(r"/admin/interviews/\S+", email.get_content())[0], self.elin)
        expect(self.elin.locator("#panel-state")).to_contain_text("in review")

    def assign_a_comment(self):
        self.elin.get_by_role("link", name="Preview", exact=True).click()
        expect(self.elin.locator("main")).to_contain_text("Preview: not published")
        answer = self.elin.locator(".exchange", has_text=ASKED)
        answer.get_by_role("link", name="Comment on this answer").click()
        expect(self.elin.get_by_label("About")).to_contain_text(ASKED)
        self.elin.get_by_role("textbox", name="Comment").fill("The log of the harbour says nine.")
        self.elin.get_by_label("Assigned to").select_option(label="Nora Quist")
        self.elin.get_by_role("button", name="Add the comment").click()
        self.assert_said(self.elin, "The comment is added.")

    def answer_the_comment(self):
        self.open("/admin/", self.nora)
        self.nora.get_by_role("link", name="1 comment to settle: When the ferry").click()
        expect(self.nora.locator(".desk-comment")).to_contain_text("Elin Vasara")
        self.nora.get_by_role("link", name="Edit this exchange").click()
        self.change_the_answer(self.nora, "Nine times. The longest was six days.")
        self.nora.get_by_role("link", name="1 open comment").first.click()
        self.nora.get_by_role("button", name="Settle", exact=True).click()
        expect(self.nora.locator("#content")).to_contain_text("No open comments.")

    def make_a_preview_link(self):
        self.elin.get_by_role("link", name="When the ferry does not come", exact=True).click()
        self.elin.get_by_role("link", name="Preview links").click()
        self.elin.get_by_label("For whom").fill("Ines Okafor")
        self.elin.get_by_role("button", name="Make a link").click()
        self.assert_said(self.elin, "The link is made.")
        self.elin.get_by_role("button", name="Copy").click()
        expect(self.elin.get_by_role("button", name="Copied")).to_be_visible()
        copied = self.elin.evaluate("navigator.clipboard.readText()")
        self.link = PreviewLink.objects.get().get_absolute_url()
        self.assertTrue(copied.endswith(self.link))

    def hear_from_the_interviewee(self):
        self.ines = self.a_page(java_script_enabled=False)
        self.ines.set_viewport_size(PHONE)
        shown = self.open(self.link, self.ines)
        self.assertEqual(shown.headers["cache-control"], "private, no-store")
        self.assertEqual(shown.headers["x-robots-tag"], "noindex, nofollow")
        about = self.ines.locator(".exchange", has_text=ASKED)
        expect(about).to_contain_text("Nine times.")
        about.get_by_text("Comment on this answer").click()
        about.get_by_label("Comment", exact=True).fill(WRONG)
        about.get_by_role("button", name="Send to the editors").click()
        expect(about.locator("blockquote")).to_contain_text(WRONG)
        self.assertEqual(self.ines.context.cookies(), [])

    def settle_what_she_says(self):
        self.open("/admin/", self.elin)
        self.elin.get_by_role("link", name="1 comment to settle: When the ferry").click()
        expect(self.elin.locator(".desk-comment")).to_contain_text(WRONG)
        self.elin.get_by_role("button", name="Settle", exact=True).click()
        self.open(f"/admin/interviews/interview/{self.interview.pk}/change/", self.nora)
        self.change_the_answer(self.nora, "Ten times. The longest was six days.")

    def end_the_preview(self):
        expired = PreviewLink.objects.make(self.interview, name="Bo", days=1, by=self.editor)
        long_ago = timezone.now() - timedelta(days=2)
        PreviewLink.objects.filter(pk=expired.pk).update(
            made_at=long_ago, expires_at=long_ago + timedelta(days=1)
        )
        self.elin.get_by_role("link", name="When the ferry does not come", exact=True).click()
        self.elin.get_by_role("link", name="Preview links").click()
        self.elin.get_by_role("button", name="Revoke").click()
        self.assert_said(self.elin, "The link is revoked.")
        for address in (self.link, expired.get_absolute_url()):
            self.assertEqual(self.get_status(address), 404)

    def schedule(self):
        self.elin.get_by_role("link", name="When the ferry does not come", exact=True).click()
        self.elin.locator("summary", has_text="Schedule").click()
        self.elin.get_by_label("Publish on").fill("2999-01-01T09:00")
        self.elin.locator("button[value=schedule]").click()
        self.assert_said(self.elin, "Scheduled.")
        self.assertEqual(self.get_status("/interviews/when-the-ferry-does-not-come/"), 404)
        self.nora.reload()
        expect(self.nora.locator("#panel-state")).to_contain_text("scheduled")
        expect(self.nora.locator("textarea")).to_have_count(0)

    def let_the_moment_come(self):
        now = timezone.now() - timedelta(seconds=1)
        Interview.objects.filter(pk=self.interview.pk).update(published_at=now)
        self.open("/", self.reader)
        self.reader.get_by_role("link", name="When the ferry does not come", exact=True).click()
        expect(self.reader.locator(".answer").nth(1)).to_contain_text("Ten times.")

    def correct(self):
        self.elin.reload()
        self.elin.locator(ANSWER).fill("Ten times. The longest was five days.")
        self.elin.get_by_label("Correction", exact=True).check()
        self.elin.get_by_label("Note for readers").fill("It was five days, not six.")
        self.elin.keyboard.press("Control+s")
        self.assert_said(self.elin, "Saved.")

        self.reader.reload()
        note = "Correction, "
        top, at_answer = ".announced-corrections", self.reader.locator(".exchange", has_text=ASKED)
        for place in (self.reader.locator(top), at_answer.locator("aside")):
            expect(place).to_contain_text(note)
            expect(place).to_contain_text("It was five days, not six.")
        expect(at_answer.locator(".answer")).to_contain_text("five days.")
        self.assertEqual(self.reader.context.cookies(), [])

    # --- What is left of it -----------------------------------------------------------

    def get_status(self, address):
        return self.reader.request.get(f"{self.live_server_url}{address}").status

    def assert_the_trail_tells_it(self):
        told = AuditEntry.objects.filter(kind="interviews.interview").order_by("number")
        states = [
            (entry.person.account, entry.details["state"])
            for entry in told.select_related("person")
            if "state" in entry.details
        ]
        nora, elin = self.writer.pk, self.editor.pk
        self.assertEqual(states, [(nora, "draft"), (nora, "in_review"), (elin, "scheduled")])
