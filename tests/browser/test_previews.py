"""Somebody without an account reads a preview on a phone and comments; an editor settles it."""

from playwright.sync_api import expect

from interviews.models import DeskComment, PreviewLink
from tests.admin_forms import address_of
from tests.browser.axe import AxeTestCase
from tests.browser.browser import CLIPBOARD
from tests.builders import a_draft, a_person, an_editor, an_exchange

PHONE = {"width": 390, "height": 844}
VIEWS = [
    (theme, {"width": width, "height": 844}) for theme in ("light", "dark") for width in (390, 320)
]


class PreviewTests(AxeTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft("A glass of water", [a_person("Ada Okafor")], exchanges=0)
        an_exchange(self.draft, "What broke first?", "The forecast, in April.")
        an_exchange(self.draft, "And then?", "The cable.")
        self.editor = an_editor(first_name="Ines", last_name="Lo")
        self.page = self.a_page(permissions=CLIPBOARD)
        self.sign_in()

    def make_link(self):
        self.open(address_of(self.draft))
        self.page.get_by_role("link", name="Preview links").click()
        self.page.get_by_label("For whom").fill("Ada Okafor")
        self.page.get_by_role("button", name="Make a link").click()
        expect(self.page.locator(".messagelist")).to_contain_text("The link is made.")
        self.page.get_by_role("button", name="Copy").click()
        expect(self.page.get_by_role("button", name="Copied")).to_be_visible()
        return self.page.evaluate("navigator.clipboard.readText()")

    def test_a_comment_goes_from_a_phone_without_scripts_to_the_desk_and_is_settled(self):
        address = self.make_link()
        self.assertTrue(address.endswith(PreviewLink.objects.get().get_absolute_url()))
        holder = self.a_page(java_script_enabled=False)
        holder.set_viewport_size(PHONE)
        self.open(PreviewLink.objects.get().get_absolute_url(), holder)
        expect(holder.locator("main")).to_contain_text("The forecast, in April.")

        comments = holder.locator(".preview-comments").first
        comments.locator("summary").click()
        comments.get_by_label("Comment", exact=True).fill("This is wrong: it was March.")
        comments.get_by_role("button", name="Send to the editors").click()

        expect(comments.locator("blockquote")).to_contain_text("This is wrong: it was March.")
        self.assertEqual(holder.context.cookies(), [])
        self.settle()

    def settle(self):
        page = self.page
        self.open("/admin/")
        page.get_by_role("link", name="1 comment to settle: A glass of water").click()
        page.get_by_label("Assigned to").first.select_option(label="Ines Lo")
        page.get_by_role("button", name="Assign", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("Assigned.")
        page.get_by_role("button", name="Settle", exact=True).click()
        expect(page.locator("#content")).to_contain_text("No open comments.")
        comment = DeskComment.objects.get()
        self.assertEqual(comment.assigned_to, self.editor)
        self.assertIsNotNone(comment.settled_at)

    def test_axe_finds_nothing_in_a_preview_with_its_forms_opened(self):
        link = PreviewLink.objects.make(self.draft, name="Ada Okafor", days=7, by=self.editor)
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
