"""Recurring questions: asked of different people, and of one person over the years."""

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


def a_recurring_answer(name, question, answer="Nobody.", year=2024, **words):
    """The exchange of a published interview in which the question was put to this person."""
    draft = a_draft(f"{name}, {year}", subjects=[someone(name)], exchanges=0)
    exchange = an_exchange(draft, question.wording, answer, recurring=question, **words)
    published(draft, at=datetime(year, 3, 1, tzinfo=UTC))
    return exchange


class RecurringQuestionPage(TestCase):
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

    def test_the_page_of_a_recurring_question_groups_answers_by_person_newest_first(self):
        a_recurring_answer("Maren Hult", self.question, "The harbour board.", 2022)
        a_recurring_answer("Ask Rolvsson", self.question, "My mother.", 2024)

        self.assertInOrder("Ask Rolvsson", "My mother.", "Maren Hult", "The harbour board.")

    def test_the_answers_of_one_person_are_grouped_first_from_oldest_to_newest(self):
        a_recurring_answer("Maren Hult", self.question, "Not any more.", 2025)
        a_recurring_answer("Ask Rolvsson", self.question, "My mother.", 2026)
        a_recurring_answer("Maren Hult", self.question, "The harbour board.", 2019)

        self.assertInOrder("Maren Hult", "The harbour board.", "Not any more.", "My mother.")
        self.assertContains(self.page(), "<bdi>Maren Hult</bdi>", count=1)

    def test_the_page_of_a_recurring_question_links_to_each_answer_in_its_interview(self):
        exchange = a_recurring_answer("Maren Hult", self.question)

        self.assertContains(self.page(), f'href="{exchange.anchor_url}"')

    def test_the_page_of_a_recurring_question_shows_answers_by_other_people_to_one_asking(self):
        exchange = a_recurring_answer("Maren Hult", self.question)
        an_exchange(exchange.interview, "", "My wife.", answered_by=[a_person("Odile Brandt")])
        an_exchange(exchange.interview, "And then?", "Never again.")

        self.assertInOrder("Odile Brandt", "My wife.")
        self.assertNotContains(self.page(), "Never again.")

    def test_the_page_of_a_recurring_question_shows_nothing_unpublished(self):
        a_recurring_answer("Maren Hult", self.question)
        a_recurring_answer("Ask Rolvsson", self.question, "My mother.").interview.withdraw(by=None)
        a_recurring_answer("Odile Brandt", self.question, "The tide.").remove(by=None)
        an_exchange(a_draft(), answer="The moon.", recurring=self.question)

        for words in ("My mother.", "The tide.", "The moon."):
            with self.subTest(words):
                self.assertNotContains(self.page(), words)

    def test_the_page_of_a_recurring_question_is_not_found_before_it_was_asked_in_public(self):
        an_exchange(a_draft(), recurring=self.question)

        self.assertEqual(self.page().status_code, 404)
        self.assertNotContains(self.client.get("/questions/"), self.question.wording)

    def test_a_recurring_question_is_listed_with_how_often_it_was_asked(self):
        for name in ("Maren Hult", "Ask Rolvsson"):
            a_recurring_answer(name, self.question)

        page = self.client.get("/questions/")

        self.assertContains(page, self.question.wording)
        self.assertContains(page, "asked in 2 interviews")

    def test_the_old_address_of_a_recurring_question_redirects(self):
        a_recurring_answer("Maren Hult", self.question)
        was = self.question.get_absolute_url()
        self.question.change_slug("saying-no")

        self.assertRedirects(self.client.get(was), "/questions/saying-no/", status_code=301)

    def test_an_answer_in_another_language_is_marked_with_that_language(self):
        a_recurring_answer("Maren Hult", self.question, "Ninguém.")
        interview = Exchange.objects.get().interview
        type(interview).objects.update(language="pt")

        self.assertContains(self.page(), 'lang="pt"')


class RecurringQuestionInAnInterview(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.question = a_recurring_question()
        cls.exchange = a_recurring_answer("Maren Hult", cls.question)

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

    def test_a_question_that_nobody_else_was_asked_has_no_link(self):
        self.assertSaysNothing()

    def test_a_question_names_who_else_was_asked_starting_with_the_latest(self):
        a_recurring_answer("Ask Rolvsson", self.question, year=2020)
        a_recurring_answer("Odile Brandt", self.question, year=2021)

        self.assertTells("Also asked of Odile Brandt and Ask Rolvsson")

    def test_a_question_names_who_answered_where_that_is_recorded(self):
        both = [someone("Odile Brandt"), someone("Ask Rolvsson")]
        other = an_interview("Two of them", subjects=both)
        an_exchange(other, recurring=self.question, answered_by=both[:1])

        self.assertTells("Also asked of Odile Brandt\n")

    def test_a_question_names_two_people_and_counts_the_others(self):
        for year, name in enumerate(["Ada", "Ivo", "Suda", "Ines"], start=2020):
            a_recurring_answer(name, self.question, year=year)

        self.assertTells("Also asked of Ines, Suda and 2 others")

    def test_a_question_says_if_only_the_same_person_was_asked_again(self):
        a_recurring_answer("Maren Hult", self.question, year=2019)

        self.assertTells("Also asked in another interview")

    def test_a_question_does_not_mention_unpublished_interviews(self):
        a_recurring_answer("Ask Rolvsson", self.question).interview.withdraw(by=None)
        a_recurring_answer("Odile Brandt", self.question).remove(by=None)
        an_exchange(a_draft(subjects=[someone("Ivo")]), recurring=self.question)

        self.assertSaysNothing()

    def test_only_an_exchange_with_a_question_can_recur(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Exchange.objects.filter(pk=self.exchange.pk).update(question="")


class RecurringQuestionsInTheAdmin(DeskTestCase):
    def test_an_editor_chooses_a_recurring_question_in_the_row_of_an_exchange(self):
        question = a_recurring_question()
        interview = a_draft()

        self.send(interview, exchanges__0__recurring=" who is allowed to say NO to you? ")

        self.assertEqual(interview.exchanges.get().recurring, question)

    def test_a_new_wording_creates_one_recurring_question_for_two_rows(self):
        new = "What broke first?"

        self.send(a_draft(exchanges=2), exchanges__0__recurring=new, exchanges__1__recurring=new)

        question = RecurringQuestion.objects.get()
        self.assertEqual(question.slug, "what-broke-first")
        self.assertEqual(question.exchanges.count(), 2)

    def test_the_row_shows_the_recurring_question_and_clearing_it_removes_it(self):
        question = a_recurring_question()
        exchange = an_exchange(a_draft(exchanges=0), recurring=question)
        sent = self.filled(self.open(exchange.interview))
        self.assertEqual(sent["exchanges-0-recurring"], question.wording)

        self.send(exchange.interview, exchanges__0__recurring="")

        exchange.refresh_from_db()
        self.assertIsNone(exchange.recurring)

    def test_a_recurring_question_without_a_question_is_refused_beside_the_row(self):
        interview = a_draft(exchanges=0)
        an_exchange(interview, question="", answer="A further answer.")

        page = self.send(interview, exchanges__0__recurring="What broke first?")

        self.assertContains(page, "mark the question above")
        self.assertFalse(RecurringQuestion.objects.exists())

    def test_similar_questions_are_suggested_and_many_can_be_marked_at_once(self):
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

    def test_marking_at_the_desk_makes_a_version_by_its_editor(self):
        question, interview = a_recurring_question(), an_interview()
        exchange = an_exchange(interview, question.wording)
        interview.record_version(by=None, kind=None)

        self.send(question, asked_in=[exchange.pk])

        interview.refresh_from_db()
        self.assertTrue(interview.is_recorded)
        self.assertEqual(interview.versions.last().by, self.editor)
        self.assertFalse(interview.corrections.exists())

    def test_an_unchecked_exchange_is_removed_from_the_recurring_question(self):
        question = a_recurring_question()
        kept, _other = (an_exchange(a_draft(), recurring=question) for _each in range(2))

        self.send(question, asked_in=[kept.pk])

        self.assertEqual(list(question.exchanges.all()), [kept])

    def test_a_recurring_question_that_was_asked_cannot_be_deleted(self):
        question = a_recurring_question()
        an_exchange(a_draft(), recurring=question)

        self.assertContains(self.open(question), "Uncheck them first")
