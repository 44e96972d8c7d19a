"""An exchange keeps its key through rewording, reordering and removal."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from interviews import share_images
from interviews.exports import oembed
from interviews.models import Exchange, Interview
from interviews.models.workflow import InvalidTransition
from tests.builders import a_draft, an_editor, an_exchange, an_interview, published, someone


def read(interview):
    return Interview.objects.for_reading().get(pk=interview.pk)


class AKey(TestCase):
    def test_the_key_of_an_exchange_is_x_and_six_characters_nobody_misreads(self):
        exchange = an_exchange(a_draft())

        self.assertRegex(exchange.key, r"^x-[2-9a-hjkmnp-z]{6}$")

    def test_the_key_of_an_exchange_survives_rewording(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        key = exchange.key

        interview.correct("Reworded.", by=None, exchange=exchange, question="What failed first?")

        self.assertEqual(Exchange.objects.get(question="What failed first?").key, key)

    def test_the_key_of_an_exchange_survives_reordering(self):
        interview = a_draft(exchanges=3)
        first, second, third = interview.exchanges.all()

        interview.reorder_exchanges([third, first, second])

        self.assertEqual(
            [exchange.key for exchange in interview.exchanges.order_by("position")],
            [third.key, first.key, second.key],
        )


class AName(TestCase):
    def test_a_long_question_that_names_its_exchange_ends_with_an_ellipsis(self):
        exchange = an_exchange(a_draft(), question="Who may say no? " * 10)

        self.assertEqual(len(str(exchange)), 80)
        self.assertTrue(str(exchange).endswith("…"))


class ACorrection(TestCase):
    def test_a_correction_keeps_the_words_as_they_were_before_it_though_another_came_between(self):
        interview = an_interview()
        on_two_screens = [interview.exchanges.get(), interview.exchanges.get()]

        for number, exchange in enumerate(on_two_screens):
            interview.correct("Reworded.", by=None, exchange=exchange, answer=f"Answer {number}.")

        kept = list(interview.corrections.order_by("pk").values_list("was", flat=True))
        self.assertEqual(kept, ["The forecast.", "Answer 0."])

    def test_a_correction_may_not_take_the_words_that_a_pull_quote_quotes(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        exchange.pull_quote = "The forecast"
        exchange.save()

        with self.assertRaisesMessage(ValidationError, "does not contain these exact words"):
            interview.correct("Reworded.", by=None, exchange=exchange, answer="The model.")

        self.assertEqual(interview.exchanges.get().answer, "The forecast.")

    def test_a_correction_of_an_interview_that_was_never_published_is_refused(self):
        with self.assertRaises(InvalidTransition):
            a_draft().correct("Reworded.", by=None)


class TheOrderOfExchanges(TestCase):
    def test_the_order_of_exchanges_has_one_exchange_in_each_place(self):
        interview = a_draft(exchanges=1)

        with self.assertRaises(IntegrityError), transaction.atomic():
            Exchange.objects.create(interview=interview, position=1, question="And?")

    def test_the_order_of_exchanges_can_be_reversed(self):
        interview = a_draft(exchanges=5)
        turned = list(interview.exchanges.order_by("-position"))

        interview.reorder_exchanges(turned)

        self.assertEqual(list(interview.exchanges.order_by("position")), turned)
        self.assertEqual([exchange.position for exchange in turned], [1, 2, 3, 4, 5])


class SeveralAnswersToOneQuestion(TestCase):
    def setUp(self):
        maya, tom = someone("Maya Lind"), someone("Tom Abara")
        self.interview = a_draft(exchanges=0, subjects=[maya, tom])
        an_exchange(self.interview, "What changed?", "The clock.", answered_by=[maya])
        an_exchange(self.interview, "", "Nothing at all.", answered_by=[tom])
        an_exchange(self.interview, "And now?", "We wait.", answered_by=[maya, tom])

    def test_several_answers_to_one_question_stand_under_that_question(self):
        first, second = read(self.interview).conversation

        self.assertEqual([e.answer for e in first.answers], ["The clock.", "Nothing at all."])
        self.assertEqual([e.answer for e in second.answers], ["We wait."])

    def test_several_answers_to_one_question_are_counted_as_one_question(self):
        self.assertEqual([q.number for q in read(self.interview).questions], [1, 2])
        listed = Interview.objects.for_listing().get(pk=self.interview.pk)
        self.assertEqual(listed.question_count, 2)

    def test_several_answers_to_one_question_say_whose_they_are(self):
        interview = read(self.interview)

        self.assertTrue(interview.shows_speaker_names)
        spoken = [[p.name for p in e.speakers] for q in interview.conversation for e in q.answers]
        self.assertEqual(spoken, [["Maya Lind"], ["Tom Abara"], ["Tom Abara", "Maya Lind"]])


class TheSpeakerOfAnAnswer(TestCase):
    def test_the_speaker_of_an_answer_is_the_one_person_interviewed_where_nobody_is_recorded(self):
        interview = read(a_draft(subjects=[someone("Ines Okafor")]))

        exchange = interview.conversation[0].asking_exchange

        self.assertEqual([person.name for person in exchange.speakers], ["Ines Okafor"])
        self.assertFalse(interview.shows_speaker_names)

    def test_the_speaker_of_an_answer_is_never_guessed_among_several(self):
        interview = read(a_draft(subjects=[someone("Maya Lind"), someone("Tom Abara")]))

        self.assertEqual(interview.conversation[0].asking_exchange.speakers, [])


class NobodyAnswers(TestCase):
    """Where a question has no answer, nobody is named as if they had given one."""

    def setUp(self):
        self.interview = an_interview()
        self.exchange = an_exchange(self.interview, "Well?", "", note="A bell rang.")

    def test_a_question_without_an_answer_names_nobody_as_answering(self):
        self.assertEqual(self.exchange.speakers, [])
        self.exchange.answered_by.set([someone("Odile Brandt")])

        self.assertEqual(Exchange.objects.get(pk=self.exchange.pk).speakers, [])

    def test_exports_share_images_and_embeds_of_a_question_without_an_answer_name_nobody(self):
        address = self.exchange.get_absolute_url().rstrip("/")
        markdown = self.client.get(f"{address}.md").content.decode()
        told = self.client.get(f"{address}.json").json()
        question, exchange = read(self.interview).get_question_and_exchange(self.exchange.key)

        self.assertNotIn("Ines Okafor:", markdown)
        self.assertEqual(told["exchange"]["answered_by"], [])
        self.assertEqual(
            share_images.build_exchange_image(exchange.interview, question, exchange).names, ""
        )
        self.assertNotIn(
            "Okafor", oembed.build_embed(exchange.interview, question, exchange)["html"]
        )


class RemovingAnExchange(TestCase):
    def test_removing_an_exchange_of_a_draft_leaves_nothing(self):
        draft = a_draft(exchanges=2)

        draft.exchanges.first().remove(by=None)

        self.assertEqual(draft.exchanges.count(), 1)

    def test_removing_an_exchange_of_a_published_interview_leaves_its_key_and_who_did_it(self):
        interview, editor = an_interview(exchanges=2), an_editor()
        exchange = interview.exchanges.first()

        exchange.remove(by=editor)

        kept = Exchange.objects.get(key=exchange.key)
        self.assertEqual((kept.is_removed, kept.removed_by), (True, editor))
        self.assertNotIn(kept, Exchange.objects.published())

    def test_removing_an_exchange_leaves_the_question_to_those_who_also_answered_it(self):
        interview = a_draft(exchanges=0)
        first = an_exchange(interview, "What changed?", "The clock.")
        an_exchange(interview, "", "Nothing at all.")
        interview.publish(by=None)

        first.remove(by=None)

        question = read(interview).questions[0]
        self.assertEqual(question.asking_exchange.question, "What changed?")
        self.assertTrue(question.is_visible)

    def test_removing_an_exchange_does_not_count_it_any_more(self):
        interview = an_interview(exchanges=2)
        interview.exchanges.first().remove(by=None)

        self.assertEqual(len(read(interview).questions), 1)
        self.assertEqual(Interview.objects.for_listing().get().question_count, 1)


class APullQuote(TestCase):
    def test_a_pull_quote_in_a_list_names_its_speaker_if_it_is_not_the_interviewee(self):
        odile = someone("Odile Brandt")
        draft = a_draft("The boat", exchanges=0)
        said = {"answer": "My hand on the switch.", "pull_quote": "My hand on the switch."}
        an_exchange(draft, "", answered_by=[odile], **said)
        published(draft)

        for address in ("/", "/interviews/"):
            with self.subTest(address):
                page = self.client.get(address).content.decode()
                best = re.search('<p class="teaser-quote".*?</p>', page, re.DOTALL)[0]
                self.assertIn("Odile Brandt", best)

        draft.exchanges.get().answered_by.set([someone("Ines Okafor")])

        self.assertNotContains(self.client.get("/interviews/"), "— <bdi>")

    def test_a_pull_quote_is_word_for_word_what_was_said(self):
        exchange = an_exchange(a_draft(), answer="I keep my hand on *the* switch.")
        exchange.pull_quote = "my hand on the switch"

        exchange.full_clean()

        self.assertTrue(exchange.has_verbatim_pull_quote)

    def test_a_pull_quote_may_leave_out_the_numbers_of_a_list(self):
        for quote in ("wind and rain", "1. wind 2. and rain"):
            exchange = an_exchange(a_draft(), answer="1. wind\n2. and rain", pull_quote=quote)

            self.assertTrue(exchange.has_verbatim_pull_quote)

    def test_a_pull_quote_that_was_not_said_is_refused_where_readers_would_see_it(self):
        scheduled = a_draft()
        scheduled.schedule(at=timezone.now() + timedelta(days=1), by=None)
        for interview in (an_interview(), scheduled):
            exchange = an_exchange(interview, answer="I keep my hand on the switch.")
            exchange.pull_quote = "my hands on the switch"

            with self.assertRaisesMessage(ValidationError, "does not contain these exact words"):
                exchange.full_clean()

    def test_a_draft_with_a_pull_quote_that_was_not_said_is_saved_and_not_published(self):
        draft = a_draft()
        exchange = draft.exchanges.get()
        exchange.pull_quote = "my hands on the switch"

        exchange.full_clean()
        exchange.save()

        with self.assertRaisesMessage(ValidationError, "word for word"):
            draft.publish(by=None)

    def test_selected_words_become_a_pull_quote_as_readers_see_them(self):
        exchange = Exchange(answer="It was **not *so*** [bad](/a).[^1]\n\n- No.\n\n[^1]: A note.")
        for selected, quote in {
            "It was **not *so***": "It was not so",
            "t *so*** [bad](/": "t so bad",
            "[bad](/a).[^1]\n\n- No.": "bad. No.",
            "  was ": "was",
            "It was so": "",
            "*": "",
        }.items():
            with self.subTest(selected):
                self.assertEqual(exchange.find_quotation(selected), quote)
