"""An update of a published interview waits, is merged with later changes, and is published."""

from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from interviews.history.scheduled_publishing import publish_due_updates
from interviews.models import (
    AuditEntry,
    Exchange,
    ExchangeKey,
    Interview,
    PreparedUpdate,
    RecurringQuestion,
)
from interviews.models.content import content_of
from interviews.models.exchange import generate_keys
from interviews.models.workflow import InvalidTransition, NotReady
from tests.builders import a_person, a_topic, an_editor, an_exchange, an_interview

EXPLAINED = {"kind": "update", "note": "We asked again."}


class PreparedUpdateCase(TestCase):
    def setUp(self):
        self.interview = an_interview(exchanges=2)
        self.first, self.second = self.interview.exchanges.order_by("position")

    @contextmanager
    def editing(self, by=None, **explanation):
        """Change rows within: the changes go into the update of the interview."""
        with transaction.atomic():
            update = PreparedUpdate.objects.locked(self.interview)
            with update.applied() as interview:
                yield interview
                content = content_of(interview)
            update.save_content(content, by, **(EXPLAINED | explanation))

    def prepare(self, **words):
        """Make an update that changes fields of the first answer."""
        with self.editing() as interview:
            interview.exchanges.filter(key=self.first.key).update(**words)
        return self.update

    @property
    def update(self):
        return PreparedUpdate.objects.get()

    def change_in_public(self, exchange=None, **words):
        with self.interview.changing(None, "typo"):
            Exchange.objects.filter(pk=(exchange or self.first).pk).update(**words)

    def schedule(self, update):
        update.schedule(timezone.now() + timedelta(hours=1), by=None)
        PreparedUpdate.objects.update(publish_at=timezone.now() - timedelta(minutes=1))


class PublishingAnUpdate(PreparedUpdateCase):
    def test_an_update_changes_no_row_of_its_interview_until_it_is_published(self):
        before, versions = content_of(self.interview), self.interview.versions.count()

        update = self.prepare(answer="The model.")

        self.assertEqual(content_of(self.interview), before)
        self.assertEqual(self.interview.versions.count(), versions)
        update.publish(by=None)
        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The model.")

    def test_a_published_update_is_a_version_with_a_note_by_its_publisher(self):
        editor = an_editor()

        self.prepare(answer="The model.").publish(by=editor)

        version = self.interview.versions.last()
        self.assertEqual(version.by, editor)
        self.assertEqual(version.correction.kind, "update")
        self.assertEqual(version.correction.note, "We asked again.")
        self.assertFalse(PreparedUpdate.objects.exists())

    def test_rows_of_a_published_update_keep_their_primary_keys(self):
        credits, ada = list(self.interview.credits.values_list("pk", "person")), a_person("Ada")
        with self.editing() as interview:
            interview.credits.create(person=ada, role="translator", position=9)
            interview.exchanges.update(note="Checked.")

        self.update.publish(by=None)

        self.assertEqual(list(self.interview.credits.values_list("pk", "person"))[:2], credits)
        self.assertEqual(self.interview.credits.count(), 3)
        self.assertEqual(set(self.interview.exchanges.all()), {self.first, self.second})

    def test_a_new_exchange_keeps_its_key_from_the_first_save_to_publication(self):
        with self.editing() as interview:
            key = an_exchange(interview, "And then?", "Then it rained.").key
        self.assertFalse(Exchange.objects.filter(key=key).exists())
        self.assertEqual(ExchangeKey.objects.get(key=key).interview_id, self.interview.pk)
        with self.editing() as interview:
            interview.exchanges.filter(key=key).update(answer="Then it snowed.")

        self.update.publish(by=None)

        self.assertEqual(self.interview.exchanges.get(key=key).answer, "Then it snowed.")
        self.assertNotIn(key, generate_keys(50))

    def test_a_recurring_question_that_an_update_adds_is_stored_once(self):
        for _each in range(2):
            with self.editing() as interview:
                question = RecurringQuestion.objects.get_or_create_named("Who says no?")
                interview.exchanges.filter(key=self.first.key).update(recurring=question)

        self.update.publish(by=None)

        self.first.refresh_from_db()
        self.assertEqual(self.first.recurring, RecurringQuestion.objects.get())

    def test_an_update_without_a_note_is_not_published(self):
        with self.editing(note="") as interview:
            interview.exchanges.update(answer="The model.")

        with self.assertRaisesMessage(Exception, "Tell readers in a sentence"):
            self.update.publish(by=None)
        with self.assertRaisesMessage(NotReady, "Tell readers in a sentence"):
            self.schedule(self.update)
        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The forecast.")

    def test_an_update_that_the_checklist_blocks_is_not_published(self):
        update = self.prepare(answer="", note="")

        with self.assertRaisesMessage(NotReady, "Nobody answers this question"):
            update.publish(by=None)
        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The forecast.")

    def test_an_update_that_changes_nothing_is_not_published(self):
        update = self.prepare(answer="The model.")
        self.change_in_public(answer="The model.")

        with self.assertRaisesMessage(NotReady, "does not differ"):
            update.publish(by=None)

    def test_the_update_of_a_withdrawn_interview_waits_until_it_is_published_again(self):
        update = self.prepare(answer="The model.")
        self.interview.withdraw(by=None)

        with self.assertRaisesMessage(InvalidTransition, "withdrawn"):
            update.publish(by=None)
        self.interview.publish(by=None)
        self.update.publish(by=None)

        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The model.")

    def test_an_update_stays_when_the_account_of_its_editor_is_deleted(self):
        editor = User.objects.create_user("odile")
        with self.editing(by=editor) as interview:
            interview.exchanges.update(answer="The model.")

        editor.delete()

        self.assertIsNone(self.update.edited_by)

    def test_an_update_goes_to_review_and_back(self):
        editor, update = an_editor(), self.prepare(answer="The model.")

        update.submit(by=editor)
        self.assertEqual((self.update.status, self.update.moved_by), ("in_review", editor))
        self.update.return_to_draft(by=editor, note="Ask her again.")

        self.assertEqual((self.update.status, self.update.reason), ("draft", "Ask her again."))
        told = AuditEntry.objects.filter(action="moved").values_list("details", flat=True)
        self.assertEqual(list(told[:2]), [{"update": "draft"}, {"update": "in_review"}])
        with self.assertRaises(InvalidTransition):
            self.update.return_to_draft(by=editor)

    def test_the_audit_trail_has_each_state_of_an_update(self):
        update, editor = self.prepare(answer="The model."), an_editor()
        update.submit(by=editor)
        update.return_to_draft(by=editor)
        moved = AuditEntry.objects.filter(action="moved").order_by("number")
        states = [each.details.get("update") for each in moved]
        self.assertEqual(states[-2:], ["in_review", "draft"])


class ScheduledUpdates(PreparedUpdateCase):
    def test_a_scheduled_update_is_published_when_its_time_has_come(self):
        update = self.prepare(answer="The model.")
        update.schedule(timezone.now() + timedelta(hours=1), by=None)
        self.assertEqual(publish_due_updates(), 0)

        PreparedUpdate.objects.update(publish_at=timezone.now())

        self.assertEqual(publish_due_updates(), 1)
        self.assertEqual(publish_due_updates(), 0)
        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The model.")

    def test_a_scheduled_update_that_cannot_be_published_is_a_draft_again_with_the_reason(self):
        self.schedule(self.prepare(pull_quote="forecast"))
        self.change_in_public(answer="The model.")

        self.assertEqual(publish_due_updates(), 0)

        self.assertEqual(self.update.status, "draft")
        self.assertIn("does not contain the pull quote", self.update.reason)
        self.first.refresh_from_db()
        self.assertEqual(self.first.pull_quote, "")

    def test_a_scheduled_update_of_a_withdrawn_interview_is_a_draft_again(self):
        self.schedule(self.prepare(answer="The model."))
        self.interview.withdraw(by=None)

        self.assertEqual(publish_due_updates(), 0)

        self.assertEqual(self.update.status, "draft")
        self.assertIn("withdrawn", self.update.reason)

    def test_a_scheduled_update_that_fails_does_not_keep_others_from_being_published(self):
        self.prepare(answer="", note="")
        PreparedUpdate.objects.update(status="scheduled", publish_at=timezone.now())
        self.interview = an_interview("Another")
        self.first = self.interview.exchanges.get()
        with self.editing() as interview:
            interview.exchanges.update(answer="The model.")
        PreparedUpdate.objects.update(status="scheduled", publish_at=timezone.now())

        self.assertEqual(publish_due_updates(), 1)


class MergingAnUpdate(PreparedUpdateCase):
    def test_a_typing_error_corrected_meanwhile_stays_corrected(self):
        update = self.prepare(question="What broke last?")
        self.change_in_public(answer="The forecasts.")
        self.change_in_public(self.second, answer="Nothing.")

        self.assertEqual(update.merge().overlaps, [])
        update.publish(by=None)

        self.first.refresh_from_db()
        self.second.refresh_from_db()
        self.assertEqual(self.first.question, "What broke last?")
        self.assertEqual(self.first.answer, "The forecasts.")
        self.assertEqual(self.second.answer, "Nothing.")

    def test_a_field_that_was_changed_in_both_is_reported_until_the_update_is_saved_again(self):
        self.prepare(answer="The model.")
        self.change_in_public(answer="The forecasts.")
        self.assertEqual(self.update.merge().overlaps, [(self.first.key, "answer")])

        with self.editing():
            pass

        self.assertEqual(self.update.merge().overlaps, [])
        self.update.publish(by=None)
        self.first.refresh_from_db()
        self.assertEqual(self.first.answer, "The model.")

    def test_an_editor_who_has_not_seen_a_later_change_is_still_told_of_it(self):
        update = self.prepare(answer="The model.")
        shown = update.base
        self.change_in_public(answer="The forecasts.")
        self.change_in_public(question="What broke?")
        with transaction.atomic():
            update = PreparedUpdate.objects.locked(self.interview)
            with update.applied() as interview:
                interview.exchanges.filter(key=self.second.key).update(note="Checked.")
                content = content_of(interview)
            update.save_content(content, None, shown=shown, **EXPLAINED)
        self.change_in_public(question="What broke there?")

        self.assertEqual(self.update.merge().overlaps, [(self.first.key, "answer")])
        self.update.publish(by=None)

        self.first.refresh_from_db()
        self.assertEqual(self.first.question, "What broke there?")

    def test_exchanges_that_were_added_in_either_are_both_published(self):
        with self.editing() as interview:
            an_exchange(interview, "Prepared?", "Yes.")
        with self.interview.changing(None, "typo"):
            an_exchange(self.interview, "Public?", "Yes.")

        self.update.publish(by=None)

        asked = self.interview.exchanges.order_by("position").values_list("question", flat=True)
        self.assertEqual(set(asked[2:]), {"Prepared?", "Public?"})

    def test_an_exchange_that_was_removed_in_either_is_removed(self):
        with self.editing() as interview:
            interview.exchanges.get(key=self.first.key).remove(by=None)
            interview.exchanges.filter(key=self.second.key).update(answer="The model.")
        with self.interview.changing(None, "retraction", "Removed."):
            self.second.remove(by=None)
        an_exchange(self.interview, "Left?", "Yes.")

        self.assertEqual(self.update.merge().overlaps, [(self.second.key, "removed")])
        self.update.publish(by=None)

        self.assertEqual(self.interview.exchanges.not_removed().get().question, "Left?")

    def test_the_order_of_an_update_and_the_present_order_are_merged(self):
        third, fourth = (an_exchange(self.interview, f"{n}?", "Yes.") for n in (3, 4))
        with self.editing() as interview:
            rows = {each.key: each for each in interview.exchanges.all()}
            order = (self.second, self.first, third, fourth)
            interview.reorder_exchanges([rows[each.key] for each in order])
        with self.interview.changing(None, "typo"):
            self.interview.reorder_exchanges([self.first, self.second, fourth, third])

        self.update.publish(by=None)

        order = list(self.interview.exchanges.order_by("position"))
        self.assertEqual(order, [self.second, self.first, fourth, third])

    def test_credits_and_topics_of_both_are_merged(self):
        ada, both = a_person("Ada Lovelace"), [a_topic("Care"), a_topic("Law")]
        with self.editing() as interview:
            interview.credits.create(person=ada, role="translator", position=3)
            interview.credits.filter(role="interviewer").delete()
            interview.topics.add(both[0])
        with self.interview.changing(None, "typo"):
            self.interview.credits.create(person=ada, role="editor", position=3)
            self.interview.topics.add(both[1])

        self.update.publish(by=None)

        roles = self.interview.credits.values_list("role", flat=True)
        self.assertEqual(set(roles), {"subject", "translator", "editor"})
        self.assertEqual(set(self.interview.topics.all()), set(both))

    def test_a_merge_that_would_leave_an_exchange_without_words_takes_those_of_the_update(self):
        self.prepare(answer="", note="No answer came.", question="Why?")
        with self.editing() as interview:
            interview.exchanges.filter(key=self.first.key).update(note="", question="Why?")
        self.change_in_public(question="", answer="The forecasts.")

        with self.update.applied() as interview:
            self.assertEqual(interview.exchanges.get(key=self.first.key).question, "Why?")

    def test_people_who_were_merged_meanwhile_are_named_as_the_one_that_stayed(self):
        ada, ada_again = a_person("Ada Lovelace"), a_person("A. Lovelace")
        with self.editing() as interview:
            interview.credits.create(person=ada, role="translator", position=3)
            interview.credits.create(person=ada_again, role="translator", position=4)
            interview.exchanges.filter(key=self.first.key).update(asked_by=ada_again)
        ada.merge([ada_again], by=None)

        self.update.publish(by=None)

        self.assertEqual(self.interview.credits.get(role="translator").person, ada)
        self.assertEqual(self.interview.exchanges.get(key=self.first.key).asked_by, ada)

    def test_a_person_who_was_deleted_meanwhile_is_left_out(self):
        ada = a_person("Ada Lovelace")
        with self.editing() as interview:
            interview.credits.create(person=ada, role="translator", position=3)
            interview.exchanges.filter(key=self.first.key).update(asked_by=ada)
        ada.delete()

        with self.update.applied() as interview:
            self.assertEqual(interview.credits.count(), 2)
            self.assertIsNone(interview.exchanges.get(key=self.first.key).asked_by)
        self.assertEqual(Interview.objects.get().credits.count(), 2)
