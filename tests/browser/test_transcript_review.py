"""The review of a transcript with scripts: by keyboard, without leaving the page."""

from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Interview
from tests.browser.browser import BrowserTestCase

TEXT = """# Two cups out

Odd Bakke: Shall we begin?

Odd Bakke: What broke?

Maren Tveit: The glass. And what then? The lamp, and then

Maren Tveit: the stove.

Maren Tveit: Who mended it?

Odd Bakke: I did, with a quill.
"""


class TranscriptReviewTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.sign_in()
        self.open(reverse("admin:interviews_interview_transcript"))
        self.page.locator("#id_text").fill(TEXT)
        self.page.get_by_role("button", name="Preview").click()
        self.rows = self.page.locator("[data-key]")
        expect(self.rows).to_have_count(7)
        expect(self.page.locator("[data-keys]")).to_be_visible()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def row(self, number):
        return self.rows.nth(number - 1)

    def expect_focus_on(self, number):
        expect(self.row(number).get_by_role("checkbox")).to_be_focused()

    def put_cursor_before(self, words):
        field = self.page.locator("textarea:focus")
        place = field.input_value().index(words)
        field.evaluate(f"field => field.setSelectionRange({place}, {place})")

    def test_a_transcript_is_put_right_and_becomes_a_draft_by_keyboard_alone(self):
        self.row(1).get_by_role("checkbox").focus()
        self.press("j")
        self.expect_focus_on(2)
        self.press("l")  # leave out
        expect(self.row(2)).to_have_attribute("data-role", "left_out")

        self.press("j", "j", "m")  # merge the answer that is in two pieces
        expect(self.rows).to_have_count(6)
        expect(self.row(4)).to_contain_text("The lamp, and then the stove.")

        self.expect_focus_on(4)
        self.press("Enter")  # edit, and split the question from the answer
        expect(self.page.locator("textarea")).to_be_focused()
        self.put_cursor_before("And what")
        self.press("Control+Enter")
        expect(self.rows).to_have_count(7)
        self.expect_focus_on(5)
        self.press("Enter")
        expect(self.page.locator("textarea")).to_be_focused()
        self.put_cursor_before("The lamp")
        self.press("Control+Enter")
        expect(self.rows).to_have_count(8)
        self.expect_focus_on(6)
        self.press("k", "q")
        expect(self.row(5)).to_have_attribute("data-role", "question")
        expect(self.row(5)).to_contain_text("Odd Bakke")

        self.row(7).get_by_role("checkbox").focus()
        self.press("q", "j", "a")
        expect(self.row(8)).to_have_attribute("data-role", "answer")
        self.press("Enter")  # no letter is a key while somebody types
        expect(self.page.locator("textarea")).to_be_focused()
        self.press("Control+End", *" Quaint jam, mulled", "Escape")
        expect(self.row(8)).to_contain_text("I did, with a quill. Quaint jam, mulled")
        self.expect_focus_on(8)

        self.page.get_by_role("button", name="Create the draft").press("Enter")
        expect(self.page.locator(".messagelist .success")).to_be_visible()
        exchanges = Interview.objects.get().exchanges.order_by("position")
        self.assertEqual(
            list(exchanges.values_list("question", "answer")),
            [
                ("What broke?", "The glass."),
                ("And what then?", "The lamp, and then the stove."),
                ("Who mended it?", "I did, with a quill. Quaint jam, mulled"),
            ],
        )
        self.assertEqual(self.complaints, [])

    def test_ticked_paragraphs_change_together_and_steps_are_undone(self):
        self.row(2).get_by_role("checkbox").focus()
        self.press("Space", "j", "Space", "l")
        for number in (2, 3):
            expect(self.row(number)).to_have_attribute("data-role", "left_out")

        self.press("Shift+J")
        expect(self.row(2)).to_contain_text("The glass.")
        self.press("u")
        expect(self.row(2)).to_contain_text("Shall we begin?")
        expect(self.page.locator("[data-part=status]")).to_have_text("Undone: Move down.")
        self.press("u")
        expect(self.row(2)).to_have_attribute("data-role", "question")
        expect(self.page.get_by_role("button", name="Undo")).to_have_count(0)

    def test_words_that_are_typed_while_a_button_works_stay(self):
        self.row(2).get_by_role("button", name="Edit").click()
        expect(self.page.locator("textarea")).to_have_count(1)
        self.row(3).get_by_role("button", name="Edit").click()
        expect(self.page.locator("textarea")).to_have_count(2)
        first = self.row(2).locator("textarea")
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.row(5).get_by_role("button", name="Edit").click()
            first.fill("Typed meanwhile.")
        expect(self.page.locator("textarea")).to_have_count(3)

        expect(first).to_have_value("Typed meanwhile.")
        self.page.get_by_role("button", name="Done").first.click()
        expect(self.row(2)).to_contain_text("Typed meanwhile.")

    def test_a_button_that_the_server_cannot_answer_says_so_and_loses_nothing(self):
        self.row(2).get_by_role("button", name="Edit").click()
        field = self.page.locator("textarea")
        field.fill("My words.")
        self.page.context.set_offline(True)
        self.press("Escape")
        expect(self.page.locator("[data-part=status]")).to_contain_text("Not saved")
        expect(field).to_have_value("My words.")

        self.page.context.set_offline(False)
        field.press("Escape")
        expect(self.row(2)).to_contain_text("My words.")
