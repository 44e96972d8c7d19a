"""The database refuses to change or delete what was published."""

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from interviews.models import Correction, Exchange, Interview
from tests.builders import a_correction, a_draft, an_interview


class APublishedCorrection(TestCase):
    def setUp(self):
        self.correction = a_correction(an_interview())

    def test_a_published_correction_is_not_edited_by_the_orm(self):
        self.correction.note = "Nothing happened."

        with self.assertRaisesMessage(IntegrityError, "is not edited"), transaction.atomic():
            self.correction.save()

    def test_a_published_correction_is_not_edited_by_plain_sql(self):
        with (
            self.assertRaisesMessage(IntegrityError, "is not edited"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE interviews_correction SET note = ''")

    def test_a_published_correction_is_not_deleted(self):
        with self.assertRaisesMessage(IntegrityError, "is not deleted"), transaction.atomic():
            Correction.objects.all().delete()

        self.assertEqual(Correction.objects.count(), 1)


class AnUnpublishedCorrection(TestCase):
    def test_an_unpublished_correction_may_be_reworded_and_dropped(self):
        correction = Correction.objects.create(interview=an_interview(), note="Perhaps.")
        correction.note = "Certainly."
        correction.save()

        correction.delete()

        self.assertFalse(Correction.objects.exists())


class APublishedInterview(TestCase):
    def test_a_published_interview_is_not_deleted(self):
        interview = an_interview()

        with self.assertRaises(IntegrityError), transaction.atomic():
            interview.delete()

        self.assertTrue(Interview.objects.filter(pk=interview.pk).exists())

    def test_a_published_interview_keeps_its_exchanges(self):
        interview = an_interview(exchanges=2)

        with self.assertRaisesMessage(IntegrityError, "removed, not deleted"), transaction.atomic():
            interview.exchanges.all().delete()

        self.assertEqual(interview.exchanges.count(), 2)

    def test_a_published_interview_that_is_withdrawn_is_not_deleted_either(self):
        interview = an_interview()
        interview.withdraw(by=None)

        with self.assertRaises(IntegrityError), transaction.atomic():
            interview.delete()

    def test_a_published_interview_keeps_the_date_on_which_it_appeared(self):
        interview = an_interview()

        with self.assertRaisesMessage(IntegrityError, "never changes"), transaction.atomic():
            Interview.objects.filter(pk=interview.pk).update(status="draft", published_at=None)

    def test_a_published_interview_keeps_its_exchanges_from_moving_elsewhere(self):
        interview, draft = an_interview(), a_draft("Elsewhere", exchanges=0)

        with self.assertRaisesMessage(IntegrityError, "not moved"), transaction.atomic():
            interview.exchanges.update(interview=draft)


class ADraft(TestCase):
    def test_a_draft_is_deleted_with_its_exchanges(self):
        a_draft(exchanges=3).delete()

        self.assertFalse(Exchange.objects.exists())


class AKey(TestCase):
    def test_the_key_of_an_exchange_never_changes(self):
        exchange = a_draft().exchanges.get()

        with self.assertRaisesMessage(IntegrityError, "never changes"), transaction.atomic():
            Exchange.objects.filter(pk=exchange.pk).update(key="x-abcdef")

    def test_the_key_of_an_exchange_is_unique(self):
        interview = a_draft(exchanges=2)
        first = interview.exchanges.first()

        with self.assertRaises(IntegrityError), transaction.atomic():
            Exchange.objects.create(interview=interview, position=9, key=first.key, question="?")
