"""A transcript of sixty questions is pasted: shown before it is saved, and no word is lost."""

from django.test import tag
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Interview
from tests.browser.browser import CLIPBOARD, BrowserTestCase

COUNT = 60
TALK = [
    (
        f"What did year {number} teach you about the cable?",
        f"It was long, and we carried it twice.\n\nThen mark{number} came, and it held.",
    )
    for number in range(1, COUNT + 1)
]


def as_plain_text():
    return "\n\n".join(f"Ivo Kral: {asked}\n\nAda Lo: {said}" for asked, said in TALK)


def as_changelog():
    """The form of the Changelog's transcripts: bold names and times in escaped brackets."""
    return "\n\n".join(
        rf"**Ivo Kral:** {asked} \[00:{number % 60:02}:12.10\]" + f"\n\n**Ada Lo:** {said}"
        for number, (asked, said) in enumerate(TALK)
    )


def as_bold_questions():
    return "\n\n".join(f"**{asked}**\n\n{said}" for asked, said in TALK)


def as_document():
    """HTML as a word processor copies it."""
    paragraphs = (
        f"<p><b>{asked}</b></p>" + "".join(f"<p>{each}</p>" for each in said.split("\n\n"))
        for asked, said in TALK
    )
    return "".join(paragraphs)


def as_cues(separator):
    """[(time of a cue, speaker, words), …]"""
    turns = [turn for asked, said in TALK for turn in (("Ivo Kral", asked), ("Ada Lo", said))]
    for second, (speaker, words) in enumerate(turns):
        minutes, seconds = divmod(second * 4, 60)
        time = f"00:{minutes:02}:{seconds:02}{separator}"
        yield f"{time}000 --> {time}900", speaker, " ".join(words.split())


def as_vtt():
    cues = (f"{time}\n<v {speaker}>{words}" for time, speaker, words in as_cues("."))
    return "WEBVTT\n\n" + "\n\n".join(cues)


def as_srt():
    cues = enumerate(as_cues(","), 1)
    return "\n\n".join(f"{n}\n{time}\n{name}: {words}" for n, (time, name, words) in cues)


class PastingSixtyQuestionsTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.page = self.a_page(permissions=CLIPBOARD)
        self.sign_in()
        self.open(reverse("admin:interviews_interview_transcript"))
        self.field = self.page.locator("#id_text")

    def preview(self, text, html=""):
        self.paste(self.field, text, html)
        self.page.get_by_role("button", name="Preview").click()

    def assert_all_is_shown_and_then_saved(self):
        heading = self.page.get_by_role("heading", name=f"Read as {COUNT} exchanges")
        expect(heading).to_be_visible()
        expect(self.page.locator("[data-role=question]")).to_have_count(COUNT)
        self.assertFalse(Interview.objects.exists())

        self.page.get_by_role("button", name="Create the draft").click()

        expect(self.page.locator(".messagelist .success")).to_be_visible()
        exchanges = Interview.objects.get().exchanges.order_by("position")
        self.assertEqual(list(exchanges.values_list("question", "answer")), TALK)

    @tag("both_databases")
    def test_names_before_each_turn(self):
        self.preview(as_plain_text())

        self.assert_all_is_shown_and_then_saved()

    def test_bold_names_and_times(self):
        self.preview(as_changelog())

        self.assert_all_is_shown_and_then_saved()

    def test_bold_questions(self):
        self.preview(as_bold_questions())

        self.assert_all_is_shown_and_then_saved()

    @tag("both_databases")
    def test_bold_questions_of_a_document(self):
        self.paste(self.field, "not as plain text", as_document())
        expect(self.field).to_have_value(as_bold_questions())

        self.page.get_by_role("button", name="Preview").click()

        self.assert_all_is_shown_and_then_saved()

    def test_subtitles_lose_no_word(self):
        for text in (as_vtt(), as_srt()):
            self.field.fill("")
            self.preview(text)
            self.page.wait_for_load_state()

            shown = self.page.locator("main").inner_text()
            if self.field.count():
                shown += self.field.input_value()
            lost = [number for number in range(1, COUNT + 1) if f"mark{number} " not in shown]
            self.assertEqual(lost, [])
            self.assertFalse(Interview.objects.exists())
            self.open(reverse("admin:interviews_interview_transcript"))
