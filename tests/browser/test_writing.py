"""Writing at the desk: pasted text, pull quotes, pictures, text areas and keys."""

from playwright.sync_api import expect

from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft, an_exchange

PASTE = """(field, [html, text]) => {
  const copied = new DataTransfer();
  if (html) copied.setData("text/html", html);
  copied.setData("text/plain", text);
  field.focus();
  const options = { clipboardData: copied, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", options);
  if (field.dispatchEvent(event)) document.execCommand("insertText", false, text);
}"""


class WritingTestCase(BrowserTestCase):
    answer = "It was a long winter. The sea froze twice."

    def setUp(self):
        super().setUp()
        self.sign_in()
        self.interview = a_draft(exchanges=0)
        an_exchange(self.interview, "How was it?", answer=self.answer)
        self.open(address_of(self.interview))
        self.field = self.page.locator("[name=exchanges-0-answer]")

    def paste(self, html, text, field=None):
        (field or self.field).evaluate(PASTE, [html, text])

    def saved(self):
        return self.interview.exchanges.get()


class PastingTests(WritingTestCase):
    def test_pasted_text_keeps_its_formatting_and_each_step_can_be_undone(self):
        self.field.evaluate("field => field.setSelectionRange(0, 0)")

        self.paste("<p>It was <b>not</b> so.</p>", "It was not so.")

        expect(self.field).to_have_value(f"It was **not** so.{self.answer}")
        self.page.keyboard.press("Control+z")
        expect(self.field).to_have_value(f"It was not so.{self.answer}")
        self.page.keyboard.press("Control+z")
        expect(self.field).to_have_value(self.answer)

    def test_words_that_are_typed_before_the_server_answers_stay(self):
        answers = []
        self.page.route("**/from-html/", lambda route: answers.append(route))
        self.field.fill("")
        self.paste("<b>Never</b>", "Never")
        self.page.keyboard.type(" again.")
        expect(self.field).to_have_value("Never again.")

        answers[0].continue_()

        expect(self.field).to_have_value("**Never** again.")
        self.page.keyboard.type(" No.")
        expect(self.field).to_have_value("**Never** again. No.")

    def test_a_paste_is_plain_if_the_server_fails_or_no_html_comes_with_it(self):
        self.page.route("**/from-html/", lambda route: route.abort())
        self.field.fill("")

        self.paste("<b>Never</b>", "Never *so*")
        self.paste("", " again")

        expect(self.field).to_have_value("Never *so* again")

    def test_a_question_keeps_formatting_on_one_line(self):
        question = self.page.locator("[name=exchanges-0-question]")
        question.fill("")

        self.paste("<h2>How</h2><ul><li>are <i>you</i>?</li></ul>", "How\nare you?", question)

        expect(question).to_have_value("How are *you*?")


class PullQuoteTests(WritingTestCase):
    answer = "It was a **long** winter. The sea froze twice."

    def select(self, words):
        start = self.answer.index(words)
        self.field.focus()
        self.field.evaluate(f"field => field.setSelectionRange({start}, {start + len(words)})")

    def test_selected_words_of_the_answer_become_its_pull_quote_by_keyboard(self):
        self.select("a **long** winter.")
        self.page.keyboard.press("Tab")

        expect(self.page.get_by_role("button", name="Use as pull quote")).to_be_focused()
        self.page.keyboard.press("Enter")

        quote = self.page.locator("[name=exchanges-0-pull_quote]")
        expect(quote).to_have_value("a long winter.")
        expect(quote).to_be_visible()
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(self.saved().pull_quote, "a long winter.")

    def test_words_can_be_selected_in_the_preview(self):
        self.field.scroll_into_view_if_needed()
        self.page.locator(".markdownx-preview strong").dblclick()

        self.page.get_by_role("button", name="Use as pull quote").click()

        expect(self.page.locator("[name=exchanges-0-pull_quote]")).to_have_value("long")

    def test_a_hint_says_when_the_answer_lost_the_quoted_words_and_goes_when_it_has_them(self):
        self.select("sea")
        self.page.get_by_role("button", name="Use as pull quote").click()
        hint = self.page.locator(".quote-hint")
        expect(hint).to_have_text("The selected words are the pull quote now.")

        self.field.fill("It was long.")
        expect(hint).to_contain_text("These words are not in the answer.")
        self.field.fill("The sea was long.")

        expect(hint).to_have_text("")


class TextAreaTests(WritingTestCase):
    def test_a_text_area_grows_with_its_text_and_leaves_room_for_the_page(self):
        def height():
            return self.field.bounding_box()["height"]

        before = height()
        self.field.fill("A line.\n" * 12)
        grown = height()
        self.field.fill("A line.\n" * 200)

        self.assertGreater(grown, before)
        self.assertLess(grown, height())
        self.assertLessEqual(height(), 0.7 * self.viewport["height"] + 1)

    def test_control_s_saves_from_any_field_and_stays_on_the_page(self):
        for field, text in ((self.field, "It was short."), (self.page.locator("#id_title"), "Sea")):
            field.fill(text)

            self.page.keyboard.press("Control+s")

            expect(self.page.locator(".messagelist .success")).to_be_visible()
            self.page.locator(".messagelist").evaluate("list => list.remove()")
        self.interview.refresh_from_db()
        self.assertEqual((self.saved().answer, self.interview.title), ("It was short.", "Sea"))
