"""A pasted plain text becomes a published page in five clicks, as an editor makes them."""

from playwright.sync_api import expect

from interviews.models import Interview, Person
from tests.browser.browser import CLIPBOARD, BrowserTestCase
from tests.interviews.transcripts.plain_interviews import ENGLISH

# Counts real clicks, over all pages of the site in this tab.
COUNT_CLICKS = """addEventListener("click", (event) => {
  const before = Number(sessionStorage.clicks ?? 0);
  if (event.isTrusted && event.detail) sessionStorage.clicks = before + 1;
}, {capture: true})"""


class APlainTextBecomesAPage(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.page = self.a_page(permissions=CLIPBOARD)
        self.sign_in()
        self.page.add_init_script(COUNT_CLICKS)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def count_clicks(self):
        return int(self.page.evaluate("sessionStorage.clicks"))

    def test_a_pasted_plain_text_is_a_published_page_after_five_clicks(self):
        self.open("/admin/")
        self.page.get_by_role("link", name="from a transcript").click()
        field = self.page.get_by_label("The text")
        expect(field).to_be_focused()
        self.paste(field, ENGLISH.text)
        self.press("Preview")
        self.press("Accept all")
        expect(self.page.locator("[name=accept]:not(:checked)")).to_have_count(0)
        self.press("Create the draft")
        self.press("Publish now")
        expect(self.page.locator(".messagelist")).to_contain_text("Published.")

        self.assertEqual(self.count_clicks(), 5)
        self.assertEqual(self.complaints, [])
        self.assert_readers_see_all_of_it(Interview.objects.published().get())

    def assert_readers_see_all_of_it(self, interview):
        self.open(interview.get_absolute_url(), page := self.a_page())
        expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH.title)
        expect(page.locator(".standfirst")).to_have_text(f"{ENGLISH.terms} {ENGLISH.editing}")
        expect(page.locator(".about-interview dd").first).to_have_text(ENGLISH.terms)
        expect(page.locator(".question-text")).to_have_text(ENGLISH.questions)
        expect(page.locator("#leave-a-reply")).to_be_visible()
        page.get_by_role("link", name=ENGLISH.subject).first.click()
        expect(page).to_have_url(f"{self.live_server_url}{Person.objects.get().get_absolute_url()}")

    def test_a_tick_accepts_one_proposal_at_once_and_keeps_the_focus(self):
        self.open("/admin/interviews/interview/transcript/")
        self.page.get_by_label("The text").fill(ENGLISH.text)
        self.press("Preview")
        self.page.wait_for_load_state()  # the scripts have begun
        box = self.page.get_by_label("Standfirst:")
        box.focus()
        self.page.keyboard.press("Space")

        expect(self.page.locator(".result-standfirst")).to_contain_text(ENGLISH.terms)
        expect(box).to_be_checked()
        expect(box).to_be_focused()
