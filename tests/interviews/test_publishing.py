"""From draft to published to withdrawn: what each verb does, and who did it."""

from datetime import timedelta
from unittest import mock

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from interviews.models import Interview
from interviews.models.workflow import InvalidTransition, NotReady
from tests.builders import a_draft, an_editor, an_exchange, an_interview


def at(moment):
    """The clock stands at `moment` for whatever asks what is published."""
    return mock.patch("interviews.models.workflow.timezone.now", return_value=moment)


class PublishingADraft(TestCase):
    def test_publishing_a_draft_shows_it_to_readers(self):
        draft = a_draft()

        draft.publish(by=an_editor())

        self.assertIn(draft, Interview.objects.published())

    def test_publishing_a_draft_records_who_and_when(self):
        draft, editor = a_draft(), an_editor()

        draft.publish(by=editor)

        change = draft.state_changes.first()
        self.assertEqual((change.status, change.by), ("published", editor))
        self.assertEqual(draft.published_at.date(), change.at.date())

    def test_publishing_a_draft_is_refused_without_an_answer(self):
        empty = a_draft(exchanges=0)
        an_exchange(empty, answer="")

        with self.assertRaisesMessage(NotReady, "The interview has no answer yet."):
            empty.publish(by=None)

        self.assertNotIn(empty, Interview.objects.published())

    def test_publishing_a_draft_is_refused_when_a_pull_quote_is_not_what_was_said(self):
        draft = a_draft()
        draft.exchanges.update(pull_quote="The forecasts.")

        with self.assertRaisesMessage(NotReady, "The forecasts."):
            draft.publish(by=None)

    def test_publishing_a_draft_is_refused_without_a_title_of_its_own(self):
        with self.assertRaisesMessage(NotReady, "The interview has no title yet."):
            a_draft("Untitled interview").publish(by=None)

    def test_publishing_a_draft_is_refused_under_a_date_to_come(self):
        with self.assertRaisesMessage(ValidationError, "schedule the interview"):
            a_draft().publish(by=None, at=timezone.now() + timedelta(days=1))

    def test_publishing_a_draft_is_refused_the_second_time(self):
        interview = an_interview()

        with self.assertRaises(InvalidTransition):
            interview.publish(by=None)

    def test_publishing_a_draft_by_two_editors_at_once_tells_one_of_them(self):
        draft = a_draft()
        on_another_screen = Interview.objects.get(pk=draft.pk)
        draft.publish(by=None)

        with self.assertRaisesMessage(InvalidTransition, "Somebody else"):
            on_another_screen.publish(by=None)

        self.assertEqual(draft.state_changes.filter(status="published").count(), 1)


class AScheduledInterview(TestCase):
    def setUp(self):
        self.minute = timezone.now() + timedelta(days=1)
        self.interview = a_draft()
        self.interview.schedule(self.minute, by=None)

    def test_a_scheduled_interview_is_hidden_before_its_minute(self):
        with at(self.minute - timedelta(seconds=1)):
            self.assertNotIn(self.interview, Interview.objects.published())
            self.assertFalse(self.interview.is_published)

    def test_a_scheduled_interview_is_published_on_its_minute_though_nothing_is_written(self):
        with at(self.minute), self.assertNumQueries(1):
            self.assertEqual(list(Interview.objects.published()), [self.interview])

        with at(self.minute):
            self.assertEqual(self.interview.state, Interview.Status.PUBLISHED)

    def test_a_scheduled_interview_is_recorded_as_published_once_and_not_before_its_minute(self):
        on_another_server = Interview.objects.get(pk=self.interview.pk)

        self.assertFalse(self.interview.record_due_publication())
        with at(self.minute):
            self.assertTrue(self.interview.record_due_publication())
            self.assertFalse(on_another_server.record_due_publication())

        states = self.interview.state_changes.values_list("status", flat=True)
        self.assertEqual(list(states), ["published", "scheduled", "draft"])
        self.assertEqual(self.interview.published_at, self.minute)

    def test_a_scheduled_interview_can_be_withdrawn_after_its_minute(self):
        with at(self.minute + timedelta(hours=1)):
            self.interview.withdraw(by=None)

            self.assertNotIn(self.interview, Interview.objects.published())

    def test_a_scheduled_interview_can_be_taken_back_before_its_minute(self):
        self.interview.return_to_draft(by=None)

        self.assertIsNone(self.interview.published_at)
        self.assertEqual(self.interview.state, Interview.Status.DRAFT)

    def test_a_scheduled_interview_is_refused_a_time_that_is_past(self):
        with self.assertRaisesMessage(ValidationError, "in the future"):
            a_draft("Another").schedule(timezone.now() - timedelta(minutes=1), by=None)


class AWithdrawnInterview(TestCase):
    def test_a_withdrawn_interview_is_hidden_and_says_why(self):
        interview, editor = an_interview(), an_editor()

        interview.withdraw(by=editor, note="The subject is in danger.")

        change = interview.state_changes.first()
        self.assertEqual((change.by, change.note), (editor, "The subject is in danger."))
        self.assertNotIn(interview, Interview.objects.published())

    def test_a_withdrawn_interview_returns_under_its_first_date(self):
        interview = an_interview()
        first = interview.published_at
        interview.withdraw(by=None)

        interview.publish(by=None)

        self.assertEqual(interview.published_at, first)
        self.assertIn(interview, Interview.objects.published())


class WorkflowActionsOfAnEditor(TestCase):
    def test_workflow_actions_of_an_editor_are_those_that_the_state_allows(self):
        draft = a_draft()

        offered = {draft.state: draft.available_actions}
        draft.submit(by=None)
        offered[draft.state] = draft.available_actions
        draft.publish(by=None)
        offered[draft.state] = draft.available_actions
        draft.withdraw(by=None)
        offered[draft.state] = draft.available_actions

        self.assertEqual(
            offered,
            {
                "draft": ["submit", "publish", "schedule"],
                "in_review": ["publish", "schedule", "return_to_draft"],
                "published": ["withdraw"],
                "withdrawn": ["publish"],
            },
        )


class TheDatabase(TestCase):
    def test_the_database_refuses_a_published_interview_without_a_date(self):
        draft = a_draft()

        with self.assertRaises(IntegrityError), transaction.atomic():
            Interview.objects.filter(pk=draft.pk).update(status="published")

    def test_the_database_refuses_a_state_it_does_not_know(self):
        draft = a_draft()

        with self.assertRaises(IntegrityError), transaction.atomic():
            Interview.objects.filter(pk=draft.pk).update(status="perhaps")
