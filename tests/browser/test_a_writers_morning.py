"""A writer's morning at the desk, by real keys and clicks, from a transcript to a correction."""

import re

from django.test import tag
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Correction, Interview
from tests.browser.browser import CLIPBOARD, BrowserTestCase
from tests.builders import an_editor
from tests.pictures import TemporaryMediaMixin, make_picture

PASSWORD = "two cups out"
TRANSCRIPT = """Two cups out

Maren Tveit has kept the lighthouse for nineteen winters. We spoke in her kitchen.

TV: What do you do first in the morning?

Maren Tveit: I look at the glass, and then I look at the sea.

TV: Does the glass tell you anything?

Marren Tveit: Less than the sea does.

TV: And the forecast?

Maren Tveit: It came by telephone, two hours late.

TV: Who else was on the island that winter?

Maren Tveit: Nobody. My brother rowed out in March with the post.

Only in March?

Only in March.

TV: What did he bring?

TV: Letters, and a sack of coffee.
"""
PUBLIC_QUESTIONS = [
    "What do you do first in the morning?",
    "Does the glass tell you anything?",
    "Who else was on the island that winter?",
    "Only in March?",
    "What did he bring?",
]


@tag("both_databases")
class AWritersMorning(TemporaryMediaMixin, BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.errors = []  # in the scripts of both editors' pages
        for name in ("maja", "jonas"):
            an_editor(username=name, first_name=name.capitalize(), password=PASSWORD)

    def test_a_transcript_becomes_a_published_interview_that_is_corrected(self):
        self.page = self.a_signed_in_page("maja")
        self.paste_the_transcript()
        self.put_three_speakers_right()
        self.split_and_merge()
        self.add_a_picture()
        self.edit_beside_a_colleague()
        self.publish()
        self.correct()
        self.restore_a_word()

        self.assertEqual(self.errors, [])
        self.assert_every_step_is_on_record()
        self.assert_readers_see_all_of_it()

    # --- At the desk --------------------------------------------------------------

    def a_signed_in_page(self, name):
        page = self.a_page(permissions=CLIPBOARD)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open("/admin/", page)
        page.get_by_label("Username").fill(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="View site")).to_be_visible()
        return page

    def row(self, question, page=None):
        asks = f"[data-question]:text-is('{question}')"
        rows = (page or self.page).locator("[data-exchange]")
        return rows.filter(has=(page or self.page).locator(asks))

    def answer(self, question, page=None):
        """Open an exchange, and return the field of its answer."""
        row = self.row(question, page)
        field = row.locator("textarea[name$='-answer']")
        if not field.is_visible():
            row.locator("summary", has_text=question).click()
        field.click()
        return field

    def select(self, field, words):
        """Select words of a field, as a double click or Shift and the arrow keys do."""
        start = field.input_value().index(words)
        field.evaluate(f"field => field.setSelectionRange({start}, {start + len(words)})")

    def choose(self, question, action):
        self.row(question).locator(".row-menu > summary").click()
        self.row(question).get_by_role("button", name=action).click()

    def save(self, page=None):
        (page or self.page).keyboard.press("Control+s")
        expect((page or self.page).locator(".messagelist .success")).to_have_text("Saved.")

    # --- The morning --------------------------------------------------------------

    def paste_the_transcript(self):
        self.page.locator(".model-interview th a").click()
        self.page.get_by_role("link", name="New interview from a transcript").click()
        self.paste(self.page.get_by_label("The text"), TRANSCRIPT)
        self.page.get_by_role("button", name="Preview").click()
        expect(self.page.get_by_role("heading", name="Read as 5 exchanges")).to_be_visible()

    def put_three_speakers_right(self):
        speakers = self.page.locator(".transcript-speakers tr")
        for was, name in (("TV", "Teodor Vass"), ("Marren Tveit", "Maren Tveit")):
            cell = self.page.get_by_role("cell", name=was, exact=True)
            speakers.filter(has=cell).get_by_label("Name").fill(name)
        letters = self.page.locator("[data-paragraphs] li", has_text="Letters, and")
        letters.get_by_role("button", name="Edit").click()
        words = self.page.get_by_role("textbox", name="Words")
        expect(words).to_have_value(re.compile("^Letters, and"))
        letters = self.page.locator("[data-paragraphs] li", has=words)
        letters.get_by_label("Role").select_option(label="Answer")
        letters.get_by_label("Speaker").fill("Maren Tveit")
        letters.get_by_role("button", name="Done").click()
        expect(speakers.get_by_role("cell", name="Marren Tveit", exact=True)).to_have_count(0)

        self.assertFalse(Interview.objects.exists())
        self.page.get_by_role("button", name="Create the draft").click()
        expect(self.page.locator(".messagelist .success")).to_contain_text("draft was created")
        self.interview = Interview.objects.get()

    def split_and_merge(self):
        whole = self.answer("Who else was on the island that winter?")
        self.select(whole, "Only in March?")
        self.page.keyboard.press("ArrowLeft")
        self.page.keyboard.press("Alt+Enter")
        expect(self.row("Only in March?")).to_be_visible()
        self.choose("Does the glass tell you anything?", "Merge with the one below")
        expect(self.page.locator("[data-announce]")).to_have_text("Merged into exchange 2.")
        self.save()

    def add_a_picture(self):
        self.answer("What did he bring?").press("Control+End")
        row = self.row("What did he bring?")
        row.get_by_role("button", name="Insert a picture").first.click()
        dialog = self.page.get_by_role("dialog", name="Insert a picture")
        file = {"name": "cups.png", "mimeType": "image/png", "buffer": make_picture()}
        dialog.get_by_label("File").set_input_files(file)
        dialog.get_by_label("What the picture shows").fill("Two cups on a sill")
        dialog.get_by_label("Caption").fill("Every morning since")
        dialog.get_by_label("Caption").press("Enter")
        expect(row.locator(".markdownx-preview figcaption")).to_have_text("Every morning since")
        self.save()

    def edit_beside_a_colleague(self):
        jonas = self.a_signed_in_page("jonas")
        jonas.locator(".model-interview th a").click()
        jonas.get_by_role("link", name="Two cups out").click()
        expect(jonas.locator("[data-presence]")).to_contain_text("Maja is also here.")
        first, second = PUBLIC_QUESTIONS[:2]
        self.answer(first, jonas).press("Control+End")
        jonas.keyboard.type(" Always.")
        self.answer(second, jonas).press("Control+Home")
        jonas.keyboard.type("Jonas: ")
        self.answer(second).press("Control+End")
        self.page.keyboard.type(" Maja says so.")
        self.save(jonas)

        self.page.keyboard.press("Control+s")
        expect(self.page.get_by_role("heading", name="Not saved yet")).to_be_visible()
        expect(self.page.locator(".conflict-saved").first).to_contain_text("Jonas: Less than")
        self.page.get_by_role("radio", name="Both, joined").press("Space")
        self.save()

    def publish(self):
        self.page.get_by_role("button", name="Publish now").click()
        expect(self.page.locator(".messagelist .success")).to_contain_text("Published.")
        self.page.get_by_role("link", name="Read the interview.").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Two cups out")
        self.page.go_back()

    def correct(self):
        field = self.answer("Who else was on the island that winter?")
        self.select(field, "March")
        self.page.keyboard.type("April")
        self.page.keyboard.press("Control+s")
        refusal = self.page.locator("#public-change .errorlist")
        expect(refusal).to_be_visible()
        self.page.get_by_label("Correction", exact=True).check()
        self.page.get_by_label("Note for readers").fill("He rowed out in April.")
        self.save()

    def restore_a_word(self):
        self.page.get_by_role("link", name="Versions").click()
        self.page.get_by_role("button", name="Compare").click()
        expect(self.page.locator("del")).to_have_text("March")
        expect(self.page.locator("ins")).to_have_text("April")
        self.page.get_by_label("Clarification", exact=True).check()
        self.page.get_by_label("Note for readers").fill("It was March after all.")
        self.page.get_by_role("button", name="Restore this exchange").click()
        expect(self.page.locator(".messagelist .success")).to_have_text("Restored.")

    # --- What readers see ----------------------------------------------------------

    def assert_readers_see_all_of_it(self):
        reader = self.a_page()
        self.open(reverse("interviews:interview", args=["two-cups-out"]), reader)
        questions = reader.locator(".question-text").all_inner_texts()
        self.assertEqual(questions, PUBLIC_QUESTIONS)
        for words in (
            "By Teodor Vass",
            "I look at the glass, and then I look at the sea. Always.",
            "And the forecast?",
            "Jonas: Less than the sea does.",
            "two hours late. Maja says so.",
            "rowed out in March with the post.",
            "He rowed out in April.",
            "Clarification, ",
            "version 3",
        ):
            expect(reader.locator("main")).to_contain_text(words)
        expect(reader.get_by_role("img", name="Two cups on a sill")).to_be_visible()
        self.open(reverse("interviews:corrections"), reader)
        expect(reader.locator("main")).to_contain_text("It was March after all.")

    def assert_every_step_is_on_record(self):
        """Paste, split and merge, picture, colleague, conflict, correction, restored word."""
        versions = self.interview.versions.order_by("number")
        authors = ["maja", "maja", "maja", "jonas", "maja", "maja", "maja"]
        self.assertEqual([version.by.username for version in versions], authors)
        self.assertEqual(versions.last().restores.number, 5)
        corrected = self.interview.corrections.order_by("version__number")
        kinds = [Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION]
        self.assertEqual([correction.kind for correction in corrected], kinds)
