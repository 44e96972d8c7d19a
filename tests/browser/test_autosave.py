"""A form at the desk is kept on the server while somebody types, and offered again."""

from django.contrib.sessions.models import Session
from django.test import tag
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Autosave, Interview
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft

ANSWER = "[name=exchanges-0-answer]"
QUIET, PAUSE = 3_000, 2_000  # milliseconds, see static/desk/autosave.js
AT_THE_SERVER = "**/admin/autosave/**"
TYPED_EARLY = """addEventListener("DOMContentLoaded", () => {
    const text = document.getElementById("id_text");
    if (!text) return;
    text.value = "Q: What?";
    text.dispatchEvent(new Event("input", { bubbles: true }));
});"""


class AutosaveTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.editor = self.sign_in()
        self.interview = a_draft("A grid", exchanges=2)
        self.page.clock.install()
        self.open(address_of(self.interview))
        self.status = self.page.locator("[data-autosave-status]")

    def type(self, words, page=None):
        (page or self.page).locator(ANSWER).fill(words)

    def wait(self, milliseconds=QUIET):
        self.page.clock.run_for(milliseconds)

    def test_three_seconds_after_typing_the_words_are_kept(self):
        self.type("My words.")
        self.wait()

        expect(self.status).to_contain_text("Saved as a draft")
        self.assertEqual(Autosave.objects.get().unsaved_fields["exchanges-0-answer"], "My words.")
        self.assertEqual(self.complaints, [])

    @tag("both_databases")
    def test_what_a_closed_page_has_kept_is_offered_and_can_be_gone_on_with(self):
        self.type("My words.")
        self.wait()
        expect(self.status).to_contain_text("Saved as a draft")

        page = self.page.context.new_page()
        self.page.close()
        self.open(address_of(self.interview), page)
        page.get_by_role("button", name="Continue with them").press("Enter")
        expect(page.locator(ANSWER)).to_have_value("My words.")
        page.locator("input[name=_continue]").first.click()

        expect(page.locator(".messagelist .success")).to_be_visible()
        expect(page.locator(".autosaves")).to_have_count(0)
        self.assertEqual(self.interview.exchanges.first().answer, "My words.")

    def test_without_an_answer_the_page_says_so_and_tries_again(self):
        self.page.route(AT_THE_SERVER, lambda route: route.abort())
        self.type("My words.")
        self.wait()
        expect(self.status).to_have_text("Not saved, trying again")

        self.page.unroute(AT_THE_SERVER)
        self.wait(PAUSE)

        expect(self.status).to_contain_text("Saved as a draft")

    def test_an_editor_who_was_signed_out_is_asked_to_sign_in_again(self):
        Session.objects.all().delete()
        self.type("My words.")
        self.wait()
        expect(self.status).to_have_text("Not saved: sign in again")
        expect(self.status.get_by_role("link")).to_have_attribute("target", "_blank")

        self.sign_in()
        self.wait(PAUSE)

        expect(self.status).to_contain_text("Saved as a draft")

    def test_an_autosave_under_way_is_aborted_by_saving(self):
        self.page.route(AT_THE_SERVER, lambda route: None)  # never answered
        self.type("My words.")
        with self.page.expect_request(AT_THE_SERVER) as under_way:
            self.wait()
        with self.page.expect_event("requestfailed") as aborted:
            self.page.locator("input[name=_continue]").first.click()

        self.assertEqual(aborted.value, under_way.value)
        expect(self.page.locator(".messagelist .success")).to_be_visible()
        expect(self.page.locator(".autosaves")).to_have_count(0)

    def test_words_that_are_typed_before_the_page_has_loaded_are_kept(self):
        self.page.add_init_script(TYPED_EARLY)
        self.open(reverse("admin:interviews_interview_transcript"))

        self.wait()

        expect(self.status).to_contain_text("Saved as a draft")

    def test_a_transcript_is_kept_on_both_its_pages(self):
        self.open(reverse("admin:interviews_interview_transcript"))
        self.page.locator("#id_text").fill("Q: What?\n\nA: That.\n\nQ: And?\n\nA: No.")
        self.wait()
        expect(self.status).to_contain_text("Saved as a draft")
        self.page.get_by_role("button", name="Preview").click()
        self.page.locator("#id_title").fill("A title")
        self.wait()
        expect(self.status).to_contain_text("Saved as a draft")

        self.page.reload()
        self.page.get_by_role("button", name="Continue with them").click()
        expect(self.page.locator("#id_title")).to_have_value("A title")
        self.page.get_by_role("button", name="Create the draft").click()

        expect(self.page.locator(".messagelist .success")).to_be_visible()
        self.assertTrue(Interview.objects.filter(title="A title").exists())
        self.assertFalse(Autosave.objects.unsaved(self.editor).exists())
