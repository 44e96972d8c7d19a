"""Direction controls in replies and names do not turn the text beside them."""

from tests.browser.browser import BrowserTestCase
from tests.builders import a_reply, an_interview

# Embeddings, overrides and isolates that nothing ends, and marks.
BIDI_CONTROLS = [
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200F, 0x061C)
]

# Whether the letters of each text stand from left to right, of all elements that are asked for.
FROM_LEFT_TO_RIGHT = """elements => elements.every((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    const words = text.data.trim(), start = text.data.indexOf(words);
    const at = (place) => {
        const range = document.createRange();
        range.setStart(text, start + place);
        range.setEnd(text, start + place + 1);
        return range.getBoundingClientRect().left;
    };
    return at(0) < at(3);
})"""


class TextDirectionTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        self.about = {"exchange": self.interview.exchanges.get()}

    def assertRunsOn(
        self, *addresses, of=".reply .facts time, .reply .actions a, .reply-exchange a"
    ):
        for address in addresses:
            self.open(address)
            where = self.page.locator(of)
            self.assertGreater(where.count(), 0)
            self.assertTrue(where.evaluate_all(FROM_LEFT_TO_RIGHT), address)

    def test_text_after_a_name_or_reply_with_direction_controls_runs_left_to_right(self):
        for turning in BIDI_CONTROLS:
            name, body = f"Olu{turning}", f"We were{turning} in the {turning}wrong group"
            reply = a_reply(self.interview, name=name, body=body, **self.about)
            a_reply(self.interview, name=f"{turning}Ada", body=body, parent=reply)
        address = self.interview.get_absolute_url()

        self.assertRunsOn(address, f"{address}replies/{reply.number}/")
        self.assertRunsOn(reply.status_url, of=".facts time, .reply-actions .help")
        self.sign_in()
        reply.report("Rude.", "203.0.113.0/24")
        self.assertRunsOn("/admin/comments/reply/queue/", of=".queue-item time, .queue-item button")

    def test_hebrew_replies_run_right_to_left_beside_left_to_right_labels(self):
        a_reply(self.interview, name="אורי", body="שלום לכולם", **self.about)

        self.open(self.interview.get_absolute_url())

        words = self.page.locator(".reply .prose p")
        self.assertFalse(words.evaluate_all(FROM_LEFT_TO_RIGHT))
        self.assertEqual(words.evaluate("each => getComputedStyle(each).direction"), "rtl")
        self.assertTrue(self.page.locator(".reply .facts time").evaluate_all(FROM_LEFT_TO_RIGHT))
