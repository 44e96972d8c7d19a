"""A picture dropped into an answer: shown, or refused with a sentence and the text untouched."""

from playwright.sync_api import expect

from tests.browser.browser import BrowserTestCase
from tests.builders import a_page

DROP = """(editor) => {
    const files = new DataTransfer();
    files.items.add(new File(["no picture at all"], "note.png", {type: "image/png"}));
    editor.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
}"""


class DroppingAFileThatIsNoPicture(BrowserTestCase):
    def test_says_why_and_leaves_the_text_as_it_was(self):
        self.sign_in()
        page = a_page("How we quote", body="Word for word.")
        self.open(f"/admin/interviews/page/{page.pk}/change/")
        expect(self.page.locator(".markdownx-preview")).to_contain_text("Word for word.")

        with self.page.expect_event("dialog") as asked:
            self.page.on("dialog", lambda dialog: dialog.accept())
            self.page.locator("#id_body").evaluate(DROP)

        self.assertIn("This is not a picture that can be shown.", asked.value.message)
        self.assertEqual(self.page.locator("#id_body").input_value(), "Word for word.")
