"""The same question: asked of different people, and of one person over the years."""

from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.test import TestCase

from interviews.models import Exchange, RecurringQuestion
from tests.admin_forms import DeskTestCase
from tests.builders import (
    a_draft,
    a_person,
    a_recurring_question,
    an_exchange,
    an_interview,
    published,
    someone,
)


def asked_of(name, question, answer="Nobody.", year=2024, **words):
    """The exchange of a published interview in which the question was put to this person."""
    draft = a_draft(f"{name}, {year}", subjects=[someone(name)], exchanges=0)
    exchange = an_exchange(draft, question.wording, answer, recurring=question, **words)
    published(draft, at=datetime(year, 3, 1, tzinfo=UTC))
    return exchange


class ItsPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.question = a_recurring_question()

    def page(self):
        return self.client.get(self.question.get_absolute_url())

    def assertInOrder(self, *words):
        text = self.page().content.decode()
        places = [text.find(word) for word in words]
        self.assertNotIn(-1, places, words)
        self.assertEqual(places, sorted(places), words)

    def test_sets_the_answers_of_different_people_side_by_side_the_newest_first(self):
        asked_of("Maren Hult", self.question, "The harbour board.", 2022)
        asked_of("Ask Rolvsson", self.question, "My mother.", 2024)

        self.assertInOrder("Ask Rolvsson", "My mother.", "Maren Hult", "The harbour board.")

    def test_sets_the_answers_of_one_person_together_oldest_to_newest_and_first(self):
        asked_of("Maren Hult", self.question, "Not any more.", 2025)
        asked_of("Ask Rolvsson", self.question, "My mother.", 2026)
        asked_of("Maren Hult", self.question, "The harbour board.", 2019)

        self.assertInOrder("Maren Hult", "The harbour board.", "Not any more.", "My mother.")
        self.assertContains(self.page(), "<bdi>Maren Hult</bdi>", count=1)

    def test_leads_from_each_answer_to_its_place_in_the_interview(self):
        exchange = asked_of("Maren Hult", self.question)

        self.assertContains(self.page(), f'href="{exchange.anchor_url}"')

    def test_shows_what_a_further_person_answered_to_the_same_question(self):
        exchange = asked_of("Maren Hult", self.question)
        an_exchange(exchange.interview, "", "My wife.", answered_by=[a_person("Odile Brandt")])
        an_exchange(exchange.interview, "And then?", "Never again.")

        self.assertInOrder("Odile Brandt", "My wife.")
        self.assertNotContains(self.page(), "Never again.")

    def test_shows_nothing_that_is_not_published(self):
        asked_of("Maren Hult", self.question)
        asked_of("Ask Rolvsson", self.question, "My mother.").interview.withdraw(by=None)
        asked_of("Odile Brandt", self.question, "The tide.").remove(by=None)
        an_exchange(a_draft(), answer="The moon.", recurring=self.question)

        for words in ("My mother.", "The tide.", "The moon."):
            with self.subTest(words):
                self.assertNotContains(self.page(), words)

    def test_is_not_there_before_anybody_was_asked_in_public(self):
        an_exchange(a_draft(), recurring=self.question)

        self.assertEqual(self.page().status_code, 404)
        self.assertNotContains(self.client.get("/questions/"), self.question.wording)

    def test_is_listed_with_how_often_it_was_asked(self):
        for name in ("Maren Hult", "Ask Rolvsson"):
            asked_of(name, self.question)

        page = self.client.get("/questions/")

        self.assertContains(page, self.question.wording)
        self.assertContains(page, "asked in 2 interviews")

    def test_leads_on_from_an_address_that_it_once_had(self):
        asked_of("Maren Hult", self.question)
        was = self.question.get_absolute_url()
        self.question.change_slug("saying-no")

        self.assertRedirects(self.client.get(was), "/questions/saying-no/", status_code=301)

    def test_an_answer_in_another_language_says_which(self):
        asked_of("Maren Hult", self.question, "Ninguém.")
        interview = Exchange.objects.get().interview
        type(interview).objects.update(language="pt")

        self.assertContains(self.page(), 'lang="pt"')


class InTheInterview(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.question = a_recurring_question()
        cls.exchange = asked_of("Maren Hult", cls.question)

    def assertTells(self, sentence):
        for address in (
            self.exchange.interview.get_absolute_url(),
            self.exchange.get_absolute_url(),
        ):
            page = self.client.get(address)
            self.assertContains(page, sentence)
            self.assertContains(page, f'href="{self.question.get_absolute_url()}"')

    def assertSaysNothing(self):
        page = self.client.get(self.exchange.interview.get_absolute_url())
        self.assertNotContains(page, self.question.get_absolute_url())

    def test_a_question_that_nobody_else_was_asked_says_nothing(self):
        self.assertSaysNothing()

    def test_a_question_says_who_else_was_asked_the_latest_first(self):
        asked_of("Ask Rolvsson", self.question, year=2020)
        asked_of("Odile Brandt", self.question, year=2021)

        self.assertTells("Also asked of Odile Brandt and Ask Rolvsson")

    def test_it_names_who_answered_where_that_is_recorded(self):
        both = [someone("Odile Brandt"), someone("Ask Rolvsson")]
        other = an_interview("Two of them", subjects=both)
        an_exchange(other, recurring=self.question, answered_by=both[:1])

        self.assertTells("Also asked of Odile Brandt\n")

    def test_it_names_two_and_counts_the_others_where_there_are_many(self):
        for year, name in enumerate(["Ada", "Ivo", "Suda", "Ines"], start=2020):
            asked_of(name, self.question, year=year)

        self.assertTells("Also asked of Ines, Suda and 2 others")

    def test_it_says_so_if_only_the_same_person_was_asked_again(self):
        asked_of("Maren Hult", self.question, year=2019)

        self.assertTells("Also asked in another interview")

    def test_it_does_not_tell_of_what_is_not_published(self):
        asked_of("Ask Rolvsson", self.question).interview.withdraw(by=None)
        asked_of("Odile Brandt", self.question).remove(by=None)
        an_exchange(a_draft(subjects=[someone("Ivo")]), recurring=self.question)

        self.assertSaysNothing()

    def test_only_a_question_can_recur(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Exchange.objects.filter(pk=self.exchange.pk).update(question="")


class AtTheDesk(DeskTestCase):
    def test_an_editor_chooses_a_recurring_question_in_the_row_of_an_exchange(self):
        question = a_recurring_question()
        interview = a_draft()

        self.send(interview, exchanges__0__recurring=" who is allowed to say NO to you? ")

        self.assertEqual(interview.exchanges.get().recurring, question)

    def test_a_wording_that_is_new_makes_one_which_two_rows_share(self):
        new = "What broke first?"

        self.send(a_draft(exchanges=2), exchanges__0__recurring=new, exchanges__1__recurring=new)

        question = RecurringQuestion.objects.get()
        self.assertEqual(question.slug, "what-broke-first")
        self.assertEqual(question.exchanges.count(), 2)

    def test_the_row_shows_what_was_chosen_and_emptied_it_is_taken_away(self):
        question = a_recurring_question()
        exchange = an_exchange(a_draft(exchanges=0), recurring=question)
        sent = self.filled(self.open(exchange.interview))
        self.assertEqual(sent["exchanges-0-recurring"], question.wording)

        self.send(exchange.interview, exchanges__0__recurring="")

        exchange.refresh_from_db()
        self.assertIsNone(exchange.recurring)

    def test_what_cannot_recur_is_said_beside_the_row(self):
        interview = a_draft(exchanges=0)
        an_exchange(interview, question="", answer="A further answer.")

        page = self.send(interview, exchanges__0__recurring="What broke first?")

        self.assertContains(page, "mark the question above")
        self.assertFalse(RecurringQuestion.objects.exists())

    def test_likely_wordings_are_proposed_and_marked_many_at_once(self):
        question = a_recurring_question()
        same = an_exchange(a_draft("One"), "We ask everyone. Who is allowed to say no to you?")
        near = an_exchange(a_draft("Two"), "Who is allowed to say “no” to you, now?")
        an_exchange(a_draft("Three"), "What did the allowed list say to you?")
        page = self.open(question)
        self.assertContains(page, "We ask everyone.")
        self.assertContains(page, "to you, now?")
        self.assertNotContains(page, "the allowed list")

        self.send(question, asked_in=[same.pk, near.pk])

        self.assertEqual(set(question.exchanges.all()), {same, near})

    def test_what_is_unchecked_is_not_this_question_any_more(self):
        question = a_recurring_question()
        kept, _other = (an_exchange(a_draft(), recurring=question) for _each in range(2))

        self.send(question, asked_in=[kept.pk])

        self.assertEqual(list(question.exchanges.all()), [kept])

    def test_one_that_is_asked_somewhere_is_not_deleted(self):
        question = a_recurring_question()
        an_exchange(a_draft(), recurring=question)

        self.assertContains(self.open(question), "Uncheck these first")
