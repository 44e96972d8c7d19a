"""What was withdrawn or removed, and what was never answered, is listed and counted nowhere."""

from django.test import TestCase

from interviews.models import Correction, RecurringQuestion
from tests.builders import (
    a_correction,
    a_draft,
    a_recurring_question,
    an_exchange,
    an_interview,
    published,
)


class Corrections(TestCase):
    def test_corrections_of_a_withdrawn_interview_are_not_listed(self):
        interview = an_interview("Talk")
        a_correction(interview, note="The month was March.")
        self.assertContains(self.client.get("/corrections/"), "The month was March.")

        interview.withdraw(by=None)

        self.assertNotContains(self.client.get("/corrections/"), "The month was March.")
        self.assertFalse(Correction.objects.in_print().exists())


class RecurringQuestions(TestCase):
    def setUp(self):
        self.question = a_recurring_question("Who decides?")
        self.interview = self.asked("First", "The board.")

    def asked(self, title, answer):
        draft = a_draft(title, exchanges=0)
        an_exchange(draft, "Who decides?", answer, recurring=self.question)
        return published(draft)

    def count(self):
        [question] = RecurringQuestion.objects.published().most_asked_first()
        return question.interview_count

    def test_recurring_questions_are_not_counted_where_the_exchange_was_removed(self):
        other = self.asked("Second", "The wind.")
        self.assertEqual(self.count(), 2)

        other.exchanges.get().remove(by=None)

        self.assertEqual(self.count(), 1)

    def test_recurring_questions_are_not_counted_where_the_interview_was_withdrawn(self):
        self.asked("Second", "The wind.").withdraw(by=None)

        self.assertEqual(self.count(), 1)

    def test_recurring_questions_are_not_listed_with_a_person_who_gave_no_answer(self):
        [person] = self.interview.subjects
        an_exchange(self.interview, "Who decides, then?", "", recurring=self.question)
        [question] = RecurringQuestion.objects.answered_by(person)

        self.assertEqual([each.answer for each in question.answers], ["The board."])
