"""Finding exchanges: which are found, by what words, and who may see them."""

from datetime import timedelta
from unittest.mock import patch

from django.test import TestCase
from django.utils import timezone

from interviews import search
from interviews.models import Exchange
from tests.builders import (
    a_draft,
    a_person,
    a_topic,
    an_exchange,
    an_interview,
    someone,
)


class SearchCase(TestCase):
    def assertFinds(self, words, *results, **filters):
        """Each result is an exchange, an interview, or (kind, row) for a text by the editors."""
        found = [
            (result.kind, result.row.pk)
            for result in search.search_interviews(words, **filters)[:30]
        ]
        self.assertCountEqual(found, [as_found(result) for result in results])

    def assertFindsNothing(self, words, **filters):
        self.assertFinds(words, **filters)


def as_found(result):
    kind, row = result if isinstance(result, tuple) else (result._meta.model_name, result)
    return kind, row.pk


class FindingByWords(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview(exchanges=2)
        cls.exchange = an_exchange(
            cls.interview,
            question="Who signs the rota on Sundays?",
            answer="The night porter, since Easter.[^1]\n\n[^1]: Before that, nobody dared.",
            note="He has since retired to Kiruna.",
        )

    def test_a_word_of_the_question_is_found(self):
        self.assertFinds("rota", self.exchange)

    def test_a_word_of_the_answer_is_found(self):
        self.assertFinds("porter", self.exchange)

    def test_a_word_of_a_footnote_is_found(self):
        self.assertFinds("dared", self.exchange)

    def test_a_word_of_an_editors_note_finds_the_note_and_not_the_answer(self):
        self.assertFinds("retired", ("note", self.exchange))

    def test_a_word_of_the_question_with_one_of_the_note_finds_the_note(self):
        self.assertFinds("rota retired", ("note", self.exchange))
        self.assertFinds("porter retired", ("note", self.exchange))

    def test_a_word_in_both_an_answer_and_a_note_is_found_twice(self):
        self.exchange.note = "The night porter has retired."
        self.exchange.save()

        self.assertFinds("porter", self.exchange, ("note", self.exchange))

    def test_every_word_must_match(self):
        self.assertFinds("rota porter", self.exchange)
        self.assertFindsNothing("rota magistrate")

    def test_every_one_of_many_words_must_match(self):
        words = "who signs the rota on sundays night porter since easter"
        self.assertFinds(words, self.exchange)
        for word in words.split():
            with self.subTest(instead_of=word):
                self.assertFindsNothing(words.replace(word, "magistrate"))

    def test_the_beginning_of_a_word_finds_the_word(self):
        self.assertFinds("port", self.exchange)

    def test_the_middle_of_a_word_finds_nothing(self):
        self.assertFindsNothing("orter")

    def test_two_letters_match_whole_words_only(self):
        self.assertFindsNothing("po")
        self.assertFinds("on", self.exchange)

    def test_a_phrase_in_quotation_marks_is_found_exactly(self):
        self.assertFinds('"night porter"', self.exchange)
        self.assertFindsNothing('"porter night"')
        self.assertFindsNothing('"night port"')

    def test_quotation_marks_of_other_languages_make_phrases_too(self):
        for words in ("“night porter”", "„night porter“", "«night porter»", "「night porter」"):
            with self.subTest(words):
                self.assertFinds(words, self.exchange)
        self.assertFindsNothing("«porter night»")

    def test_case_is_ignored(self):
        self.assertFinds("KIRUNA", ("note", self.exchange))

    def test_the_address_of_a_link_is_not_found(self):
        linked = an_exchange(
            self.interview,
            answer="See [the register](https://hidden.example/a) or [the list][l].\n\n"
            "[l]: https://hidden.example/b",
        )

        self.assertFindsNothing("hidden")
        self.assertFinds("register list", linked)

    def test_questions_can_be_searched_alone(self):
        self.assertFinds("rota", self.exchange, only="questions")
        self.assertFindsNothing("porter", only="questions")
        self.assertFindsNothing("grid predict", only="questions")

    def test_answers_can_be_searched_alone(self):
        self.assertFinds("porter", self.exchange, only="answers")
        self.assertFindsNothing("rota", only="answers")


class FindingInAnyScript(SearchCase):
    def test_accents_are_ignored_in_the_search_and_in_the_text(self):
        interview = an_interview(exchanges=1)
        for text, words in (
            ("Café déjà-vu", "cafe deja"),
            ("Zoe came", "Zoë"),
            ("Søren from Łódź, Straße", "soren lodz strasse"),
            ("Đặng Thị Huệ", "dang thi hue"),
            ("Η Αθήνα ήταν ΑΛΛΟΎ", "αθηνα αλλου"),
            ("Ещё ёлка", "еще елка"),
            ("كِتَابٌ جديد", "كتاب"),
            ("İstanbul'da ışık", "istanbul isik"),
            ("Cafe\u0301s decomposed", "cafés"),
        ):
            with self.subTest(text):
                exchange = an_exchange(interview, answer=text)
                self.assertFinds(words, exchange)
                Exchange.objects.filter(pk=exchange.pk).update(answer="Nothing.")

    def test_words_are_found_in_scripts_without_spaces(self):
        interview = an_interview(exchanges=1)
        for text, *queries in (
            ("我们在东京大学的图书馆里谈话。", "东京", "图书馆", "大学 谈话", "馆", "话"),
            ("東京都の冬はとても寒かった。", "京都", "東京都", "冬", "寒かった", "とても"),
            ("スマートフォンのAI機能を切った", "AI機能", "スマート", "機能", "フォン"),
            ("대한민국에서 서울까지 걸었다", "민국", "서울", "서울까지 걸었다"),
            ("เราคุยกันที่ห้องสมุดในกรุงเทพ", "ห้องสมุด", "กรุงเทพ", "คุยกัน"),
            ("ພວກເຮົາລົມກັນຢູ່ຫໍສະໝຸດ", "ຫໍສະໝຸດ"),
            ("हम पुस्तकालय में बैठे थे", "पुस्तकालय", "बैठे", "पुस्त"),
            ("நாங்கள் நூலகத்தில் பேசினோம்", "நூலகத்தில்"),
            ("שוחחנו בספרייה", "בספרייה"),
        ):
            exchange = an_exchange(interview, answer=text)
            for words in queries:
                with self.subTest(words=words, text=text):
                    self.assertFinds(words, exchange)
            Exchange.objects.filter(pk=exchange.pk).update(answer="Nothing.")

    def test_separate_letters_of_a_script_without_spaces_are_not_a_word(self):
        an_exchange(an_interview(exchanges=1), answer="東の京、京に東")

        self.assertFindsNothing("東京")


class FindingByNamesAndTopics(SearchCase):
    @classmethod
    def setUpTestData(cls):
        cls.maren = a_person("Maren Hult")
        cls.odile = a_person("Odile Brandt")
        cls.topic = a_topic("Seamanship")
        cls.interview = an_interview(
            "The boat that stayed",
            subjects=[cls.maren, cls.odile],
            exchanges=1,
            standfirst="A pilot and a harbour master.",
            introduction="We met in the fog.",
            closing="A bell rang.",
        )
        cls.interview.topics.add(cls.topic)
        cls.opening = cls.interview.exchanges.get()
        cls.second = an_exchange(cls.interview, answer="The tide decides.", answered_by=[cls.odile])

    def test_a_name_finds_the_answers_of_the_person_and_the_interviews_that_credit_them(self):
        self.assertFinds("Maren Hult", self.interview)
        self.assertFinds("Odile", self.interview, self.second)

    def test_the_only_interviewee_is_the_speaker_of_answers_without_a_recorded_speaker(self):
        alone = an_interview("Elsewhere", subjects=[a_person("Ask Rolvsson")], exchanges=2)

        self.assertFinds("Rolvsson", alone, *alone.exchanges.all())

    def test_title_topic_and_people_find_the_interview_itself(self):
        for words in ("boat stayed", "“boat that stayed”", "Seamanship", "Vass", "hult boat"):
            with self.subTest(words):
                self.assertFinds(words, self.interview)

    def test_a_text_of_the_editors_is_found_as_a_result_of_its_own(self):
        self.assertFinds("harbour", ("standfirst", self.interview))
        self.assertFinds("fog", ("introduction", self.interview))
        self.assertFinds("bell", ("closing", self.interview))

    def test_a_text_of_the_editors_is_found_with_words_of_the_title_people_and_topics(self):
        for words in ("fog boat", "fog hult", "fog vass", "fog seamanship"):
            with self.subTest(words):
                self.assertFinds(words, ("introduction", self.interview))

    def test_a_text_of_the_editors_is_found_though_every_exchange_was_removed(self):
        for exchange in self.interview.exchanges.all():
            exchange.remove(by=None)

        self.assertFinds("fog", ("introduction", self.interview))

    def test_a_topic_together_with_a_word_narrows_the_results(self):
        an_exchange(an_interview("Elsewhere"), answer="The tide again.")

        self.assertFinds("seamanship tide", self.second)

    def test_results_can_be_filtered_by_person(self):
        other = an_exchange(an_interview("Elsewhere"), answer="The tide again.")

        self.assertFinds("tide", self.second, person=self.odile)
        self.assertFindsNothing("tide", person=self.maren)
        self.assertFinds("tide", other, person=someone("Ines Okafor"))

    def test_results_can_be_filtered_by_topic(self):
        an_exchange(an_interview("Elsewhere"), answer="The tide again.")

        self.assertFinds("tide", self.second, topic=self.topic)

    def test_results_can_be_filtered_by_year(self):
        at = timezone.now().replace(year=2019)
        old = an_exchange(an_interview("Elsewhere", at=at), answer="The tide again.")

        self.assertFinds("tide", old, year=2019)


class FindingWhatReadersMaySee(SearchCase):
    def test_a_draft_is_not_found(self):
        a_draft(exchanges=1)

        self.assertFindsNothing("forecast")
        self.assertFindsNothing("grid predict")

    def test_newer_drafts_do_not_take_the_place_of_published_results(self):
        old, new = an_interview(exchanges=1), an_interview(exchanges=1)
        a_draft(exchanges=3)

        with patch("interviews.search.ranking.MAX_RESULTS", 2):
            self.assertFinds("forecast", old.exchanges.get(), new.exchanges.get())

    def test_a_scheduled_interview_is_found_from_its_minute_on(self):
        interview = a_draft(exchanges=1)
        interview.schedule(timezone.now() + timedelta(hours=1), by=None)
        self.assertFindsNothing("forecast")

        type(interview).objects.update(published_at=timezone.now() - timedelta(seconds=1))

        self.assertFinds("forecast", interview.exchanges.get())

    def test_a_withdrawn_interview_is_not_found(self):
        interview = an_interview()
        interview.withdraw(by=None)

        self.assertFindsNothing("forecast")

    def test_a_removed_exchange_is_not_found(self):
        interview = an_interview(exchanges=2)
        first, second = interview.exchanges.all()
        second.remove(by=None)

        self.assertFinds("forecast", first)

    def test_an_interview_that_was_withdrawn_after_it_was_found_is_not_shown(self):
        interview = an_interview()
        found = search.search_interviews("forecast")
        interview.withdraw(by=None)

        self.assertEqual(found[:30], [])


class Ranking(SearchCase):
    def test_a_match_in_the_question_ranks_above_a_match_in_the_answer(self):
        interview = an_interview(exchanges=1)
        mentioned = an_exchange(interview, answer="We had a lighthouse, and much else.")
        asked = an_exchange(interview, question="Why the lighthouse?", answer="We had to.")

        found = search.search_interviews("lighthouse")[:2]

        self.assertEqual([result.row.pk for result in found], [asked.pk, mentioned.pk])

    def test_an_answer_full_of_the_word_ranks_above_one_that_mentions_it(self):
        interview = an_interview(exchanges=1)
        mentioned = an_exchange(interview, answer="A lighthouse. " + "And so much else. " * 40)
        about = an_exchange(interview, answer="The lighthouse is a lighthouse.")

        found = search.search_interviews("lighthouse")[:2]

        self.assertEqual([result.row.pk for result in found], [about.pk, mentioned.pk])

    def test_an_interview_whose_title_matches_comes_first(self):
        for _each in range(3):
            an_exchange(an_interview("Elsewhere"), answer="His ears. I watched his ears, ears.")
        interview = an_interview("I watched his ears")

        for words in ("I watched his ears", "“I watched his ears”", "ears", "okafor ears"):
            with self.subTest(words):
                self.assertEqual(search.search_interviews(words)[:1][0].row, interview)

    def test_of_interviews_the_one_whose_title_matches_more_words_comes_first(self):
        subject = a_person("Boatman Hult")
        more = an_interview("The boat that stayed", subjects=[subject])
        less = an_interview("What stayed", subjects=[subject])

        found = search.search_interviews("boat stayed")[:2]

        self.assertEqual([result.row for result in found], [more, less])

    def test_an_interview_that_matches_only_by_names_does_not_displace_other_results(self):
        an_interview("Elsewhere", subjects=[a_person("A. Very Longnamed Lighthouse")])
        asked = an_exchange(an_interview("Nowhere"), "Lighthouse?", "Lighthouse, lighthouse.")

        self.assertEqual(search.search_interviews("lighthouse")[:1][0].row, asked)
