"""Words in another number, in another case, or without their apostrophe and hyphen."""

from django.test import TestCase

from interviews.search import search_interviews
from tests.builders import a_draft, an_exchange, an_interview_of

SPOKEN = {
    "bread rolls": "I ate a bread roll.",
    "bread roll": "I ate two bread rolls.",
    "stories": "It is a long story.",
    "story": "There are many stories.",
    "obrien": "Ask O’Brien.",
    "coop": "We founded a co-op.",
    "email": "She sent an e-mail.",
}
SPOKEN_ELSEWHERE = {
    ("es", "canciones"): "Una canción triste.",
    ("de", "Häuser"): "Das Haus war leer.",
    ("fr", "journaux"): "Le journal du soir.",
}


class VariantTests(TestCase):
    def test_a_word_finds_its_other_forms(self):
        for words, answer in SPOKEN.items():
            with self.subTest(words):
                interview = an_interview_of(("Well?", answer))

                [found] = search_interviews(words)[:20]

                self.assertIn("<mark>", found.passage)
                interview.withdraw(by=None)

    def test_a_word_finds_its_other_forms_in_the_languages_of_the_publication(self):
        for (language, words), answer in SPOKEN_ELSEWHERE.items():
            with self.subTest(words):
                an_interview_of(("Well?", answer), language=language)

                self.assertEqual(len(search_interviews(words)), 1)

    def test_a_quoted_word_finds_only_itself(self):
        an_interview_of(("Well?", "I ate a bread roll."))

        self.assertEqual(len(search_interviews('"rolls"')), 0)


class SuggestionTests(TestCase):
    def search(self, words):
        return self.client.get("/search/", {"q": words}).text

    def test_a_misspelt_word_leads_to_a_suggestion_with_results(self):
        an_interview_of(("Well?", "I ate a biscuit."))

        self.assertIn('<a href="?q=ate+biscuit">', self.search("ate biscut"))

    def test_no_word_of_a_draft_is_suggested(self):
        an_exchange(a_draft("Secret", exchanges=0), "Well?", "I ate a biscuit.")

        self.assertNotIn("biscuit", self.search("biscut"))

    def test_nothing_is_suggested_for_words_that_are_found_or_like_no_other(self):
        an_interview_of(("Well?", "I ate a biscuit."))

        for words in ("biscuit", "xylophone"):
            self.assertNotIn("Did you mean", self.search(words))
