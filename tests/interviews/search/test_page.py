"""The search page: filters, matching names, pages without results, links of results."""

from unittest import mock

from django.test import TestCase
from django.utils import timezone

from interviews import search
from tests.builders import (
    a_draft,
    a_person,
    a_recurring_question,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    published,
)


class SearchPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = a_topic("Seamanship")
        cls.maren = a_person("Maren Hult")
        cls.interview = an_interview("The boat", subjects=[cls.maren], exchanges=1)
        cls.interview.topics.add(cls.topic)
        cls.tide = an_exchange(cls.interview, "Who decides?", "The tide decides, not the board.")

    def page(self, **query):
        return self.client.get("/search/", query)

    def test_the_search_page_shows_question_speaker_and_passage_with_marked_words(self):
        page = self.page(q="tide")

        self.assertContains(page, "Who decides?")
        self.assertContains(page, "<b>Maren Hult</b>")
        self.assertContains(page, "The <mark>tide</mark> decides")

    def test_the_title_of_the_search_page_contains_the_search(self):
        self.assertContains(
            self.page(q="<tide> & 'me'"), "<title>Search: &lt;tide&gt; &amp; &#x27;me"
        )
        self.assertContains(self.page(), "<title>Search —")

    def test_the_search_page_links_to_the_answer_and_highlights_the_words_there(self):
        self.assertContains(
            self.page(q="tide"),
            f'href="{self.tide.anchor_url}:~:text=tide,-decides%2C%20not%20the%20board."',
        )

    def test_a_phrase_of_the_ninth_answer_or_of_its_note_links_to_that_answer(self):
        draft = a_draft("A long one", exchanges=8)
        ninth = an_exchange(draft, "And then?", "We kept the *old bell*.[^1]\n\n[^1]: A tin copy.")
        an_exchange(draft, answer="The bell is old.")
        published(draft)

        for words in ("old bell", "tin copy"):
            with self.subTest(words):
                page = self.page(q=f'"{words}"')

                self.assertContains(page, "1 result")
                self.assertContains(page, f'href="{ninth.anchor_url}:~:text=')
                self.assertContains(page, f"<mark>{words}</mark>")

    def test_a_hyphen_in_a_word_is_escaped_in_the_link_to_a_result(self):
        an_exchange(self.interview, "And?", "A tide-table.")

        self.assertContains(self.page(q='"tide-table"'), ":~:text=tide%2Dtable,-.")

    def test_all_filters_work_without_javascript(self):
        page = self.page(q="tide", person="maren-hult", topic="seamanship", only="answers")

        for chosen in (
            '<option value="maren-hult" selected>',
            '<option value="seamanship" selected>',
            '<option value="answers" selected>',
        ):
            self.assertContains(page, chosen)

    def test_the_search_page_offers_the_years_in_which_anything_was_published(self):
        old = an_interview("The old boat", at=timezone.now().replace(year=2019, month=6, day=1))
        an_exchange(old, answer="The tide then.")

        page = self.page(q="tide", year="2019")

        self.assertContains(page, '<option value="2019" selected>2019</option>', html=True)
        this_year = self.interview.published_at.year
        self.assertContains(page, f'<option value="{this_year}">{this_year}</option>', html=True)

    def test_filters_can_be_removed_one_by_one(self):
        page = self.page(q="tide", person="maren-hult", only="answers")

        self.assertContains(page, 'href="?q=tide&amp;only=answers"')
        self.assertContains(page, 'href="?q=tide&amp;person=maren-hult"')

    def test_filters_are_kept_on_the_next_page(self):
        for _each in range(search.PAGE_SIZE):
            an_exchange(self.interview, answer="The tide again.")

        page = self.page(q="tide", person="maren-hult")

        self.assertContains(page, 'href="?q=tide&amp;person=maren-hult&amp;page=2"')

    def test_empty_filters_of_the_form_filter_nothing(self):
        page = self.page(q="tide", person="", topic="", year="", only="")

        self.assertContains(page, "1 result")
        self.assertNotContains(page, "Active filters")

    def test_a_filtered_search_without_results_links_to_the_unfiltered_search(self):
        page = self.page(q="tide", year="1999")

        self.assertContains(page, "No results for “tide”.")
        self.assertContains(page, "Search for “tide” without filters")
        self.assertContains(page, 'href="?q=tide"')

    def test_an_empty_search_explains_how_to_search(self):
        self.assertContains(self.page(), "Use quotation marks")

    def test_pages_whose_title_matches_are_listed_above_the_answers(self):
        series = a_series("The Seaman’s week")
        self.interview.series = series
        self.interview.save()
        for words, thing in (
            ("hult mar", self.maren),
            ("SEAMAN", self.topic),
            ("week", series),
        ):
            with self.subTest(words):
                page = self.page(q=words)
                self.assertContains(page, f'href="{thing.get_absolute_url()}"><bdi>')

    def test_names_are_found_without_their_accents(self):
        zoe = a_person("Zoë Ångström")
        an_interview("Elsewhere", subjects=[zoe])

        self.assertContains(self.page(q="zoe angstrom"), f'"{zoe.get_absolute_url()}"><bdi>')

    def test_a_recurring_question_is_found_by_its_words(self):
        question = a_recurring_question()
        an_exchange(self.interview, recurring=question)

        self.assertContains(self.page(q="allowed no"), f'"{question.get_absolute_url()}"><bdi>')

    def test_the_middle_of_a_name_is_not_found(self):
        self.assertNotContains(self.page(q="aren"), f'"{self.maren.get_absolute_url()}"><bdi>')

    def test_a_person_without_a_published_interview_is_not_listed(self):
        ivo = a_person("Ivo Secret")
        a_draft("Not yet", subjects=[ivo])

        self.assertNotContains(self.page(q="Secret"), ivo.get_absolute_url())

    def test_an_asterisk_makes_a_short_word_a_prefix(self):
        self.assertEqual(list(search.search_interviews("ti")[:9]), [])
        self.assertEqual(
            [result.row for result in search.search_interviews("ti*")[:9]], [self.tide]
        )

    def test_the_search_page_says_when_there_are_more_results_than_are_ranked(self):
        with mock.patch("interviews.search.ranking.MAX_RESULTS", 1):
            self.assertContains(self.page(q="tide"), "More than 1 results")

    def test_the_filter_by_year_uses_the_time_zone_of_the_publication(self):
        at = timezone.now().replace(year=2018, month=1, day=1, hour=0, minute=30)
        with self.settings(TIME_ZONE="America/New_York"), timezone.override("America/New_York"):
            old = an_interview("New year", at=at)
            exchange = an_exchange(old, answer="A sextant.")

            self.assertEqual(
                [h.row for h in search.search_interviews("sextant", year=2017)[:9]], [exchange]
            )
            self.assertEqual(list(search.search_interviews("sextant", year=2018)[:9]), [])
