"""The results on the search page: the speaker of each result, and the place that it links to."""

import re
from html import unescape

from django.test import TestCase

from interviews import search
from tests.builders import (
    a_correction,
    a_draft,
    a_person,
    an_exchange,
    an_interview,
    published,
)


class ResultsOnThePage(TestCase):
    def results(self, words, **filters):
        """Return the paragraphs of each result on the search page."""
        page = self.client.get("/search/", {"q": words, **filters}).content.decode()
        results = re.findall('<article class="page-grid result">(.*?)</article>', page, re.DOTALL)
        return [lines(result) for result in results]

    def result(self, words, **filters):
        (result,) = self.results(words, **filters)
        return result


def lines(html):
    parts = re.split("</?(?:p|h3|time)\\b[^>]*>", html)
    texts = (unescape(" ".join(re.sub("<[^>]*>", "", part).split())) for part in parts)
    return [text for text in texts if text]


class SpeakersOfResults(ResultsOnThePage):
    @classmethod
    def setUpTestData(cls):
        cls.maren, cls.odile = a_person("Maren Hult"), a_person("Odile Brandt")

    def interview(self, *exchanges, subjects=None, **words):
        draft = a_draft("The boat", subjects=subjects or [self.maren], exchanges=0, **words)
        for question, answer, more in exchanges:
            an_exchange(draft, question, answer, **more)
        return published(draft)

    def test_a_question_is_shown_with_the_asker_and_an_answer_with_who_answers(self):
        interview = self.interview(("Which lantern?", "That lantern.", {}))
        year = str(interview.published_at.year)

        self.assertEqual(
            self.result("lantern"),
            [
                "The boat",
                year,
                "Teodor Vass asks:",
                "Which lantern?",
                "Maren Hult",
                "That lantern.",
            ],
        )

    def test_a_question_that_a_guest_asks_is_shown_with_the_guest(self):
        self.interview(("Which lantern?", "That one.", {"asked_by": self.odile}))

        self.assertIn("Odile Brandt asks:", self.result("lantern"))

    def test_a_question_without_an_asker_is_shown_without_a_name(self):
        interview = self.interview(("Which lantern?", "That one.", {}))
        interview.credits.filter(role="interviewer").delete()

        self.assertEqual(self.result("lantern")[2:], ["Which lantern?", "Maren Hult", "That one."])

    def test_an_answer_by_several_people_is_shown_with_all_their_names(self):
        both = {"answered_by": [self.maren, self.odile]}
        self.interview(("Which?", "The lantern.", both))

        self.assertIn("Odile Brandt and Maren Hult", self.result("lantern"))

    def test_another_answer_is_shown_with_its_own_speaker_and_the_question_with_its_asker(self):
        asked = {"asked_by": a_person("Ivo Guest")}
        self.interview(
            ("Which one?", "The lamp.", asked),
            ("", "The lantern.", {"answered_by": [self.odile]}),
        )

        self.assertEqual(
            self.result("lantern")[2:],
            ["Ivo Guest asks:", "Which one?", "Odile Brandt", "The lantern."],
        )

    def test_an_opening_is_not_shown_as_another_answer(self):
        self.interview(("", "The lantern.", {}), ("Which?", "The lamp.", {}))

        self.assertEqual(self.result("lantern")[2:], ["Opening", "Maren Hult", "The lantern."])

    def test_a_question_without_an_answer_names_nobody_as_answering(self):
        self.interview(("Which lantern?", "", {}), ("Well?", "The lamp.", {}))

        self.assertEqual(self.result("lantern")[2:], ["Teodor Vass asks:", "Which lantern?"])
        self.assertNotIn("Which lantern?", str(self.results("hult")))

    def test_an_answer_by_one_of_several_interviewees_who_is_not_recorded_names_nobody(self):
        self.interview(("Which?", "The lantern.", {}), subjects=[self.maren, self.odile])

        self.assertEqual(
            self.result("lantern")[2:], ["Teodor Vass asks:", "Which?", "The lantern."]
        )

    def test_an_editors_note_is_shown_without_a_speaker(self):
        interview = self.interview(("Which?", "The lamp.", {"note": "Not a lantern."}))
        year = str(interview.published_at.year)

        self.assertEqual(
            self.result("lantern"), ["Editor’s note", year, "The boat", "Not a lantern."]
        )

    def test_the_editors_texts_about_an_interview_are_shown_without_a_speaker(self):
        interview = self.interview(
            ("Which?", "The lamp.", {}),
            standfirst="The first lantern.",
            introduction="The second lantern.",
            closing="The third lantern.",
        )
        year = str(interview.published_at.year)

        for number, label in [
            ("first", "From the summary"),
            ("second", "From the introduction"),
            ("third", "From the closing"),
        ]:
            with self.subTest(label):
                self.assertEqual(
                    self.result(f"{number} lantern"),
                    [label, year, "The boat", f"The {number} lantern."],
                )

    def test_a_footnote_of_an_answer_is_shown_without_a_speaker(self):
        text = "The lamp.[^1]\n\n[^1]: A tin lantern."
        interview = self.interview(("Which?", text, {}))
        year = str(interview.published_at.year)

        self.assertEqual(self.result("lantern"), ["Footnote", year, "The boat", "A tin lantern."])
        self.assertEqual(self.result("lamp")[-2:], ["Maren Hult", "The lamp."])
        self.assertEqual(self.result("hult lamp")[-2:], ["Maren Hult", "The lamp."])

    def test_the_caption_of_a_picture_in_an_answer_is_shown_without_a_speaker(self):
        interview = self.interview(("Which?", "The lamp. ![A lantern](/media/a.jpg)", {}))
        year = str(interview.published_at.year)

        self.assertEqual(self.result("lantern"), ["Picture", year, "The boat", "A lantern"])
        self.assertEqual(self.result("lamp")[-2:], ["Maren Hult", "The lamp."])

    def test_a_correction_is_shown_under_its_kind(self):
        interview = self.interview(("Which?", "The lamp.", {}))
        exchange = interview.exchanges.get()
        a_correction(interview, "Not a lantern.", exchange=exchange)
        a_correction(interview, "A clear lantern.", kind="clarification")

        self.assertEqual(self.result("not lantern")[0], "Correction")
        self.assertEqual(self.result("clear lantern")[0], "Clarification")
        self.assertNotIn("Maren Hult", self.result("not lantern"))

    def test_an_interview_is_shown_before_its_exchanges_and_notes(self):
        interview = self.interview(("Which boat?", "That boat.", {}), standfirst="A boat.")
        year = str(interview.published_at.year)

        results = self.results("boat")

        self.assertEqual(
            results[0], ["Interview", year, "The boat", "A boat.", "Interview with Maren Hult"]
        )
        self.assertEqual(len(results), 3)


class AddressesOfResults(ResultsOnThePage):
    def test_the_place_that_a_result_links_to_contains_the_words(self):
        draft = a_draft(
            "The lantern",
            exchanges=1,
            standfirst="A lantern, above.",
            introduction="A lantern, before.",
            closing="A lantern, after.",
        )
        exchange = an_exchange(draft, "Which lantern?", "This lantern.", note="No lantern.")
        published(draft)
        a_correction(draft, "The lantern was lit.", exchange=exchange)
        a_correction(draft, "The lantern stood there.", kind="clarification")

        found = search.search_interviews("lantern")[:20]

        self.assertEqual(len(found), 8)
        for result in found:
            with self.subTest(result.kind):
                address, _hash, fragment = result.address.partition("#")
                place = fragment.partition(":~:")[0]
                page = self.client.get(address).content.decode()
                said = page.partition(f'id="{place}"')[2] if place else page
                words = " ".join(re.sub("<[^>]*>", "", said).split())
                passage = re.sub("<[^>]*>", "", result.passage)
                self.assertIn(passage, unescape(words))
                if place:
                    self.assertLess(unescape(words).index(passage), 200)

    def test_the_links_of_results_highlight_the_words_in_the_browser_except_in_corrections(self):
        interview = an_interview("The boat", standfirst="A lamp.", introduction="A lamp, too.")

        addresses = [result.address for result in search.search_interviews("lamp")[:9]]

        self.assertEqual(
            sorted(addresses),
            [
                f"{interview.get_absolute_url()}#:~:text=lamp,-.",
                f"{interview.get_absolute_url()}#introduction:~:text=lamp,-%2C%20too.",
            ],
        )

    def test_ids_on_the_page_of_an_interview_are_unique(self):
        draft = a_draft("The boat", introduction="Before.[^1]\n\n[^1]: So.", closing="After.")
        exchange = an_exchange(draft, note="A note.[^1]\n\n[^1]: So.")
        published(draft)
        a_correction(draft, exchange=exchange)

        page = self.client.get(draft.get_absolute_url()).content.decode()

        ids = re.findall(' id="([^"]+)"', page)
        self.assertCountEqual(ids, set(ids))


class ManyResults(ResultsOnThePage):
    def test_results_of_all_kinds_are_counted_and_paged_together(self):
        draft = a_draft("The lantern", exchanges=0, closing="A lantern.")
        for number in range(13):
            an_exchange(draft, f"Lantern {number}?", note="No lantern.")
        published(draft)

        pages = [self.results("lantern", page=page) for page in (1, 2)]

        self.assertEqual([len(page) for page in pages], [20, 8])
        self.assertContains(self.client.get("/search/", {"q": "lantern"}), "28 results")
        self.assertEqual(len({str(result) for page in pages for result in page}), 13 + 1 + 1 + 1)

    def test_results_of_all_kinds_make_five_queries_more_than_exchanges_alone(self):
        draft = a_draft("The lantern", standfirst="A lantern.", closing="A lantern.")
        for _each in range(4):
            an_exchange(draft, "Which lantern?", "That.", note="No lantern.")
            an_exchange(draft, "", "The lantern.", answered_by=[a_person(f"Person {_each}")])
        published(draft)
        a_correction(draft, "The lantern was lit.")

        # 14 in test_cost; interviews, with the first exchange and who speaks in it; corrections;
        # questions above.
        with self.assertNumQueries(20):
            self.client.get("/search/", {"q": "lantern"})
