"""The desk where no script runs: everything but autosave is a plain form post."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from interviews.admin.exchange_text import TEXTS, merge, split
from tests.admin_forms import address_of
from tests.browser.axe import AxeTestCase
from tests.browser.test_desk import DeskTestCase as BrowserTestCase
from tests.builders import a_draft, a_person, a_topic, an_exchange, published
from tests.pictures import TemporaryMediaMixin, make_picture

LONG = "The forecast.\n\nAnd “then”?\n\nThe long  cable."
# Each is (texts of an exchange, field, place of the cursor).
SPLITS = [
    ({"answer": LONG, "pull_quote": "long cable"}, "answer", LONG.index("And")),
    ({"answer": LONG, "pull_quote": "The forecast"}, "answer", LONG.index("And")),
    ({"answer": LONG}, "answer", LONG.index("The long")),
    ({"answer": "Why? So.\nWhy?", "question": "A?"}, "answer", 5),
    ({"question": "A? B?\nC", "answer": "a", "pull_quote": "C"}, "question", 3),
    ({"answer": "どうして？\nだから。"}, "answer", 0),
]
MERGES = [
    ({"question": "A?", "answer": "a", "note": "n"}, {"question": "B?", "answer": " b\n"}),
    ({"answer": "a"}, {"question": "B?", "recurring": "Who?", "label": "B", "note": "n"}),
    ({"question": "A?", "label": "A", "pull_quote": "a"}, {"label": "B", "pull_quote": "b"}),
    ({"question": "A?", "recurring": "Who?"}, {"question": "B?", "recurring": "Who?"}),
]

VIEWS = [
    (theme, {"width": width, "height": 900})
    for theme in ("light", "dark")
    for width in (320, 768, 1280)
]


def blank(texts):
    return dict.fromkeys(TEXTS, "") | texts


class SameTextsTests(BrowserTestCase):
    """exchange-text.js and exchange_text.py do the same."""

    def in_browser(self, call, *arguments):
        script = f"async (given) => (await import('/static/desk/exchange-text.js')).{call}"
        return self.page.evaluate(script, list(arguments))

    def setUp(self):
        super().setUp()
        self.sign_in()
        self.open("/admin/")

    def test_an_exchange_is_split_in_the_same_way_with_and_without_scripts(self):
        for texts, field, cursor in SPLITS:
            texts = blank(texts)
            text = texts[field]
            there = self.in_browser("split(...given)", texts, field, text, cursor)

            here = split(texts, field, text[:cursor].rstrip(), text[cursor:].strip())

            self.assertEqual([there["above"], there["below"]], list(here))

    def test_two_exchanges_are_merged_in_the_same_way_with_and_without_scripts(self):
        for first, second in MERGES:
            first, second = blank(first), blank(second)
            there = self.in_browser("merge(...given)", first, second)

            self.assertEqual((there["joined"], there["lost"]), merge(first, second))


class PagesWithoutScriptsTests(TemporaryMediaMixin, AxeTestCase):
    """The pages that do without scripts what dialogs do with them."""

    def setUp(self):
        super().setUp()
        self.page = self.a_page(java_script_enabled=False)
        self.sign_in()
        self.interview = a_draft(exchanges=0)
        an_exchange(self.interview, "Which glass?", "The glass. " * 30)
        published(self.interview)
        self.open(address_of(self.interview))

    def look_at(self, address):
        """Run axe on the page, which has no script of its own, in a browser with scripts."""
        without_scripts, self.page = self.page, self.a_page()
        self.sign_in()
        self.open(address)
        self.look(address, VIEWS)
        self.page = without_scripts

    def test_words_are_found_and_replaced_and_readers_are_told(self):
        self.page.get_by_role("link", name="Find and replace").click()
        self.page.get_by_label("Find", exact=True).fill("glass")
        self.page.get_by_role("button", name="Find").click()
        found = self.page.url.removeprefix(self.live_server_url)
        self.page.get_by_label("1, Answer").first.uncheck()
        self.page.get_by_label("Replace with").fill("cup")
        self.page.get_by_role("button", name="Replace the chosen").click()
        expect(self.page.locator(".errorlist")).to_contain_text("what kind of change")

        self.page.get_by_label("Typing error", exact=True).check()
        self.page.get_by_role("button", name="Replace the chosen").click()

        expect(self.page.locator(".messagelist .success")).to_contain_text("Replaced: 30")
        self.assertEqual(self.interview.exchanges.get().question, "Which cup?")
        self.look_at(found)

    def test_a_picture_is_stored_and_its_markdown_is_shown(self):
        self.page.locator(".exchange-fields > summary").first.click()
        with self.page.context.expect_page() as opened:
            self.page.get_by_role("link", name="Add a picture").first.click()
        page = opened.value
        file = {"name": "wall.png", "mimeType": "image/png", "buffer": make_picture()}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Show the Markdown").click()
        expect(page.locator(".errorlist")).to_contain_text("Tell what the picture shows")
        page.get_by_label("What the picture shows").fill("A wall.")
        page.get_by_role("button", name="Show the Markdown").click()

        expect(page.locator("#picture-markdown")).to_have_value(re.compile(r"^!\[A wall\.\]"))
        self.look_at(reverse("picture_page"))


class ConversationWithoutScriptsTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.page = self.a_page(java_script_enabled=False)
        self.sign_in()
        self.interview = a_draft(exchanges=0)
        for question, answer in (("A?", "one two"), ("B?", "b"), ("C?", "c")):
            an_exchange(self.interview, question, answer)
        self.open(address_of(self.interview))

    def press(self, row, name):
        self.page.locator("[data-exchange]").nth(row).get_by_role("button", name=name).click()

    def field(self, row, name):
        return self.page.locator("[data-exchange]").nth(row).locator(f"[name$='-{name}']:visible")

    def texts(self):
        standing = self.interview.exchanges.not_removed().order_by("position")
        return list(standing.values_list("question", "answer"))

    def test_exchanges_are_split_merged_and_inserted_and_each_step_is_undone(self):
        self.field(0, "answer").fill("one\n///\ntwo")
        self.press(0, "Split")
        expect(self.page.locator(".row-change")).to_contain_text("exchange 2. Not saved yet.")
        self.assertIn("#exchanges-0", self.page.url)
        expect(self.field(1, "answer")).to_have_value("two")

        self.press(2, "Merge with the one below")
        expect(self.page.locator(".row-change")).to_contain_text("Merged into exchange 3.")
        self.press(2, "Undo the last step")
        expect(self.page.locator(".row-change")).to_contain_text("Undone.")

        self.press(3, "Insert below")
        self.field(4, "question").fill("D?")
        self.field(4, "answer").fill("d")
        self.field(0, "ORDER").fill("4")
        self.save()

        moved = [("", "two"), ("B?", "b"), ("C?", "c"), ("A?", "one"), ("D?", "d")]
        self.assertEqual(self.texts(), moved)

    def test_ticked_exchanges_are_moved_together(self):
        for row in (1, 2):
            self.page.get_by_label("Select", exact=True).nth(row).check()
        self.page.locator("[name=_to]").fill("1")
        self.page.get_by_role("button", name="Change the ticked").click()
        expect(self.page.locator(".row-change")).to_contain_text("Changed: exchange 1, 2.")
        for width in (320, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            shown = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(shown, width)

        self.save()

        self.assertEqual([question for question, _answer in self.texts()], ["B?", "C?", "A?"])

    def test_people_and_topics_are_chosen_by_typing_their_names(self):
        person, topic = a_person("Mirela Anand"), a_topic("Grids")
        self.page.locator("[name=credits-2-person-name]").fill("mirela anand")
        self.page.locator("[name=topics-name]").fill("grids")

        self.save()

        self.assertIn(person, self.interview.people.all())
        self.assertEqual(self.interview.topics.get(), topic)
        for width in (320, 768, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            shown = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(shown, width)

    def test_with_scripts_the_page_has_none_of_these_buttons(self):
        page = self.a_page()
        self.sign_in(page)
        self.open(address_of(self.interview), page)

        page.get_by_role("button", name="Add an exchange").click()

        self.assertEqual(page.locator("button[name=_row]").count(), 0)
