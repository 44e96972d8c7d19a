"""Whose words a hit shows: speakers’ under the speaker, the editors’ under a label of their own."""

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
    return sorted(hit.kind for hit in search.search_interviews(words, **filters)[:30])


ALL = ["closing", "exchange", "interview", "introduction", "note", "standfirst"]


class EveryKind(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = with_all_kinds()
        cls.exchange = cls.interview.exchanges.last()

    def test_is_found_by_itself(self):
        a_correction(self.interview, "The lantern was lit in March.")

        self.assertEqual(kinds("lantern"), sorted(["correction", *ALL]))

    def test_is_found_in_any_spelling(self):
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

    def test_of_a_draft_or_of_what_is_withdrawn_is_not_found(self):
        self.interview.withdraw(by=None)
        draft = a_draft("The lantern", introduction="A lantern.", standfirst="A lantern.")
        an_exchange(draft, note="A lantern.")
        draft.schedule(timezone.now() + timedelta(hours=1), by=None)

        self.assertEqual(kinds("lantern"), [])

    def test_is_found_once_the_clock_has_published_it(self):
        interview = a_draft("Elsewhere", closing="A sextant.")
        an_exchange(interview, note="A sextant.")
        interview.schedule(timezone.now() + timedelta(hours=1), by=None)
        self.assertEqual(kinds("sextant"), [])

        type(interview).objects.filter(pk=interview.pk).update(
            published_at=timezone.now() - timedelta(seconds=1)
        )

        self.assertEqual(kinds("sextant"), ["closing", "note"])

    def test_of_a_removed_exchange_is_not_found(self):
        a_correction(self.interview, "A lantern, not a lamp.", exchange=self.exchange)
        a_correction(self.interview, "A lantern, on the whole.")

        self.exchange.remove(by=None)

        left = ["closing", "correction", "interview", "introduction", "standfirst"]
        self.assertEqual(kinds("lantern"), left)

    def test_withdrawn_after_it_was_found_is_not_shown(self):
        a_correction(self.interview, "The lantern was lit in March.")
        found = search.search_interviews("lantern")
        self.interview.withdraw(by=None)

        self.assertEqual(found[:30], [])

    def test_is_narrowed_by_topic_and_year(self):
        topic = a_topic("Lamps")
        self.interview.topics.add(topic)
        year = self.interview.published_at.year

        self.assertEqual(kinds("lantern", topic=topic, year=year), ALL)
        self.assertEqual(kinds("lantern", topic=a_topic("Fog")), [])
        self.assertEqual(kinds("lantern", year=year - 1), [])

    def test_has_a_place_among_the_hits_however_many_notes_say_the_same(self):
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

    def test_are_found_as_soon_as_they_are_made(self):
        correction = a_correction(self.interview, "The **sextant** was brass.")

        self.assertFinds("sextant", correction)
        self.assertFinds("boat sextant", correction)

    def test_are_not_found_before_they_are_published(self):
        Correction.objects.create(interview=self.interview, note="The sextant was brass.")

        self.assertFindsNothing("sextant")

    def test_do_not_find_the_words_as_they_were(self):
        a_correction(self.interview, "Two.", exchange=self.exchange, answer="The outlook.")

        self.assertFindsNothing("forecast")

    def test_are_found_by_the_names_that_their_interview_has_by_now(self):
        correction = a_correction(self.interview, "The sextant was brass.")
        self.interview.topics.add(a_topic("Lamps"))
        Topic.objects.update(name="Lanterns")
        type(self.interview).objects.update(title="The ship")

        self.assertFinds("ship sextant", correction)
        self.assertFinds("lanterns sextant", correction)
        self.assertFindsNothing("boat sextant")

    def test_are_in_the_index_no_more_once_they_are_deleted(self):
        correction = Correction.objects.create(interview=self.interview, note="A sextant.")
        correction.delete()
        Correction.objects.create(pk=correction.pk, interview=self.interview, note="A chart.")
        Correction.objects.get().publish()

        self.assertFindsNothing("sextant")


class OneSpeakersWords(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.maren, cls.vass = a_person("Maren Hult"), someone("Teodor Vass")
        cls.interview = with_all_kinds(subjects=[cls.maren])
        cls.exchange = cls.interview.exchanges.last()
        cls.asked = an_exchange(cls.interview, "And the tide?", "It decides.")

    def test_are_never_the_editors(self):
        self.assertFinds("lantern", self.interview, self.exchange, person=self.maren)
        for words in ("above", "before", "after", "“no lantern”"):
            with self.subTest(words):
                self.assertFindsNothing(words, person=self.maren)

    def test_are_not_those_of_the_question_that_is_put_to_them(self):
        self.assertFinds("tide", self.asked, person=self.vass)
        self.assertFindsNothing("tide", person=self.maren)
        self.assertFinds("decides", self.asked, person=self.maren)
        self.assertFindsNothing("decides", person=self.vass)

    def test_may_answer_to_a_word_of_the_question(self):
        self.assertFinds("tide decides", self.asked, person=self.maren)
        self.assertFinds("tide decides", self.asked, person=self.vass)

    def test_are_not_what_another_person_answers(self):
        further = an_exchange(
            self.interview, "", "The sextant.", answered_by=[a_person("Odile Brandt")]
        )

        self.assertFinds("sextant", further, person=someone("Odile Brandt"))
        self.assertFindsNothing("sextant", person=self.maren)

    def test_are_what_several_answer_together(self):
        odile = a_person("Odile Brandt")
        both = an_exchange(self.interview, "Who?", "Sextants.", answered_by=[self.maren, odile])

        self.assertFinds("sextants", both, person=odile)
        self.assertFinds("sextants", both, person=self.maren)

    def test_are_what_a_guest_asks(self):
        guest = a_person("Odile Brandt")
        asked = an_exchange(self.interview, "A sextant?", "No.", asked_by=guest)

        self.assertFinds("sextant", asked, person=guest, only="questions")
        self.assertFindsNothing("sextant", person=self.vass)

    def test_are_questions_or_answers_where_that_is_asked(self):
        self.assertFinds("tide", self.asked, person=self.vass, only="questions")
        self.assertFindsNothing("tide", person=self.maren, only="questions")
        self.assertFinds("decides", self.asked, person=self.maren, only="answers")
        self.assertFindsNothing("decides", person=self.vass, only="answers")

    def test_are_nobodys_where_several_were_interviewed_and_none_is_recorded(self):
        odile = a_person("Odile Brandt")
        interview = an_interview("Elsewhere", subjects=[self.maren, odile], exchanges=1)
        exchange = an_exchange(interview, answer="A sextant.")

        self.assertFinds("sextant", exchange)
        self.assertFindsNothing("sextant", person=odile)


class QuestionsOrAnswersOnly(SearchCase):
    def test_leave_out_what_the_editors_say(self):
        interview = with_all_kinds()
        exchange = interview.exchanges.last()
        a_correction(interview, "The lantern was lit in March.")

        for only in ("questions", "answers"):
            with self.subTest(only):
                self.assertFinds("lantern", exchange, only=only)
                self.assertFindsNothing("“no lantern”", only=only)


class Phrases(SearchCase):
    def test_do_not_run_from_one_text_into_the_next(self):
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

    def test_are_found_within_each(self):
        with_all_kinds()

        self.assertEqual(kinds("“lantern before”"), ["introduction"])
        self.assertEqual(kinds("“no lantern”"), ["note"])
        self.assertEqual(kinds("“the lantern”"), ["interview"])

    def test_what_parts_the_texts_is_found_by_nobody(self):
        with_all_kinds()

        for words in ("ß", "ß*", "0z", "0e", "0b1", "0a1"):
            with self.subTest(words):
                self.assertFindsNothing(words)
