"""The text of an answer is in every page and export of an interview."""

import json
import re
from html import unescape
from xml.etree import ElementTree

from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase as HypothesisTestCase
from markdown_it import MarkdownIt

from interviews import transcripts
from interviews.prose.escaping import escape_markdown
from interviews.share_images.text_fitting import clean_spoken_line
from interviews.transcripts.drafts import create_draft
from tests.builders import an_interview_of, published
from tests.interviews.prose.test_escaping import TEXTS

SAID = (
    "1933. When the dam broke.",
    "1933.",
    "40. No more.",
    "41. Then some.",
    "- Before that I had none.",
    "# 1 on my list was rest.",
    "> 2 is more than 1.",
    "[Dam_01]: Me.",
    "2 * 3 * 4 is 24, 2*3*4 too; snake_case_name and C:\\dir\\*.*",
    "R&amp;D &copy; <b> and [1](2 apples) `so`",
    "10) That is | all |",
)
FORM = "{http://www.w3.org/2005/Atom}"


def a_talk(answer):
    """Return a published interview, imported from plain text, with this answer."""
    text = (
        "The dam at Ulvik\n================\n\n"
        "Odd Bakke: When was it?\n\nMaren Tveit: Then.\n\nOdd Bakke: And what then?\n\n"
        f"Maren Tveit: So:\n\n{answer}\n\nOdd Bakke: Is that all?\n\nMaren Tveit: It is.\n"
    )
    return published(create_draft(transcripts.assemble(transcripts.parse(text))))


def words(text):
    return " ".join(text.split())


def of_html(html):
    html = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", html)
    return words(unescape(re.sub("<[^<>]*>", "", re.sub("<br[^<>]*>|</p>|</li>", " ", html))))


class PlainTextAnswers(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = a_talk("\n\n".join(SAID[:-1]) + f"\n\n    {SAID[-1]}")
        cls.exchange = cls.interview.exchanges.all()[1]
        cls.page = cls.interview.get_absolute_url()
        cls.said = words(" ".join(SAID))

    def text(self, address):
        return self.client.get(address).content.decode()

    def test_spoken_text_is_on_the_page(self):
        self.assertIn(self.said, of_html(self.text(self.page)))
        self.assertNotIn("<pre>", self.text(self.page))

    def test_spoken_text_is_in_the_plain_text_export(self):
        self.assertIn(self.said, words(self.text(f"{self.page.rstrip('/')}.txt")))

    def test_spoken_text_is_in_the_markdown_export_for_any_parser(self):
        copy = self.text(f"{self.page.rstrip('/')}.md")

        self.assertIn(self.said, of_html(MarkdownIt("commonmark").render(copy)))

    def test_spoken_text_is_in_the_json_export(self):
        told = json.loads(self.text(f"{self.page.rstrip('/')}.json"))
        answer = told["exchanges"][1]["answer"]

        self.assertIn(self.said, words(answer["text"]))
        self.assertIn(self.said, of_html(answer["html"]))

    def test_the_beginning_of_spoken_text_is_in_the_structured_data(self):
        scripts = re.findall(r'(?s)ld\+json"[^>]*>(.*?)</script>', self.text(self.page))

        told = words(" ".join(self.strings(map(json.loads, scripts))))
        self.assertIn(self.said[:80], told)

    def strings(self, value):
        if isinstance(value, str):
            yield value
        elif not isinstance(value, int | float | None):
            for part in value.values() if isinstance(value, dict) else value:
                yield from self.strings(part)

    def test_spoken_text_is_in_the_feed(self):
        feed = ElementTree.fromstring(self.text("/feed.atom"))

        self.assertIn(self.said, of_html(feed.find(f"{FORM}entry/{FORM}content").text))

    def test_spoken_text_begins_the_description_of_the_page(self):
        page = self.text(self.exchange.get_absolute_url())
        [description] = re.findall(r'<meta name="description" content="([^"]*)"', page)

        begins = words(unescape(description))
        self.assertTrue(begins.startswith("So: 1933. When the dam broke. 1933. 40."), begins)

    def test_spoken_text_is_in_the_share_image(self):
        self.assertIn(self.said, clean_spoken_line(self.exchange.answer))

    def test_spoken_text_is_found_by_search(self):
        for sought in ("1933", "dam_01", "apples", "snake_case_name", "41", "rest"):
            with self.subTest(sought):
                page = self.text(f"/search/?q={sought}")

                self.assertIn("<mark>", page)
                self.assertIn(self.exchange.key, page)


class AnyPlainText(HypothesisTestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS.filter(lambda text: any(map(str.isalnum, text))))
    def test_any_spoken_text_is_in_order_in_every_export(self, text):
        interview = an_interview_of(("When?", f"So:\n\n{escape_markdown(text)}\n\nThat is it."))
        address = interview.get_absolute_url().rstrip("/")
        said = f"So: {words(text)} That is it."

        self.assertIn(said, of_html(self.client.get(f"{address}/").content.decode()))
        self.assertIn(said, words(self.client.get(f"{address}.txt").content.decode()))
        copy = MarkdownIt("commonmark").render(self.client.get(f"{address}.md").content.decode())
        self.assertIn(said, of_html(copy))
        answer = self.client.get(f"{address}.json").json()["exchanges"][0]["answer"]
        self.assertEqual(said, words(answer["text"]))
