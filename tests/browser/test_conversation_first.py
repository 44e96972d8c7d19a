"""Reading on a phone and by keyboard: the conversation comes first, and its controls are few."""

from playwright.sync_api import expect

from tests.browser.browser import CLIPBOARD, BrowserTestCase
from tests.builders import an_interview_of
from tests.pictures import TemporaryMediaMixin, add_lead_picture, add_portrait

MAX_BEFORE_FIRST_QUESTION = 1270  # CSS pixels
ANSWER = "The forecast of Tuesday was last Tuesday, and everything stood on top of that. " * 9
FIRST_QUESTION = "document.querySelector('.exchange h2').getBoundingClientRect().top + scrollY"
COUNT_STOPS = """() => [...document.querySelectorAll(
    ".exchange :is(a[href], button, summary, input, [tabindex])")]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true}) && each.tabIndex >= 0
        && each.getClientRects().length).length"""


class ConversationFirstTests(TemporaryMediaMixin, BrowserTestCase):
    viewport = {"width": 390, "height": 844}

    def setUp(self):
        super().setUp()
        questions = [(f"What broke in week {week}?", ANSWER) for week in range(1, 15)]
        self.interview = an_interview_of(
            *questions,
            standfirst="She counts what the cameras have seen, and one of the boats is her own.",
            introduction=f"{ANSWER}\n\n{ANSWER}",
            terms="Her name may be used.",
            editing="Cut by a third.",
        )
        add_lead_picture(self.interview)
        add_portrait(self.interview.subjects[0])
        self.keys = [exchange.key for exchange in self.interview.exchanges.order_by("position")]

    def read(self, **options):
        page = self.a_page(**options)
        page.goto(f"{self.live_server_url}{self.interview.get_absolute_url()}")
        return page

    def test_on_a_phone_the_first_question_begins_within_a_screen_and_a_half(self):
        page = self.read()

        self.assertLessEqual(page.evaluate(FIRST_QUESTION), MAX_BEFORE_FIRST_QUESTION)
        page.get_by_role("link", name="Read the whole introduction").click()
        self.assertGreater(page.evaluate(FIRST_QUESTION), MAX_BEFORE_FIRST_QUESTION)

    def test_on_a_phone_the_list_of_questions_is_at_hand_everywhere_and_says_where_one_is(self):
        page = self.read()
        page.evaluate(f"document.getElementById('{self.keys[9]}').scrollIntoView()")
        summary = page.locator(".questions > details > summary")
        expect(summary).to_have_attribute("data-place", "10 / 14")
        self.assertLess(summary.bounding_box()["y"], 10)

        summary.click()
        page.locator(f".questions a[href='#{self.keys[3]}']").click()

        question = page.locator(f"#{self.keys[3]} h2")
        expect(question).to_be_in_viewport()
        bar = page.locator(".questions").bounding_box()
        self.assertGreaterEqual(question.bounding_box()["y"], bar["y"] + bar["height"])

    def test_the_list_shows_twelve_questions_at_first(self):
        page = self.read()
        page.locator(".questions > details > summary").click()

        expect(page.locator(".questions li:visible")).to_have_count(12)
        page.get_by_text("2 more questions").click()
        expect(page.locator(".questions li:visible")).to_have_count(14)

    def test_a_question_has_one_stop_for_the_tab_key(self):
        page = self.read()

        self.assertEqual(page.evaluate(COUNT_STOPS), 14)

    def test_the_menu_of_an_answer_copies_its_link_and_its_words_and_closes_by_escape(self):
        page = self.read(permissions=CLIPBOARD)
        menu = page.locator(".answer-menu").first
        menu.locator("summary").press("Enter")
        menu.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(1)
        copied = page.evaluate("navigator.clipboard.readText()")
        self.assertTrue(copied.endswith(f"/{self.keys[0]}/"), copied)

        menu.get_by_role("button", name="Quote").click()
        expect(page.get_by_role("status").filter(has_text="Quotation copied")).to_have_count(1)
        self.assertIn(ANSWER.strip(), page.evaluate("navigator.clipboard.readText()"))

        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(menu.locator("summary")).to_be_focused()

    def test_without_scripts_the_menu_leads_to_the_page_of_the_answer_and_to_a_reply(self):
        page = self.read(java_script_enabled=False)
        menu = page.locator(".answer-menu").first

        menu.locator("summary").click()

        expect(menu.get_by_role("link", name="Reply to this answer")).to_be_visible()
        menu.get_by_role("link", name="Open this answer’s page").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("What broke in week 1?")
