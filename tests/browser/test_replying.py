"""Replying in a browser, with and without JavaScript."""

from playwright.sync_api import expect

from comments.models import Reply
from tests.browser.browser import BrowserTestCase
from tests.builders import a_reply, an_interview


class ReplyingTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()

    def reply(self, page, body="We were in the wrong group.", website=""):
        self.open(self.interview.get_absolute_url(), page)
        page.locator("[name=body]").fill(body)
        page.locator("[name=name]").fill("Olu")
        page.locator("[name=email]").fill("olu@example.org")
        page.locator("[name=website]").fill(website)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("An editor will review")

    def test_a_held_reply_is_shown_in_its_authors_browser_only(self):
        self.reply(self.page)

        self.open(self.interview.get_absolute_url())
        mine = self.page.get_by_text("We were in the wrong group.")
        expect(mine).to_be_visible()
        expect(self.page.get_by_text("Only you can see this")).to_be_visible()
        somebody = self.a_page()
        self.open(self.interview.get_absolute_url(), somebody)
        somebody.wait_for_load_state("networkidle")
        self.assertEqual(somebody.get_by_text("We were in the wrong group.").count(), 0)

    def test_formatting_help_opens_by_keyboard_without_scripts_and_fits_a_narrow_window(self):
        page = self.a_page(java_script_enabled=False)
        page.set_viewport_size({"width": 320, "height": 640})
        self.open(self.interview.get_absolute_url(), page)
        help_text = page.get_by_text("You can use *emphasis*")
        expect(help_text).to_be_hidden()

        page.get_by_text("Formatting help").press("Enter")

        expect(help_text).to_be_visible()
        self.assertLessEqual(page.locator("html").bounding_box()["width"], 320)
        box = help_text.bounding_box()
        self.assertLessEqual(box["x"] + box["width"], 320)

    def test_a_published_reply_is_shown_once(self):
        self.reply(self.page)
        Reply.objects.get().approve(by=None)

        self.open(self.interview.get_absolute_url())
        self.page.wait_for_load_state("networkidle")

        self.assertEqual(self.page.get_by_text("We were in the wrong group.").count(), 1)
        self.assertEqual(self.page.evaluate("localStorage.getItem('replies')"), "[]")

    def test_a_reply_can_be_sent_edited_and_withdrawn_without_scripts(self):
        page = self.a_page(java_script_enabled=False)
        self.reply(page, body="Nine *years*.")
        page.get_by_role("link", name="Edit").click()
        page.locator("[name=body]").fill("Ten *years*.")
        page.get_by_role("button", name="Preview").click()
        expect(page.locator(".reply-preview em")).to_have_text("years")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Ten years.")).to_be_visible()

        page.get_by_role("button", name="Withdraw").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("You withdrew your reply")
        self.assertEqual(Reply.objects.get().status, Reply.Status.WITHDRAWN)

    def test_saving_a_reply_without_edits_leaves_it_as_it_was(self):
        reply = a_reply(
            self.interview, body="One.\n\n- two\n- three", website="https://olu.example"
        )
        self.open(f"{reply.status_url}change/")

        self.page.get_by_role("button", name="Save").click()

        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your reply is published")
        self.assertFalse(reply.decisions.filter(kind="edited").exists())

    def test_a_reply_of_invisible_characters_comes_back_with_the_form_as_typed(self):
        self.open(self.interview.get_absolute_url())
        for name, typed in {"body": "> ", "name": "Olu", "email": "olu@example.org"}.items():
            self.page.locator(f"[name={name}]").fill(typed)

        self.page.get_by_role("button", name="Send").click()

        expect(self.page.get_by_role("alert")).to_contain_text("This looks blank to readers.")
        expect(self.page.locator("[name=name]")).to_have_value("Olu")
        expect(self.page.locator("[name=body]")).to_have_value("> ")

    def test_a_reply_is_withdrawn_and_restored_by_one_tap_each_without_scripts(self):
        page = self.a_page(java_script_enabled=False)
        self.reply(page)
        page.get_by_role("button", name="Withdraw").click()
        expect(page.locator(".standfirst")).to_contain_text("(UTC)")

        page.get_by_role("button", name="Undo").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("An editor will review")
        self.assertEqual(Reply.objects.get().status, Reply.Status.HELD)

    def test_a_website_can_be_typed_without_its_scheme(self):
        self.reply(self.page, website="example.org/olu")

        self.assertEqual(Reply.objects.get().website, "https://example.org/olu")

    def test_a_reply_to_an_answer_begins_below_that_answer(self):
        self.open(self.interview.get_absolute_url())

        self.page.locator(".answer-menu summary").click()
        self.page.get_by_role("link", name="Reply to this answer").click()

        quoted = self.page.locator(".quoted-answer")
        expect(quoted).to_contain_text("The forecast.")
        self.assertEqual(self.complaints, [])
