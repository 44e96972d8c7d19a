"""Editing in a browser: by keyboard, by mouse and without JavaScript."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from interviews.models import Interview
from tests.admin_forms import address_of
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft, a_person, an_exchange

PASTED = """What do you do first in the morning?

I look at the glass, and then I look at the sea, for as long as the coffee takes.

Does it tell you anything?

Less than the glass does, and more than the forecast ever did in all of those years.
"""


class DeskTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.sign_in()

    def write(self, *questions):
        self.interview = a_draft(exchanges=0)
        for question in questions:
            an_exchange(self.interview, question, answer=f"An answer to {question}")
        self.open(address_of(self.interview))

    def row(self, question):
        asks = self.page.locator(f"[data-question]:text-is('{question}')")
        return self.page.locator("[data-exchange]").filter(has=asks)

    def choose(self, question, action):
        """Choose an action in the menu of a row."""
        self.row(question).locator(".row-menu > summary").click()
        self.row(question).get_by_role("button", name=action).click()

    def shown(self):
        return "".join(self.page.locator("[data-question]").all_inner_texts())

    def saved(self):
        exchanges = self.interview.exchanges.order_by("position")
        return "".join(exchanges.values_list("question", flat=True))

    def save(self):
        for choice in self.page.get_by_label("Typing error", exact=True).all():  # if published
            choice.check()
        self.page.locator("input[name=_continue]").first.click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()


class MovingExchangesTests(DeskTestCase):
    def test_alt_and_an_arrow_key_move_the_focused_exchange_and_keep_the_focus(self):
        self.write("A", "B", "C", "D")
        self.row("D").locator("summary").first.focus()

        self.page.keyboard.press("Alt+ArrowUp")
        self.page.keyboard.press("Alt+ArrowUp")

        self.assertEqual(self.shown(), "ADBC")
        expect(self.row("D").locator("summary").first).to_be_focused()
        expect(self.page.locator("[data-announce]")).to_have_text("Moved to place 2 of 4.")
        self.save()
        self.assertEqual(self.saved(), "ADBC")

    def test_buttons_move_an_exchange(self):
        self.write("A", "B", "C")

        self.row("A").get_by_role("button", name="Move down").press("Enter")
        self.row("C").get_by_role("button", name="Move up").press("Enter")

        self.assertEqual(self.shown(), "BCA")

    def test_typing_a_place_number_moves_an_exchange(self):
        self.write(*"ABCDEF")

        self.row("F").get_by_label("Place").fill("2")
        self.row("F").get_by_label("Place").press("Tab")

        self.assertEqual(self.shown(), "AFBCDE")

    def test_an_exchange_can_be_dragged_by_its_handle(self):
        self.write("A", "B", "C", "D")
        self.row("D").scroll_into_view_if_needed()
        handle = self.row("D").locator("[data-handle]").bounding_box()
        goal = self.row("B").bounding_box()

        self.page.mouse.move(handle["x"] + 8, handle["y"] + 8)
        self.page.mouse.down()
        self.page.mouse.move(handle["x"] + 8, handle["y"] - 12, steps=4)
        self.page.mouse.move(goal["x"] + 30, goal["y"] + 4, steps=8)
        self.page.mouse.up()

        expect(self.page.locator("[data-announce]")).to_have_text("Moved to place 2 of 4.")
        self.save()
        self.assertEqual(self.saved(), "ADBC")

    def test_a_new_exchange_can_be_inserted_between_others_and_removed_again(self):
        self.write("A", "B")

        for question in ("N", "O"):
            self.choose("A", "Insert below")
            self.page.keyboard.type(question)
        self.choose("O", "Remove")

        self.assertEqual(self.shown(), "ANB")
        self.save()
        self.assertEqual(self.saved(), "ANB")

    def test_a_form_that_comes_back_with_an_error_keeps_the_new_order(self):
        self.write("A", "B", "C")
        self.row("A").get_by_role("button", name="Move down").click()
        self.choose("C", "Insert below")
        self.page.keyboard.type("N")
        self.page.locator("#id_title").fill("")

        self.page.locator("input[name=_continue]").first.click()

        expect(self.page.locator(".form-errors")).to_be_visible()
        self.assertEqual(self.shown(), "BAC" + "New exchange")
        expect(self.page.locator("[data-exchange] textarea").last).to_be_attached()


class MarkdownPreviewTests(DeskTestCase):
    def test_the_preview_of_a_new_exchange_looks_like_the_page(self):
        self.write("A")
        self.page.get_by_role("button", name="Add an exchange").click()
        self.page.keyboard.type("N")
        self.page.keyboard.press("Tab")

        self.page.keyboard.type("A *line*[^1]\n\n[^1]: with a note")

        preview = self.page.locator("[data-exchange]").last.get_by_role("group", name="Preview")
        expect(preview.locator("em")).to_have_text("line")
        expect(preview.locator("sup")).to_have_text("1")
        expect(preview.locator("li")).to_contain_text("with a note")

    def test_the_sign_in_page_is_no_preview_and_its_fields_are_not_sent(self):
        self.write("A")
        answer = self.page.locator("[name=exchanges-0-answer]")
        answer.scroll_into_view_if_needed()
        preview = answer.locator("xpath=../..").locator(".markdownx-preview")
        expect(preview).to_contain_text("An answer to A")
        Session.objects.all().delete()

        with self.page.expect_response("**/admin/login/**"):
            answer.fill("My words.")

        expect(preview).to_be_empty()
        self.assertEqual(self.page.locator("[name=password]").count(), 0)
        self.page.locator("input[name=_continue]").first.click()
        expect(self.page.get_by_role("status")).to_contain_text("your changes are saved")

    def test_tab_leaves_a_markdown_field(self):
        self.write("A")
        answer = self.page.locator("[name=exchanges-0-answer]")
        answer.focus()
        self.page.keyboard.press("Tab")

        expect(answer).not_to_be_focused()
        expect(answer).to_have_value("An answer to A")

    def test_a_closed_exchange_requests_no_preview(self):
        asked = []
        self.page.on("request", lambda each: asked.append("markdownify" in each.url))

        self.write(*"ABCDEFGHIJ")
        self.page.wait_for_load_state("networkidle")

        self.assertLess(sum(asked), 4)


class DeskWithoutJavaScriptTests(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.page = self.a_page(java_script_enabled=False)
        self.sign_in()

    def test_exchanges_are_moved_and_added_by_place_number_without_scripts(self):
        self.write("A", "B", "C")
        self.row("C").get_by_label("Place").fill("1")
        blank = self.page.locator("[data-fresh]")
        blank.locator("[name$=-question]").fill("N")
        blank.locator("[name$=-answer]").fill("New.")
        blank.get_by_label("Place").fill("2")

        self.save()

        self.assertEqual(self.saved(), "CANB")

    def test_a_transcript_becomes_a_draft_without_scripts(self):
        self.open("/admin/interviews/interview/transcript/")
        self.page.locator("#id_text").fill(PASTED)
        self.page.get_by_role("button", name="Preview").click()
        expect(self.page.locator("#transcript-result")).to_have_text("Read as 2 exchanges")

        self.page.get_by_role("button", name="Create the draft").click()

        expect(self.page.locator(".messagelist .success")).to_be_visible()
        self.assertEqual(Interview.objects.get().exchanges.count(), 2)


class DeskContentSecurityPolicyTests(DeskTestCase):
    """The content security policy of the public pages applies to the desk too."""

    def test_no_page_of_the_desk_violates_the_content_security_policy(self):
        draft, person = a_draft(), a_person("Ada Lo")

        for address in (
            "/admin/",
            "/admin/interviews/interview/",
            "/admin/interviews/interview/add/",
            address_of(draft),
            address_of(person),
            "/admin/interviews/correction/add/",
            "/admin/interviews/interview/transcript/",
            "/admin/comments/reply/",
        ):
            answer = self.open(address)
            self.page.wait_for_load_state("networkidle")

            self.assertIn("script-src 'self'", answer.headers["content-security-policy"])
            broken = [each for each in self.complaints if "Content Security Policy" in each]
            self.assertEqual(broken, [], address)

    def test_people_are_found_by_typing_a_part_of_their_name(self):
        self.write("A")
        a_person("Ada Lo")

        self.page.locator("#credits-2 .select2-selection").click()
        self.page.keyboard.type("ada")
        self.page.locator(".select2-results__option", has_text="Ada Lo").click()
        self.save()

        self.assertIn("Ada Lo", [person.name for person in self.interview.subjects])
        self.assertEqual([each for each in self.complaints if "Policy" in each], [])
