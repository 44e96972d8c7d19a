"""Whose words they are: of a sole subject, a further speaker, two at once, nobody recorded."""

import json
import re
from html import unescape

from django.test import TestCase
from django.utils import timezone

from interviews import share_images
from interviews.models import Credit, Exchange, Interview
from tests.builders import (
    a_draft,
    a_person,
    a_recurring_question,
    an_exchange,
    an_interview,
    published,
)

INES, ODILE = "Ines Okafor", "Odile Brandt"
BOTH, NOBODY = "Odile Brandt and Ines Okafor", ""


class SpeakersEverywhere(TestCase):
    """One person is interviewed, and another, who has a page, answers some of it."""

    said = {"Alphaword.": INES, "Bravoword.": ODILE, "Charlieword.": BOTH, "Deltaword.": INES}

    @classmethod
    def setUpTestData(cls):
        cls.ines, cls.odile = a_person(INES), a_person(ODILE)
        cls.recurring = a_recurring_question("Who decides?")
        an_interview("Another", subjects=[cls.odile])
        draft = a_draft("Talk", exchanges=0, subjects=[cls.ines])
        again = {"recurring": cls.recurring}
        an_exchange(draft, "Who decides?", "Alphaword.", **again)
        an_exchange(draft, "", "Bravoword.", answered_by=[cls.odile])
        an_exchange(draft, "And both?", "Charlieword.", answered_by=[cls.ines, cls.odile])
        an_exchange(draft, "Last?", "Deltaword.", asked_by=cls.odile)
        cls.interview = published(draft)
        cls.address = cls.interview.get_absolute_url()

    def text(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return response.content.decode()

    def exchanges(self):
        return {each.answer: each for each in self.interview.exchanges.all()}

    def listed_of(self, person):
        return set(Exchange.objects.answered_by_person(person).values_list("answer", flat=True))

    def test_each_person_is_listed_with_what_they_said(self):
        self.assertEqual(self.listed_of(self.ines), {"Alphaword.", "Charlieword.", "Deltaword."})
        self.assertEqual(
            self.listed_of(self.odile), {"Bravoword.", "Charlieword.", "The forecast."}
        )

    def test_a_search_by_speaker_finds_the_speakers_own_words(self):
        for words, who in self.said.items():
            # Odile asks the last question, and so it is filed under her, too.
            for person in (self.ines, self.odile)[: 1 if words == "Deltaword." else 2]:
                with self.subTest(words, person=person):
                    page = self.text(f"/search/?q={words[:-1]}&person={person.slug}")
                    self.assertEqual("<mark>" in page, person.name in who)

    def test_search_results_name_the_speaker(self):
        for words, who in self.said.items():
            page = self.text(f"/search/?q={words[:-1]}")
            [hit] = re.findall(r'<p class="speaker"><b>(.*?)</b>', page)
            self.assertEqual(hit, who, words)

    def test_answers_to_a_recurring_question_name_the_speaker(self):
        page = self.text(self.recurring.get_absolute_url())

        answers = dict(self.answers(page, "Alphaword.", "Bravoword."))
        self.assertIn(INES, answers["Alphaword."])
        self.assertIn(ODILE, answers["Bravoword."])
        self.assertNotIn("Bravoword.", self.text(self.ines.get_absolute_url()))
        self.assertIn("Bravoword.", self.text(self.odile.get_absolute_url()))
        self.assertNotIn("Alphaword.", self.text(self.odile.get_absolute_url()))

    def answers(self, page, *words):
        """Each of some words with what stands between it and the one before it."""
        start = page.index("<main")
        for each in words:
            at = page.index(each, start)
            yield each, page[start:at]
            start = at

    def test_the_page_names_the_speaker_above_each_answer(self):
        by = re.findall(r'data-by="([^"]*)".*?(\w+word\.)', self.text(self.address), re.DOTALL)

        self.assertEqual({words: who for who, words in by}, self.said)

    def test_the_page_of_an_exchange_names_the_speaker_of_each_answer(self):
        for words, exchange in self.exchanges().items():
            page = self.text(exchange.get_absolute_url())
            self.assertIn(f'data-by="{self.said[words]}"', page)

    def test_exports_of_an_interview_name_the_speaker(self):
        copy = json.loads(self.text(f"{self.address[:-1]}.json"))
        told = {
            each["answer"]["text"]: " and ".join(person["name"] for person in each["answered_by"])
            for each in copy["exchanges"]
        }
        self.assertEqual(told, self.said)
        for suffix, form in (("md", "**{}:** {}"), ("txt", "{}: {}")):
            text = self.text(f"{self.address[:-1]}.{suffix}")
            for words, who in self.said.items():
                self.assertIn(form.format(who, words), text)

    def test_exports_of_an_exchange_name_the_speaker(self):
        for words, exchange in self.exchanges().items():
            address = exchange.get_absolute_url()[:-1]
            self.assertIn(f"**{self.said[words]}:** {words}", self.text(f"{address}.md"))
            self.assertIn(f"{self.said[words]}: {words}", self.text(f"{address}.txt"))

    def test_structured_data_names_the_speaker(self):
        [data] = re.findall(r'ld\+json">(.*?)</script>', self.text(self.address), re.DOTALL)
        told = {}
        for node in json.loads(data)["@graph"]:
            self.gather(node, told)
        self.assertEqual(told, self.said)

    def gather(self, node, told):
        if isinstance(node, list):
            for each in node:
                self.gather(each, told)
        if isinstance(node, dict):
            if node.get("@type") == "Answer":
                authors = node.get("author", [])
                authors = authors if isinstance(authors, list) else [authors]
                names = {self.ines.slug: INES, self.odile.slug: ODILE}
                told[node["text"]] = " and ".join(
                    each.get("name") or names[each["@id"].split("/")[-2]] for each in authors
                )
            for each in node.values():
                self.gather(each, told)

    def test_embeds_and_share_images_name_the_speaker(self):
        for words, exchange in self.exchanges().items():
            address = f"http://testserver{exchange.get_absolute_url()}"
            told = json.loads(self.text(f"/oembed?url={address}"))
            self.assertEqual(told["author_name"], self.said[words])
            self.assertIn(f"— {self.said[words]}, <a", unescape(told["html"]))
            interview = Interview.objects.for_reading().get(pk=self.interview.pk)
            card = share_images.build_exchange_image(
                interview, *interview.get_question_and_exchange(exchange.key)
            )
            self.assertEqual((card.names, card.answer), (self.said[words], words))

    def test_feeds_name_the_speaker_where_more_than_two_people_speak(self):
        for address in ("/feed.atom", "/feed.json"):
            content = unescape(self.text(address))
            before = content[: content.index("Bravoword.")].rpartition("Alphaword.")[2]
            self.assertIn(ODILE, before)
            self.assertNotIn(INES, before)

    def test_a_pull_quote_on_the_front_page_names_the_speaker(self):
        Credit.objects.create(interview=self.interview, person=self.odile, role="subject")
        quoted = self.interview.exchanges.get(answer="Bravoword.")
        quoted.pull_quote = "Bravoword."
        quoted.save()
        for number in range(4):  # every fourth line below the first interview is a quotation
            an_interview(f"Newer {number}", at=timezone.now())

        page = self.text("/")
        [place] = re.findall(r'<article class="quotation-teaser">.*?</article>', page, re.DOTALL)

        self.assertIn(f'href="{self.address}#{quoted.key}">Bravoword.</a>', place)
        self.assertIn(f'<span class="fact">— <bdi>{ODILE}</bdi></span>', place)

    def test_a_speaker_is_not_guessed_once_a_second_person_is_interviewed(self):
        Credit.objects.create(interview=self.interview, person=self.odile, role="subject")

        self.assertEqual(self.listed_of(self.ines), {"Charlieword."})
        page = self.text(self.address)
        by = re.findall(r'data-by="([^"]*)".*?(\w+word\.)', page, re.DOTALL)
        unknown = {"Alphaword.": NOBODY, "Deltaword.": NOBODY}
        self.assertEqual({words: who for who, words in by}, self.said | unknown)
        self.assertEqual(self.text("/search/?q=alphaword&person=ines-okafor").count("<mark>"), 0)
        copy = json.loads(self.text(f"{self.address[:-1]}.json"))
        self.assertEqual(copy["exchanges"][0]["answered_by"], [])
