"""Results of each kind: texts of speakers, and texts of editors under a label of their own."""

from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from interviews import search
from interviews.models import Correction, Topic
from tests.builders import (
    a_correction,
    a_draft,
    a_person,
    a_topic,
    an_exchange,
    an_interview,
    published,
    someone,
)
from tests.interviews.search.test_search import SearchCase


def with_all_kinds(at=None, **words):
    """An interview that says “lantern” in every place but the first exchange."""
    draft = a_draft(
        "The lantern",
        standfirst="A lantern, above.",
        introduction="A lantern, before.",
        closing="A lantern, after.",
        **words,
    )
    an_exchange(draft, "Which lantern?", "This lantern.", note="No lantern.")
    return published(draft, at)


def kinds(words, **filters):
    return sorted(result.kind for result in search.search_interviews(words, **filters)[:30])


ALL = ["closing", "exchange", "interview", "introduction", "note", "standfirst"]


class EveryKind(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = with_all_kinds()
        cls.exchange = cls.interview.exchanges.last()

    def test_every_kind_of_text_is_found_as_a_result_of_its_own(self):
        a_correction(self.interview, "The lantern was lit in March.")

        self.assertEqual(kinds("lantern"), sorted(["correction", *ALL]))

    def test_every_kind_of_text_is_found_in_any_spelling(self):
        interview = a_draft(
            "Łódź 東京都",
            standfirst="Café 図書館",
            introduction="Αθήνα 서울까지",
            closing="Søren ห้องสมุด",
        )
        exchange = an_exchange(interview, note="Straße 寒かった")
        published(interview)
        a_correction(interview, "Ещё ёлка 大学", exchange=exchange)

        for kind, *queries in [
            ("interview", "lodz", "京都", "“東京”"),
            ("standfirst", "CAFE", "書館"),
            ("introduction", "αθηνα", "서울"),
            ("closing", "soren", "สมุด"),
            ("note", "strasse", "寒か"),
            ("correction", "елка", "大学"),
        ]:
            for words in queries:
                with self.subTest(words):
                    self.assertEqual(kinds(words), [kind])

    def test_no_kind_of_text_of_a_draft_or_a_withdrawn_interview_is_found(self):
        self.interview.withdraw(by=None)
        draft = a_draft("The lantern", introduction="A lantern.", standfirst="A lantern.")
        an_exchange(draft, note="A lantern.")
        draft.schedule(timezone.now() + timedelta(hours=1), by=None)

        self.assertEqual(kinds("lantern"), [])

    def test_every_kind_of_text_is_found_once_its_time_of_publication_has_come(self):
        interview = a_draft("Elsewhere", closing="A sextant.")
        an_exchange(interview, note="A sextant.")
        interview.schedule(timezone.now() + timedelta(hours=1), by=None)
        self.assertEqual(kinds("sextant"), [])

        type(interview).objects.filter(pk=interview.pk).update(
            published_at=timezone.now() - timedelta(seconds=1)
        )

        self.assertEqual(kinds("sextant"), ["closing", "note"])

    def test_no_kind_of_text_of_a_removed_exchange_is_found(self):
        a_correction(self.interview, "A lantern, not a lamp.", exchange=self.exchange)
        a_correction(self.interview, "A lantern, on the whole.")

        self.exchange.remove(by=None)

        left = ["closing", "correction", "interview", "introduction", "standfirst"]
        self.assertEqual(kinds("lantern"), left)

    def test_no_kind_of_text_is_shown_when_it_was_withdrawn_after_it_was_found(self):
        a_correction(self.interview, "The lantern was lit in March.")
        found = search.search_interviews("lantern")
        self.interview.withdraw(by=None)

        self.assertEqual(found[:30], [])

    def test_every_kind_of_text_can_be_filtered_by_topic_and_year(self):
        topic = a_topic("Lamps")
        self.interview.topics.add(topic)
        year = self.interview.published_at.year

        self.assertEqual(kinds("lantern", topic=topic, year=year), ALL)
        self.assertEqual(kinds("lantern", topic=a_topic("Fog")), [])
        self.assertEqual(kinds("lantern", year=year - 1), [])

    def test_every_kind_of_text_is_among_the_results_however_many_notes_match(self):
        for _each in range(3):
            an_exchange(self.interview, note="No lantern.")

        with patch("interviews.search.ranking.MAX_RESULTS", 3):
            found = kinds("lantern")

        self.assertIn("interview", found)


class Corrections(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("The boat", exchanges=1)
        cls.exchange = cls.interview.exchanges.get()

    def test_corrections_are_found_as_soon_as_they_are_published(self):
        correction = a_correction(self.interview, "The **sextant** was brass.")

        self.assertFinds("sextant", correction)
        self.assertFinds("boat sextant", correction)

    def test_corrections_are_not_found_before_they_are_published(self):
        Correction.objects.create(interview=self.interview, note="The sextant was brass.")

        self.assertFindsNothing("sextant")

    def test_corrections_do_not_match_the_previous_wording(self):
        a_correction(self.interview, "Two.", exchange=self.exchange, answer="The outlook.")

        self.assertFindsNothing("forecast")

    def test_corrections_match_the_current_names_of_their_interview(self):
        correction = a_correction(self.interview, "The sextant was brass.")
        self.interview.topics.add(a_topic("Lamps"))
        Topic.objects.update(name="Lanterns")
        type(self.interview).objects.update(title="The ship")

        self.assertFinds("ship sextant", correction)
        self.assertFinds("lanterns sextant", correction)
        self.assertFindsNothing("boat sextant")

    def test_deleted_corrections_are_not_in_the_index(self):
        correction = Correction.objects.create(interview=self.interview, note="A sextant.")
        correction.delete()
        Correction.objects.create(pk=correction.pk, interview=self.interview, note="A chart.")
        Correction.objects.get().publish()

        self.assertFindsNothing("sextant")


class FilterBySpeaker(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.maren, cls.vass = a_person("Maren Hult"), someone("Teodor Vass")
        cls.interview = with_all_kinds(subjects=[cls.maren])
        cls.exchange = cls.interview.exchanges.last()
        cls.asked = an_exchange(cls.interview, "And the tide?", "It decides.")

    def test_a_filter_by_speaker_excludes_the_texts_of_the_editors(self):
        self.assertFinds("lantern", self.interview, self.exchange, person=self.maren)
        for words in ("above", "before", "after", "“no lantern”"):
            with self.subTest(words):
                self.assertFindsNothing(words, person=self.maren)

    def test_a_filter_by_speaker_excludes_the_question_that_the_speaker_answers(self):
        self.assertFinds("tide", self.asked, person=self.vass)
        self.assertFindsNothing("tide", person=self.maren)
        self.assertFinds("decides", self.asked, person=self.maren)
        self.assertFindsNothing("decides", person=self.vass)

    def test_a_filter_by_speaker_finds_an_answer_by_a_word_of_its_question(self):
        self.assertFinds("tide decides", self.asked, person=self.maren)
        self.assertFinds("tide decides", self.asked, person=self.vass)

    def test_a_filter_by_speaker_excludes_the_answers_of_other_people(self):
        further = an_exchange(
            self.interview, "", "The sextant.", answered_by=[a_person("Odile Brandt")]
        )

        self.assertFinds("sextant", further, person=someone("Odile Brandt"))
        self.assertFindsNothing("sextant", person=self.maren)

    def test_a_filter_by_speaker_finds_what_several_people_answer_together(self):
        odile = a_person("Odile Brandt")
        both = an_exchange(self.interview, "Who?", "Sextants.", answered_by=[self.maren, odile])

        self.assertFinds("sextants", both, person=odile)
        self.assertFinds("sextants", both, person=self.maren)

    def test_a_filter_by_speaker_finds_the_questions_of_a_guest(self):
        guest = a_person("Odile Brandt")
        asked = an_exchange(self.interview, "A sextant?", "No.", asked_by=guest)

        self.assertFinds("sextant", asked, person=guest, only="questions")
        self.assertFindsNothing("sextant", person=self.vass)

    def test_a_filter_by_speaker_can_be_limited_to_questions_or_answers(self):
        self.assertFinds("tide", self.asked, person=self.vass, only="questions")
        self.assertFindsNothing("tide", person=self.maren, only="questions")
        self.assertFinds("decides", self.asked, person=self.maren, only="answers")
        self.assertFindsNothing("decides", person=self.vass, only="answers")

    def test_a_filter_by_speaker_finds_nothing_where_no_speaker_of_several_is_recorded(self):
        odile = a_person("Odile Brandt")
        interview = an_interview("Elsewhere", subjects=[self.maren, odile], exchanges=1)
        exchange = an_exchange(interview, answer="A sextant.")

        self.assertFinds("sextant", exchange)
        self.assertFindsNothing("sextant", person=odile)


class QuestionsOrAnswersOnly(SearchCase):
    def test_a_search_in_questions_or_answers_excludes_the_texts_of_the_editors(self):
        interview = with_all_kinds()
        exchange = interview.exchanges.last()
        a_correction(interview, "The lantern was lit in March.")

        for only in ("questions", "answers"):
            with self.subTest(only):
                self.assertFinds("lantern", exchange, only=only)
                self.assertFindsNothing("“no lantern”", only=only)


class Phrases(SearchCase):
    def test_phrases_do_not_match_across_two_texts(self):
        odile, maren = a_person("Odile Brandt"), a_person("Maren Hult")
        draft = a_draft(
            "Fog over Skagen",
            subjects=[odile, maren],
            standfirst="Under sail.",
            introduction="Before dawn.",
            closing="After dusk.",
        )
        an_exchange(draft, "Which ebb?", "That flood.", note="Not so.", answered_by=[odile, maren])
        draft.topics.add(a_topic("Lamps"), a_topic("Tides"))
        published(draft)
        a_correction(draft, "Amended thus.")

        for words in (
            *("ebb that", "flood not", "flood odile", "flood fog", "so which", "so fog"),
            *("brandt maren", "hult odile", "hult lamps", "skagen odile", "skagen under"),
            *("sail before", "dawn after", "dusk fog", "lamps tides", "tides lamps"),
            *("skagen fog", "thus fog", "hult teodor", "brandt teodor"),
        ):
            with self.subTest(words):
                self.assertFindsNothing(f'"{words}"')

    def test_phrases_match_within_each_text(self):
        with_all_kinds()

        self.assertEqual(kinds("“lantern before”"), ["introduction"])
        self.assertEqual(kinds("“no lantern”"), ["note"])
        self.assertEqual(kinds("“the lantern”"), ["interview"])

    def test_the_separator_of_texts_cannot_be_searched_for(self):
        with_all_kinds()

        for words in ("ß", "ß*", "0z", "0e", "0b1", "0a1"):
            with self.subTest(words):
                self.assertFindsNothing(words)
