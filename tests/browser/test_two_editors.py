"""Two editors edit one interview, each in their own browser, with and without JavaScript."""

from django.test import tag
from playwright.sync_api import expect

from tests.admin_forms import address_of
from tests.browser.axe import AXE_SCRIPT, OPTIONS
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft

ANSWER = "[name=exchanges-0-answer]"
CHOICE = "[name=conflict-exchanges-0-answer]"
JOINED = "[name=joined-exchanges-0-answer]"


class TwoEditorsTestCase(BrowserTestCase):
    with_scripts = True

    def setUp(self):
        super().setUp()
        self.interview = a_draft("A grid", exchanges=2)
        self.first, self.second = (self.an_editor_at_the_form() for _each in range(2))

    def an_editor_at_the_form(self):
        page = self.a_page(java_script_enabled=self.with_scripts)
        self.client = self.client_class()  # the one before is signed in as somebody else
        self.sign_in(page)
        self.open(address_of(self.interview), page)
        return page

    def save(self, page):
        page.locator("input[name=_continue]").first.click()

    def answers(self):
        answers = self.interview.exchanges.order_by("position").values_list("answer", flat=True)
        return list(answers)

    def both_change_the_first_answer(self):
        for page, words in ((self.first, "Their words."), (self.second, "My words.\n\nTwo.")):
            page.locator(ANSWER).fill(words)
        self.second.locator("#id_title").fill("My title")
        self.save(self.first)
        expect(self.first.locator(".messagelist .success")).to_be_visible()
        self.save(self.second)


class EditConflictTests(TwoEditorsTestCase):
    @tag("both_databases")
    def test_two_editors_can_save_different_answers(self):
        self.first.locator(ANSWER).fill("Their words.")
        self.second.locator("[name=exchanges-1-answer]").fill("My words.\n\nTwo.")

        for page in (self.first, self.second):
            self.save(page)
            expect(page.locator(".messagelist .success")).to_be_visible()

        self.assertEqual(self.answers(), ["Their words.", "My words.\n\nTwo."])

    def test_saving_without_changes_says_that_nothing_changed(self):
        self.save(self.first)

        expect(self.first.locator(".messagelist")).to_have_text("No changes to save.")

    @tag("both_databases")
    def test_an_editor_chooses_between_two_versions_by_keyboard(self):
        self.both_change_the_first_answer()
        page = self.second
        expect(page.locator(".conflict-saved").first).to_have_text("Their words.")
        expect(page.locator(ANSWER)).to_have_value("My words.\n\nTwo.")
        expect(page.locator("#id_title")).to_have_value("My title")
        self.assertEqual(self.answers()[0], "Their words.")

        page.locator(".conflicts a").press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator(f"{CHOICE}[value=yours]")).to_be_checked()
        self.save(page)

        expect(page.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(self.answers()[0], "My words.\n\nTwo.")
        self.interview.refresh_from_db()
        self.assertEqual(self.interview.title, "My title")

    def test_an_editor_can_choose_the_version_saved_by_someone_else(self):
        self.both_change_the_first_answer()

        self.second.locator(f"{CHOICE}[value=saved]").check()
        self.save(self.second)

        expect(self.second.locator(".messagelist .success")).to_be_visible()
        expect(self.second.locator(ANSWER)).to_have_value("Their words.")
        self.assertEqual(self.answers()[0], "Their words.")

    def both_change_other_words_of_the_first_answer(self):
        self.interview.exchanges.update(answer="The grid failed at night.")
        self.first.reload()
        self.second.reload()
        self.first.locator(ANSWER).fill("The grid broke at night.")
        self.second.locator(ANSWER).fill("The grid failed at noon.")
        self.save(self.first)
        expect(self.first.locator(".messagelist .success")).to_be_visible()
        self.save(self.second)

    def test_an_editor_can_choose_both_texts_joined(self):
        self.both_change_other_words_of_the_first_answer()
        option = self.second.locator(".conflict-joined")
        expect(option.locator("del")).to_have_text("failed")
        expect(option.locator("mark")).to_have_text("broke")
        expect(self.second.locator(f"{CHOICE}:checked")).to_have_count(0)

        self.second.locator(f"{CHOICE}[value=joined]").check()
        self.save(self.second)

        expect(self.second.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(self.answers()[0], "The grid broke at noon.")

    def test_an_editor_can_edit_the_joined_text(self):
        self.both_change_the_first_answer()
        expect(self.second.locator(".saved-wording")).to_have_text("Their words.\n\n")

        self.second.get_by_text("Edit the joined text").first.click()
        self.second.locator(JOINED).fill("Their words and mine.\n\nTwo.")
        self.second.locator(f"{CHOICE}[value=joined]").check()
        self.save(self.second)

        expect(self.second.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(self.answers()[0], "Their words and mine.\n\nTwo.")


class PresenceTests(TwoEditorsTestCase):
    def test_an_editor_sees_who_else_is_here_and_in_which_exchange(self):
        key = self.interview.exchanges.first().key
        self.first.locator(ANSWER).focus()

        row = self.second.locator("[data-exchange]").filter(has_text=key)
        expect(self.second.locator("[data-presence]")).to_contain_text("is also here.")
        expect(row.locator(".presence-mark")).to_contain_text("is editing this")


class EditConflictWithoutJavaScriptTests(EditConflictTests):
    with_scripts = False


class WritingAfterAConflictTests(TwoEditorsTestCase):
    def test_who_writes_after_choosing_the_saved_text_means_the_new_text(self):
        self.both_change_the_first_answer()

        self.second.locator(f"{CHOICE}[value=saved]").check()
        self.second.locator(ANSWER).fill("My new words.")

        expect(self.second.locator(f"{CHOICE}[value=yours]")).to_be_checked()
        self.save(self.second)
        expect(self.second.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(self.answers()[0], "My new words.")

    def test_who_writes_in_the_joined_text_means_the_joined_text(self):
        self.both_change_the_first_answer()

        self.second.get_by_text("Edit the joined text").first.click()
        self.second.locator(JOINED).fill("Their words and mine.")

        expect(self.second.locator(f"{CHOICE}[value=joined]")).to_be_checked()


class EditConflictLooksTests(TwoEditorsTestCase):
    def test_an_edit_conflict_passes_axe_in_the_light_and_dark_theme(self):
        self.both_change_the_first_answer()
        page = self.second
        page.get_by_text("Edit the joined text").first.click()
        page.evaluate(AXE_SCRIPT)

        for scheme, width in (("light", 1280), ("dark", 768), ("dark", 390)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate("options => axe.run('.conflict', options)", OPTIONS)
            found = [f"{each['id']} {each['nodes'][0]['html']}" for each in found["violations"]]
            self.assertEqual(found, [])


class EditConflictOnASmallScreenTests(TwoEditorsTestCase):
    viewport = {"width": 320, "height": 700}

    def test_an_edit_conflict_fits_a_small_screen(self):
        self.both_change_the_first_answer()
        expect(self.second.locator(".conflicts")).to_be_visible()

        width = self.second.evaluate("document.documentElement.scrollWidth")

        self.assertLessEqual(width, 320)
