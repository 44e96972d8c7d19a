"""An editor prepares an update of a published interview, has it reviewed, and publishes it."""

from playwright.sync_api import expect

from interviews.models import PreparedUpdate
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import an_interview

ANSWER = "[name=exchanges-0-answer]"
SAVED = "Saved. Readers still see the published text."


class PreparedUpdateTests(BrowserTestCase):
    with_scripts = True

    def setUp(self):
        super().setUp()
        self.interview = an_interview("A grid", exchanges=2)
        self.editor = self.a_page(java_script_enabled=self.with_scripts)
        self.sign_in(self.editor)
        self.reader = self.a_page()

    def press(self, name):
        self.editor.get_by_role("button", name=name, exact=True).first.click()

    def assertSaid(self, words):
        expect(self.editor.locator(".messagelist")).to_contain_text(words)

    def read(self):
        self.open(self.interview.get_absolute_url(), self.reader)
        return self.reader.locator("main")

    def test_an_update_goes_from_the_published_form_to_readers(self):
        page = self.editor
        self.open(address_of(self.interview), page)
        page.locator(ANSWER).fill("The barometer.")
        self.press("Keep as an update")
        self.assertSaid(SAVED)
        expect(page.locator(ANSWER)).to_have_value("The barometer.")
        expect(self.read()).not_to_contain_text("barometer")

        page.locator("[name=change-kind][value=update]").check()
        page.locator("[name=change-note]").fill("We asked again.")
        self.press("Submit for review")
        self.assertSaid("Submitted for review.")

        page.get_by_role("link", name="Compare with the published text").click()
        expect(page.locator("ins")).to_contain_text("barometer")
        page.get_by_role("link", name="Back to the update").click()
        page.get_by_role("link", name="Preview", exact=True).click()
        expect(page.locator("main")).to_contain_text("The barometer.")
        page.go_back()
        expect(self.read()).not_to_contain_text("barometer")

        self.press("Publish now")
        self.assertSaid("Published. Readers can see it now.")
        expect(self.read()).to_contain_text("The barometer.")
        expect(page).to_have_url(f"{self.live_server_url}{address_of(self.interview)}")

    def test_an_update_is_scheduled_and_discarded(self):
        page = self.editor
        self.open(address_of(self.interview), page)
        page.locator(ANSWER).fill("The barometer.")
        page.locator("[name=change-kind][value=typo]").check()
        self.press("Keep as an update")
        page.locator(".workflow-action summary", has_text="Schedule").click()
        page.locator("[name=action-at]").fill("2099-03-03T09:00")
        page.locator("[name=_action][value=schedule]").click()
        self.assertSaid("Scheduled.")
        expect(page.locator("#panel-state").locator("..")).to_contain_text("3 March 2099")

        page.get_by_role("link", name="Discard the update").click()
        self.press("Discard the update")

        self.assertSaid("The update was discarded.")
        self.assertFalse(PreparedUpdate.objects.exists())


class PreparedUpdateWithoutJavaScriptTests(PreparedUpdateTests):
    with_scripts = False


class UnsavedUpdateTests(BrowserTestCase):
    def test_what_was_typed_into_an_update_and_not_saved_is_offered_again(self):
        interview, page = an_interview("A grid"), self.page
        self.sign_in(page)
        self.open(f"{address_of(interview).removesuffix('change/')}update/")
        page.locator(ANSWER).fill("The barometer.")
        expect(page.locator("[data-autosave-status]")).to_contain_text("Saved as a draft")
        page.on("dialog", lambda dialog: dialog.accept())

        page.reload()
        page.get_by_role("button", name="Continue with them").click()

        expect(page.locator(ANSWER)).to_have_value("The barometer.")


class PreparedUpdateOnASmallScreenTests(BrowserTestCase):
    viewport = {"width": 320, "height": 700}

    def test_the_page_of_an_update_fits_a_small_screen(self):
        interview = an_interview("A grid")
        self.sign_in()
        for page in ("update/", "update/comparison/"):
            self.open(f"{address_of(interview).removesuffix('change/')}{page}")

            width = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(width, 320)
