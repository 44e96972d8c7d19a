"""The scripts for readers: theme, list of questions, reading position and quotations."""

from playwright.sync_api import expect

from tests.browser.browser import BrowserTestCase
from tests.builders import an_interview_of

ANSWER = "The forecast of Tuesday was last Tuesday, and everything stood on top of that. " * 9
# What the theme is at the moment when there is something to paint.
AT_ITS_BODY = """new MutationObserver(() => {
    if (document.body) window.before ??= document.documentElement.dataset.theme ?? "none";
}).observe(document, {childList: true, subtree: true})"""
DARK_PAPER, LIGHT_PAPER = "rgb(23, 22, 20)", "rgb(253, 252, 248)"
PAPER = "getComputedStyle(document.body).backgroundColor"
# Selects the first occurrence of some words in an element, as a reader would.
SELECT = """(element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
    throw new Error(`Nobody says ${words}`);
}"""


class ThemeTests(BrowserTestCase):
    def choose(self, name, page=None):
        (page or self.page).get_by_role("radio", name=name).check()

    def test_the_theme_follows_the_system_until_the_reader_chooses(self):
        page = self.a_page(color_scheme="dark")
        self.open("/", page)

        self.assertEqual(page.evaluate(PAPER), DARK_PAPER)
        expect(page.get_by_role("radio", name="Automatic")).to_be_checked()

    def test_the_chosen_theme_applies_from_the_first_paint_of_every_page(self):
        self.open("/")
        self.choose("Dark")
        self.page.add_init_script(AT_ITS_BODY)

        self.open("/people/")

        self.assertEqual(self.page.evaluate("window.before"), "dark")
        self.assertEqual(self.page.evaluate(PAPER), DARK_PAPER)
        expect(self.page.get_by_role("radio", name="Dark")).to_be_checked()

    def test_the_theme_applies_to_the_browsers_bars_and_scrollbars(self):
        self.open("/")

        self.choose("Dark")

        bars = self.page.locator("meta[name=theme-color]")
        self.assertEqual({bar.get_attribute("content") for bar in bars.all()}, {"#171614"})
        self.assertEqual(
            self.page.evaluate("getComputedStyle(document.documentElement).colorScheme"), "dark"
        )

    def test_the_theme_can_follow_the_system_again(self):
        self.open("/")
        self.choose("Dark")

        self.choose("Automatic")

        self.assertEqual(self.page.evaluate(PAPER), LIGHT_PAPER)

    def test_an_automatic_theme_chosen_at_the_desk_is_automatic_here(self):
        self.open("/")
        self.page.evaluate("localStorage.setItem('theme', 'auto')")

        self.page.reload()

        expect(self.page.get_by_role("radio", name="Automatic")).to_be_checked()

    def test_arrow_keys_choose_the_theme_on_a_small_screen_too(self):
        self.page.set_viewport_size({"width": 320, "height": 640})
        self.open("/")
        self.page.get_by_role("radio", name="Automatic").focus()

        self.page.keyboard.press("ArrowRight")

        self.assertEqual(self.page.evaluate(PAPER), DARK_PAPER)
        self.assertEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_without_scripts_there_is_no_theme_switch(self):
        page = self.a_page(java_script_enabled=False)
        self.open("/", page)

        self.assertFalse(page.locator(".theme").is_visible())


class ReadingScriptTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview_of(
            ("What broke first?", ANSWER),
            ("Who decides?", f"{ANSWER}\n\nNobody – I’d say – does.[^1]\n\n[^1]: In law."),
            ("Do you trust it?", f"I let him speak first. {ANSWER}"),
            ("And now?", ANSWER),
        )
        self.address = self.interview.get_absolute_url()
        self.keys = [exchange.key for exchange in self.interview.exchanges.order_by("position")]

    def read(self, place):
        """Scroll to a question, and wait until the list marks it."""
        self.page.evaluate(f"document.getElementById('{self.keys[place]}').scrollIntoView()")
        expect(self.page.locator(".questions [aria-current]")).to_have_attribute(
            "href", f"#{self.keys[place]}"
        )


class QuestionListTests(ReadingScriptTestCase):
    def test_the_list_of_questions_marks_the_question_being_read(self):
        self.open(self.address)
        self.assertEqual(self.page.locator(".questions [aria-current]").count(), 0)

        for place in (1, 2, 0):
            self.read(place)


class ReadingPositionTests(ReadingScriptTestCase):
    def test_a_returning_reader_is_offered_the_last_question_read(self):
        self.open(self.address)
        self.assertFalse(self.page.locator(".resume").is_visible())
        self.read(2)

        self.open("/")
        self.open(self.address)

        self.assertEqual(self.page.evaluate("scrollY"), 0)
        offer = self.page.get_by_role("link", name="Continue with")
        expect(offer).to_have_text("Continue with Do you trust it?")
        offer.click()
        self.assertTrue(self.page.url.endswith(f"#{self.keys[2]}"))

    def test_no_position_is_offered_after_the_last_question_or_for_a_link_to_an_answer(self):
        self.open(self.address)
        self.read(2)

        self.open(f"{self.address}#{self.keys[1]}")
        self.assertFalse(self.page.locator(".resume").is_visible())

        self.read(3)
        self.open("/")
        self.open(self.address)
        self.assertFalse(self.page.locator(".resume").is_visible())

    def test_the_reading_position_is_sent_to_nobody(self):
        self.open(self.address)
        asked = []
        self.page.on("request", lambda request: asked.append(request.url))

        self.read(2)

        self.assertEqual([url for url in asked if "/static/" not in url], [])


class CopyQuotationTests(ReadingScriptTestCase):
    def setUp(self):
        super().setUp()
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.open(self.address)
        self.button = self.page.get_by_role("button", name="Copy as a quotation")

    def select(self, words, place):
        answer = self.page.locator(f"#{self.keys[place]} .answer")
        answer.scroll_into_view_if_needed()
        answer.evaluate(SELECT, words)

    def copied(self):
        expect(self.page.get_by_role("status").filter(has_text="Quotation copied")).to_have_count(1)
        return self.page.evaluate("navigator.clipboard.readText()")

    def test_a_copied_quotation_has_the_words_the_speaker_and_a_link_to_the_passage(self):
        self.select("I let him speak first.", 2)
        self.button.click()

        passage, source, address = self.copied().split("\n")

        self.assertEqual(passage, "“I let him speak first.”")
        self.assertEqual(source, f"— Ines Okafor, “{self.interview.title}”, prompt/power")
        self.assertTrue(
            address.endswith(f"{self.address}#{self.keys[2]}:~:text=I%20let%20him%20speak%20first.")
        )

    def test_a_copied_quotation_has_whole_words_and_no_footnote_marks(self):
        self.page.locator(f"#{self.keys[1]} .answer p").nth(1).click(click_count=3)
        self.button.click()
        self.assertIn("“Nobody – I’d say – does.”", self.copied())

        self.page.keyboard.press("Escape")
        self.select("et him spea", 2)
        self.button.click()
        expect(self.button).to_have_count(0)
        self.assertIn("“let him speak”", self.page.evaluate("navigator.clipboard.readText()"))

    def test_a_copied_quotation_has_no_words_of_a_footnote(self):
        answer = self.page.locator(f"#{self.keys[1]} .answer")
        answer.evaluate("answer => getSelection().selectAllChildren(answer)")
        self.button.click()

        copied = self.copied()

        self.assertIn("Nobody – I’d say – does.”", copied)
        self.assertNotIn("In law", copied)

    def test_a_selected_footnote_cannot_be_copied_as_a_quotation(self):
        self.select("I let him speak", 2)
        expect(self.button).to_be_visible()

        self.select("In law", 1)

        expect(self.button).to_have_count(0)

    def test_a_quotation_can_be_copied_by_keyboard(self):
        self.select("him speak", 2)
        expect(self.button).to_be_visible()

        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")

        self.assertIn("“him speak”", self.copied())

    def test_only_answers_can_be_copied_as_quotations(self):
        self.page.locator("h1").click(click_count=3)
        self.select("him speak", 2)
        expect(self.button).to_be_visible()

        self.page.locator("h1").click(click_count=3)

        expect(self.button).to_have_count(0)

    def test_a_quotation_can_be_copied_from_the_page_of_an_exchange(self):
        self.open(f"{self.address}{self.keys[2]}/")
        self.page.locator(".answer").evaluate(SELECT, "him speak")

        self.button.click()

        self.assertIn(f"{self.address}#{self.keys[2]}:~:text=him%20speak", self.copied())
