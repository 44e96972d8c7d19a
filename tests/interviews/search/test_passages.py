"""What a search's page shows of each exchange found, and that nothing typed can harm it."""

import json
import unittest
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, TestCase, tag
from django.utils.safestring import SafeString

from interviews import search
from interviews.models import Exchange
from interviews.search.passage import LENGTH, Marker
from interviews.search.words import terms
from tests.builders import a_person, a_topic, an_exchange, an_interview

NAUGHTY = Path(settings.BASE_DIR) / "../shared/data/naughty/blns.json"


def passage(words, *texts):
    return Marker(terms(words)).passage(texts)


class MarkingWords(SimpleTestCase):
    def test_matching_words_are_marked_as_they_are_written(self):
        self.assertEqual(passage("cafe", "Le Café, là."), "Le <mark>Café</mark>, là.")

    def test_a_word_matched_by_its_beginning_is_marked_to_its_end(self):
        self.assertEqual(passage("fore", "The forecasts."), "The <mark>forecasts</mark>.")

    def test_a_phrase_is_marked_as_a_whole_and_no_further(self):
        self.assertEqual(
            passage("“night port”", "A night-port, a night porter."),
            "A <mark>night-port</mark>, a night porter.",
        )

    def test_parts_of_other_words_are_not_marked(self):
        self.assertEqual(passage("art", "A part, party."), "A part, party.")

    def test_letters_that_fold_to_several_letters_are_marked_whole(self):
        self.assertEqual(passage("strasse", "Die Straße hier"), "Die <mark>Straße</mark> hier")

    def test_decomposed_letters_are_marked_with_their_accents(self):
        self.assertEqual(passage("cafe", "Cafe\u0301."), "<mark>Cafe\u0301</mark>.")

    def test_words_of_scripts_without_spaces_are_marked(self):
        self.assertEqual(
            passage("东京 馆", "在东京的图书馆。"), "在<mark>东京</mark>的图书<mark>馆</mark>。"
        )

    def test_html_in_the_text_is_escaped(self):
        marked = passage("bold", "<b>bold</b> & <script>")

        self.assertEqual(marked, "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &lt;script&gt;")
        self.assertIsInstance(marked, SafeString)

    def test_a_whole_question_is_marked_without_being_cut(self):
        marked = Marker(terms("rota")).marked("Who keeps it? " * 50 + "The rota?")

        self.assertIn("<mark>rota</mark>", marked)
        self.assertNotIn("…", marked)


class ChoosingAPassage(SimpleTestCase):
    def test_a_passage_begins_and_ends_between_words(self):
        before, after = "before " * 60, " after" * 60

        text = passage("needle", before + "needle" + after).replace("<mark>", "")

        words = set(text.replace("</mark>", "").split())
        self.assertEqual(words, {"…", "before", "needle", "after"})
        self.assertAlmostEqual(len(text), LENGTH, delta=60)

    def test_a_passage_is_no_longer_where_the_word_is_everywhere(self):
        shown = passage("tide", "The tide comes. " * 200).replace("<mark>", "")

        self.assertLess(len(shown.replace("</mark>", "")), LENGTH + 20)

    def test_a_short_text_is_shown_whole(self):
        self.assertEqual(passage("tide", "The tide\n\ndecides."), "The <mark>tide</mark> decides.")

    def test_the_text_with_more_of_the_words_is_chosen(self):
        self.assertIn("nobody", passage("tide fog", "The tide.", "Fog and tide, nobody."))

    def test_the_place_with_more_of_the_words_is_chosen(self):
        text = "The tide. " + "Nothing here. " * 60 + "Fog on the tide."

        self.assertIn("<mark>Fog</mark>", passage("tide fog", text))

    def test_a_text_without_a_match_is_shown_from_its_beginning(self):
        self.assertTrue(passage("fog", "The tide decides. " * 40).startswith("The tide"))

    def test_a_text_without_spaces_is_cut_between_letters(self):
        text = passage("ห้องสมุด", "ที่นี่" * 80 + "ห้องสมุด" + "ที่นั่น" * 80)

        self.assertIn("<mark>ห้องสมุด</mark>", text)
        self.assertLess(len(text), 2 * LENGTH)
        self.assertRegex(text, "^… [ก-ฮเ]")


class PassagesOfResults(TestCase):
    def test_a_passage_shows_the_answer_without_its_markup(self):
        an_exchange(an_interview(), answer="The **night** [porter](https://a.example), since May.")

        (found,) = search.search_interviews("porter")[:30]

        self.assertEqual(found.passage, "The night <mark>porter</mark>, since May.")

    def test_a_matching_question_is_marked_too(self):
        an_exchange(an_interview(), question="Who keeps the *rota*?")

        (found,) = search.search_interviews("rota")[:30]

        self.assertEqual(found.heading, "Who keeps the <mark>rota</mark>?")

    def test_a_passage_shows_the_words_of_a_matching_note(self):
        an_exchange(an_interview(), note="He moved to Kiruna.")

        (found,) = search.search_interviews("kiruna")[:30]

        self.assertEqual(found.passage, "He moved to <mark>Kiruna</mark>.")

    def test_a_passage_shows_the_words_of_a_matching_introduction(self):
        an_interview(introduction="We met in the fog.")

        (found,) = search.search_interviews("fog")[:30]

        self.assertEqual(found.passage, "We met in the <mark>fog</mark>.")


class TheSearchPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview(exchanges=3)

    def find(self, **query):
        return self.client.get("/search/", query)

    def test_the_search_page_shows_the_result(self):
        response = self.find(q="forecast")

        self.assertContains(response, "<mark>forecast</mark>", count=3)
        self.assertContains(response, self.interview.exchanges.first().anchor_url)

    def test_the_search_page_without_words_is_an_empty_form(self):
        self.assertEqual(list(self.find().context["page"]), [])

    def test_the_search_page_makes_the_same_queries_however_many_results_there_are(self):
        for _each in range(6):
            an_exchange(self.interview, answered_by=[a_person(f"Person {_each}")])

        with self.assertNumQueries(15):  # listed in test_cost
            self.find(q="forecast")

    def test_filters_in_the_query_string_filter_the_results(self):
        topic = a_topic("Fog")
        self.interview.topics.add(topic)
        other = an_interview("Elsewhere")

        response = self.find(q="forecast", topic=topic.slug)

        self.assertNotContains(response, other.title)
        self.assertEqual(response.context["filters"].topic, topic)

    def test_a_topic_is_still_found_by_its_former_slug(self):
        topic = a_topic("Fog")
        self.interview.topics.add(topic)
        topic.change_slug("mist")

        self.assertEqual(self.find(q="forecast", topic="fog").context["filters"].topic, topic)

    def test_invalid_filters_are_ignored(self):
        query = {"person": "no\0body", "topic": "nothing", "year": "9" * 5000, "only": "lies"}

        response = self.find(q="forecast", **query)

        self.assertEqual(response.context["filters"], search.Filters())

    def test_hostile_search_words_find_nothing_and_break_nothing(self):
        for words in (
            '"', '""', "'", "*", "a*", "(", "forecast)", "NEAR(a b)", "AND", "NOT", "asked:a",
            "{asked said} : a", "-a", "^a", "a:*", "a & | !b", "<->", "\\", "%", "%s", "_", "\0",
            "a\0b", "🤷🏽‍♀️", "❤️", "\u202eabc", "\ufeff", "\ud83d", "'; DROP TABLE x; --", 
            "x" * 10_000, "字" * 10_000, "a " * 5_000, '"' * 10_000, "\u0301" * 500,
            "<script>alert(1)</script>",
        ):  # fmt: skip
            with self.subTest(words[:40]):
                response = self.find(q=words.encode("utf-8", "surrogatepass"))

                self.assertEqual(response.status_code, 200)
                self.assertNotContains(response, "<script>alert")

    @unittest.skipUnless(NAUGHTY.exists(), "no ../shared/data: the naughty strings are not tried")
    def test_naughty_strings_are_found_where_they_are_said(self):
        self.assert_passages_are_safe(every=8)

    @unittest.skipUnless(NAUGHTY.exists(), "no ../shared/data: the naughty strings are not tried")
    @tag("long")  # fifteen seconds; every eighth string is tried on every change
    def test_all_naughty_strings_are_found_where_they_are_said(self):
        self.assert_passages_are_safe(every=1)

    def assert_passages_are_safe(self, every):
        naughty = [text for text in json.loads(NAUGHTY.read_text()) if "\0" not in text]
        Exchange.objects.bulk_create(
            Exchange(interview=self.interview, position=10 + n, question="What?", answer=text)
            for n, text in enumerate(naughty)
        )

        for text in naughty[::every]:
            with self.subTest(text):
                for result in search.search_interviews(text)[:3]:
                    self.assertNotRegex(result.passage, "<(?!/?mark>)")
