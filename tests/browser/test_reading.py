"""Reading in a browser: without JavaScript, on a small screen, by permalink, in print."""

from playwright.sync_api import expect

from comments.threads import THREADS_PER_PAGE
from tests.browser.browser import BrowserTestCase
from tests.builders import (
    a_correction,
    a_recurring_question,
    a_reply,
    an_exchange,
    an_interview_of,
    someone,
)

LONG = "Verkehrsinfrastrukturfinanzierungsgesellschaft " * 3
ANSWER = "The forecast of Tuesday was last Tuesday, and everything stood on top of that. " * 9
LONGEST_LINES = """() => {
    const range = document.createRange();
    const voices = [...document.querySelectorAll("main p")]
        .filter(each => !getComputedStyle(each).fontFamily.includes("Mono"));
    return voices.map(voice => {
        const nodes = document.createTreeWalker(voice, NodeFilter.SHOW_TEXT);
        let top = null, length = 0, longest = 0;
        while (nodes.nextNode()) {
            for (let i = 0; i < nodes.currentNode.length; i++) {
                range.setStart(nodes.currentNode, i); range.setEnd(nodes.currentNode, i + 1);
                const box = range.getClientRects()[0];
                if (!box || !box.width) continue;
                if (top === null || Math.abs(box.top - top) > 8) { top = box.top; length = 0; }
                longest = Math.max(longest, ++length);
            }
        }
        return [longest, voice.textContent.trim().slice(0, 50)];
    }).filter(([longest]) => longest > 80);
}"""
CONTRAST = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = colour => {
        const [r, g, b] = parts(colour).map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    const texts = [
        ...document.querySelectorAll("main p, main h1, main h2, main a, main dt, header a"),
    ];
    return Math.min(...texts.map(text => {
        const ink = light(getComputedStyle(text).color);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    }));
}"""


class ReadingTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview_of(
            ("What broke first?", ANSWER),
            (f"Who decides, and {LONG}?", ANSWER),
            ("Do you trust it?", "I let him speak first."),
            title=f"Ines on {LONG}",
        )
        a_reply(self.interview, exchange=self.interview.exchanges.last())
        self.address = self.interview.get_absolute_url()


class ReadingWithoutJavaScriptTests(ReadingTestCase):
    def test_the_list_of_questions_leads_to_an_answer_without_scripts(self):
        page = self.a_page(java_script_enabled=False)
        self.open(self.address, page)
        key = self.interview.exchanges.last().key

        page.locator(f"nav a[href='#{key}']").first.click()

        self.assertTrue(page.url.endswith(f"#{key}"))
        self.assertLess(page.locator(f"#{key}").bounding_box()["y"], 200)

    def test_a_reader_leaves_a_reply_without_scripts(self):
        page = self.a_page(java_script_enabled=False)
        self.open(self.address, page)
        page.get_by_label("Your reply").fill("We were in the wrong group.")
        page.get_by_label("Name", exact=True).fill("Olu")
        page.get_by_label("Email", exact=True).fill("olu@example.org")

        page.get_by_role("button", name="Send").click()

        self.assertIn("/replies/", page.url)
        self.assertIn("We were in the wrong group.", page.content())

    def test_a_reader_searches_without_scripts(self):
        page = self.a_page(java_script_enabled=False)
        self.open("/search/", page)
        page.locator("main input[name=q]").fill("speak first")

        page.keyboard.press("Enter")

        expect(page.locator("main mark")).to_have_text(["speak", "first"])


class PermalinkTests(ReadingTestCase):
    def test_a_permalink_leads_to_the_same_answer_after_rewording_reordering_and_an_insertion(self):
        exchange = self.interview.exchanges.last()
        kept = f"{self.address}#{exchange.key}"
        self.interview.correct("Reworded.", by=None, exchange=exchange, question="Trust it?")
        inserted = an_exchange(self.interview, "Before all that?", ANSWER)
        others = self.interview.exchanges.exclude(pk=inserted.pk).order_by("-position")
        self.interview.reorder_exchanges([inserted, *others])

        self.open(kept)

        heading = self.page.locator(f"#{exchange.key} h2")
        self.assertIn("Trust it?", heading.inner_text())
        self.assertLess(heading.bounding_box()["y"], 300)

    def test_a_permalink_to_a_removed_answer_leads_to_the_note_in_its_place(self):
        exchange = self.interview.exchanges.last()
        exchange.remove(by=None)

        self.open(f"{self.address}#{exchange.key}")

        mark = self.page.locator(f"#{exchange.key}")
        self.assertIn("was removed on", mark.inner_text())
        self.assertLess(mark.bounding_box()["y"], self.viewport["height"])
        self.assertGreater(self.page.evaluate("scrollY"), 0)


class CorrectionTests(ReadingTestCase):
    def test_a_correction_is_shown_at_the_top_and_at_its_answer_and_leads_to_the_previous_wording(
        self,
    ):
        exchange = self.interview.exchanges.first()
        note = "The day was Monday."
        self.interview.correct(note, by=None, exchange=exchange, answer="On Monday.")
        page = self.a_page(java_script_enabled=False)

        self.open(self.address, page)

        expect(page.locator(".preface .correction")).to_contain_text(note)
        expect(page.locator(f"#{exchange.key} .correction")).to_contain_text(note)
        page.get_by_role("link", name="Corrected on").click()
        page.get_by_role("link", name="Version 1").click()
        expect(page.locator(".answer").first).to_contain_text("The forecast of Tuesday")
        expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


class LayoutTests(ReadingTestCase):
    ADDRESSES = (
        "/",
        "/interviews/",
        "/people/",
        "/topics/",
        "/search/?q=forecast",
        "/corrections/",
    )

    def test_no_page_scrolls_sideways_on_a_small_screen(self):
        self.page.set_viewport_size({"width": 320, "height": 640})
        for address in (*self.ADDRESSES, self.address, f"{self.address}reply/", "/nothing/"):
            with self.subTest(address):
                self.open(address)
                width = self.page.evaluate("document.documentElement.scrollWidth")
                self.assertLessEqual(width, 320)

    def test_a_line_has_at_most_eighty_characters(self):
        question = a_recurring_question(introduction=ANSWER)
        asked = self.interview.exchanges.first()
        asked.recurring, asked.pull_quote = question, ANSWER[:170].strip()
        asked.save()
        a_reply(self.interview, body=ANSWER)
        a_correction(self.interview, ANSWER)
        lists = ("/", "/interviews/", "/search/", question.get_absolute_url())
        for width in (320, 768, 890, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            for address in (self.address, f"{self.address}replies/", *lists):
                with self.subTest(address, width=width):
                    self.open(address)
                    self.assertEqual(self.page.evaluate(LONGEST_LINES), [])


class ContrastTests(ReadingTestCase):
    def test_colours_have_enough_contrast_in_the_light_and_dark_theme(self):
        for scheme in ("light", "dark"):
            page = self.a_page(color_scheme=scheme)
            for address in (self.address, "/", "/people/"):
                with self.subTest(scheme=scheme, address=address):
                    self.open(address, page)
                    self.assertGreaterEqual(page.evaluate(CONTRAST), 4.5)


class PrintTests(ReadingTestCase):
    def test_a_printed_interview_has_all_answers_and_its_address_but_no_navigation(self):
        self.open(self.address)

        self.page.emulate_media(media="print")

        self.assertEqual(self.page.locator("header nav:visible, form:visible").count(), 0)
        self.assertEqual(self.page.locator(".answer:visible").count(), 3)
        self.assertIn(self.address.strip("/").split("/")[-1][:20], self.page.inner_text("body"))
        self.assertIn("version 1", self.page.inner_text("body"))

    def test_a_printed_interview_has_its_corrections_but_no_links_to_other_pages(self):
        for _n in range(2):
            a_correction(self.interview, "It was nine minutes.")
        self.open(self.address)

        self.page.emulate_media(media="print")

        self.assertEqual(self.page.locator(".colophon .correction:visible").count(), 2)
        self.assertEqual(self.page.get_by_text("All changes since publication").is_visible(), False)

    def test_a_printed_interview_gives_the_address_of_further_replies(self):
        for number in range(THREADS_PER_PAGE + 1):
            a_reply(self.interview, body=f"Letter {number}.")
        self.open(self.address)

        self.page.emulate_media(media="print")

        self.assertEqual(self.page.locator(".reply:visible").count(), THREADS_PER_PAGE)
        onward = self.page.get_by_text("Later replies")
        printed = onward.evaluate("link => getComputedStyle(link, '::after').content")
        self.assertTrue(onward.is_visible())
        self.assertIn(f"{self.address}replies/?after={THREADS_PER_PAGE}", printed)

    def test_no_printed_page_ends_with_a_heading(self):
        self.open(self.address)

        self.page.emulate_media(media="print")

        parting = "heading => getComputedStyle(heading).breakAfter"
        headings = self.page.locator(".exchange h2").all()
        self.assertEqual({heading.evaluate(parting) for heading in headings}, {"avoid"})


class ConsoleTests(ReadingTestCase):
    def test_no_page_logs_an_error_to_the_console(self):
        for address in ("/", self.address, "/people/", "/search/?q=forecast"):
            self.open(address)

        self.assertEqual(self.complaints, [])

    def test_a_hostile_speaker_name_logs_nothing_to_the_console(self):
        attack = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) <svg onload=alert(1)>"
        an_exchange(self.interview, attack, attack, answered_by=[someone("<script>alert(1)")])
        self.page.on("dialog", lambda dialog: self.fail("something ran"))

        self.open(self.address)

        self.assertEqual(self.page.locator("main img[src=x], main svg[onload]").count(), 0)
        self.assertEqual(self.complaints, [])
