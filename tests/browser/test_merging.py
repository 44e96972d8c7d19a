"""Merging two people at the desk, with and without JavaScript."""

from playwright.sync_api import expect

from interviews.models import Interview
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.browser.every_page import a_picture
from tests.builders import a_person, an_interview


class MergingTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.kept = a_person("Åsa Lind", biography="She reads *the glass*.")
        self.other = a_person(
            "Asa Lind",
            biography="She reads the sea. " * 12,
            description="Harbour master",
            portrait=a_picture(300, 400),
            portrait_alt="Åsa at the harbour",
        )
        an_interview(subjects=[self.kept])
        an_interview(subjects=[self.kept])
        self.interview = an_interview("The glass and the sea", subjects=[self.other])

    def test_an_editor_merges_a_proposed_pair_without_scripts(self):
        self.page = self.a_page(java_script_enabled=False)
        self.sign_in()
        self.open("/admin/interviews/person/")
        self.page.get_by_role("link", name="Possible duplicates (1)").click()
        self.page.get_by_role("link", name="Merge “Åsa Lind” and “Asa Lind” …").click()
        self.page.get_by_role("group", name="Biography").get_by_label("the sea").check()

        self.page.get_by_role("button", name="Merge").click()

        expect(self.page.locator(".messagelist .success")).to_contain_text("Merged into “Åsa Lind”")
        self.kept.refresh_from_db()
        self.assertTrue(self.kept.biography.startswith("She reads the sea."))
        self.assertEqual(Interview.objects.get(pk=self.interview.pk).subjects, [self.kept])
        self.assertTrue(self.open("/people/asa-lind/").url.endswith(self.kept.get_absolute_url()))

    def test_an_editor_finds_the_other_entry_by_its_name(self):
        a_person("Harald Lind")
        self.sign_in()
        self.open(address_of(self.kept))
        self.page.get_by_role("link", name="Merge with …").click()
        self.page.get_by_label("Name").fill("harald")
        self.page.keyboard.press("Enter")
        self.page.get_by_label("Harald Lind").check()

        self.page.get_by_role("button", name="Continue").click()

        expect(self.page.get_by_role("heading", level=1)).to_have_text("Merge into “Åsa Lind”")
