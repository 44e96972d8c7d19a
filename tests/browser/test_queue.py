"""The moderation queue in a browser: with keyboard shortcuts and without."""

from playwright.sync_api import expect

from comments.models import Reply
from tests.browser.browser import BrowserTestCase
from tests.builders import a_reply, an_interview
from tests.comments.moderators import QUEUE


class QueueTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.moderator = self.sign_in()
        interview = an_interview()
        self.replies = [
            a_reply(interview, status="held", name=f"Reader {number}") for number in range(3)
        ]
        self.open(QUEUE)

    def card(self, number):
        return self.page.locator(f"#{self.replies[number].anchor}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def press_and_go(self, *keys):
        *first, last = keys
        self.press(*first)
        with self.page.expect_navigation():
            self.press(last)

    def states(self):
        return list(Reply.objects.order_by("pk").values_list("status", flat=True))


class KeyboardShortcutTests(QueueTestCase):
    def test_shortcuts_move_through_the_queue_decide_and_undo(self):
        self.press("j", "j", "k")
        expect(self.card(0)).to_be_focused()

        self.press_and_go("a")
        self.assertEqual(self.states(), ["published", "held", "held"])
        expect(self.card(1)).to_be_focused()
        self.press_and_go("s")
        self.assertEqual(self.states(), ["published", "spam", "held"])
        self.press_and_go("u")

        self.assertEqual(self.states(), ["published", "held", "held"])
        expect(self.card(1)).to_be_focused()
        self.assertEqual(self.complaints, [])

    def test_a_shortcut_declines_with_a_typed_reason(self):
        self.press("j", "d")
        self.page.keyboard.type("asdfjkux? No.")
        self.press_and_go("Enter")

        self.assertEqual(self.states(), ["declined", "held", "held"])
        self.assertEqual(Reply.objects.get(status="declined").decline_reason, "asdfjkux? No.")

    def test_a_shortcut_selects_replies_for_the_bulk_actions(self):
        self.press("j", "x", "j", "j", "x")

        with self.page.expect_navigation():
            self.page.locator("#chosen").get_by_role("button", name="Publish").click()

        self.assertEqual(self.states(), ["published", "held", "published"])
        expect(self.card(1)).to_be_focused()

    def test_shortcuts_decide_nothing_without_a_focused_reply_or_with_a_modifier_key(self):
        self.press("a", "s", "j", "Alt+a", "Control+s", "Shift+A")

        self.page.reload()
        self.assertEqual(self.states(), ["held", "held", "held"])

    def test_shortcuts_are_listed_and_can_be_turned_off_permanently(self):
        self.press("?")
        self.page.get_by_label("Turn off keyboard shortcuts").check()
        self.page.reload()

        self.press("j", "a", "?")

        expect(self.page.locator("[data-queue-item]:focus")).to_have_count(0)
        self.page.locator("[data-keys] summary").click()
        expect(self.page.get_by_label("Turn off keyboard shortcuts")).to_be_checked()
        self.assertEqual(self.states(), ["held", "held", "held"])


class QueueWithoutJavaScriptTests(QueueTestCase):
    def a_page(self, **options):
        return super().a_page(java_script_enabled=False, **options)

    def test_buttons_decide_everything_without_scripts(self):
        expect(self.page.locator("[data-keys]")).to_be_hidden()
        self.card(0).get_by_role("button", name="Publish", exact=True).click()
        expect(self.card(1)).to_be_focused()

        self.page.get_by_label("All on this page").check()
        self.page.locator("#chosen").get_by_label("Reason").fill("Off the subject.")
        self.page.locator("#chosen").get_by_label("Reason").press("Enter")

        expect(self.page.get_by_text("2 replies are declined.")).to_be_visible()
        self.assertEqual(self.states(), ["published", "declined", "declined"])
        self.page.get_by_role("button", name="Undo").click()
        expect(self.page.locator("[data-queue-item]")).to_have_count(2)
        self.assertEqual(self.states(), ["published", "held", "held"])


class QueueOnASmallScreenTests(QueueTestCase):
    viewport = {"width": 320, "height": 640}

    def test_the_queue_is_no_wider_than_a_small_screen(self):
        reply = self.replies[0]
        body = f"{'Hauptbetriebswerk' * 20}\n\n```\n{'x' * 300}\n```\n"
        Reply.objects.filter(pk=reply.pk).update(name="W" * 50, body=body, website=body[:190])

        for address in (QUEUE, f"/admin/comments/reply/{reply.pk}/change/"):
            self.open(address)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertEqual(width, 320, address)


class ReplyListTests(QueueTestCase):
    def test_the_list_of_replies_gives_the_text_the_most_room_and_hides_nothing(self):
        self.open("/admin/comments/reply/")
        first = self.page.locator("#result_list tbody tr").first

        widths = [cell.bounding_box()["width"] for cell in first.locator("> *").all()]
        words = first.locator(".field-begins").bounding_box()["width"]

        self.assertEqual(words, max(widths))
        listed = self.page.locator("#result_list").bounding_box()["width"]
        self.assertEqual(listed, self.page.locator(".results").bounding_box()["width"])
