"""The preview by a link, as axe sees it. test_an_editors_morning comments and settles."""

from playwright.sync_api import expect

from interviews.models import DeskComment, PreviewLink
from tests.browser.axe import AxeTestCase
from tests.builders import a_draft, a_person, an_exchange

VIEWS = [
    (theme, {"width": width, "height": 844}) for theme in ("light", "dark") for width in (390, 320)
]


class PreviewTests(AxeTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft("A glass of water", [a_person("Ada Okafor")], exchanges=0)
        an_exchange(self.draft, "What broke first?", "The forecast, in April.")
        an_exchange(self.draft, "And then?", "The cable.")

    def test_axe_finds_nothing_in_a_preview_with_its_forms_opened(self):
        link = PreviewLink.objects.make(self.draft, name="Ada Okafor", days=7, by=None)
        first, second = self.draft.exchanges.order_by("position")
        DeskComment.objects.add_by_holder(link, first.key, "This is wrong.")
        DeskComment.objects.add_by_holder(link, "", "w" * 300)
        self.open(link.get_absolute_url())
        self.look("a preview", VIEWS)
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        self.look("opened forms", VIEWS)
        field = self.page.locator(f"#text-{second.key}")
        field.fill(" ")
        self.page.locator("form", has=field).get_by_role("button").click()
        expect(self.page.locator(".preview-comments .error")).to_be_visible()
        self.look("a refused comment", VIEWS)
