"""Readers can read every former version of an answer."""

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from interviews.models import Exchange, ExchangeRevision
from tests.builders import a_draft, an_exchange, an_interview


class AnEarlierVersion(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.exchange = self.interview.exchanges.get()
        self.address = self.interview.get_absolute_url()

    def version(self, number):
        return self.client.get(f"{self.address}versions/{number}/")

    def test_an_earlier_version_has_the_words_as_they_were_before_the_correction(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.version(1), "The forecast.")
        self.assertNotContains(self.version(1), "The model.")
        self.assertContains(self.version(2), "The model.")

    def test_an_earlier_version_has_the_words_that_were_changed_without_a_correction_too(self):
        self.interview.exchanges.update(question="Quietly?")

        self.assertContains(self.version(1), "What broke first?")

    def test_an_earlier_version_says_since_when_it_stood(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        for number, since in [
            (1, self.interview.published_at),
            (2, self.interview.corrections.get().published_at),
        ]:
            self.assertContains(self.version(number), f'datetime="{since:%Y-%m-%d}"')

    def test_an_earlier_version_of_several_shows_each_with_its_own_words(self):
        for answer in ("Second.", "Third."):
            exchange = Exchange.objects.get()
            self.interview.correct("Again.", by=None, exchange=exchange, answer=answer)

        shown = [self.version(number).content.decode() for number in (1, 2, 3)]
        for said, page in zip(["The forecast.", "Second.", "Third."], shown, strict=True):
            self.assertIn(f"<p>{said}</p>", page)

    def test_an_earlier_version_lacks_what_was_asked_later(self):
        an_exchange(self.interview, "And then?", "Then it rained.")
        self.interview.correct("A question was added.", by=None)

        self.assertNotContains(self.version(1), "it rained")
        self.assertContains(self.version(2), "it rained")

    def test_an_earlier_version_lacks_what_was_removed_since(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")
        Exchange.objects.get().remove(by=None)

        self.assertNotContains(self.version(1), "The forecast.")

    def test_an_earlier_version_is_not_indexed_and_says_that_it_is_an_earlier_one(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.version(1), '<meta name="robots" content="noindex">')
        self.assertContains(self.version(1), "This is an earlier version.")

    def test_an_earlier_version_is_linked_from_the_page_that_tells_the_changes(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.client.get(f"{self.address}changes/"), "versions/1/")

    def test_an_earlier_version_that_never_existed_is_not_found(self):
        for number in (0, 2, 10**30):
            self.assertEqual(self.version(number).status_code, 404)

    def test_an_earlier_version_goes_when_the_interview_is_withdrawn(self):
        self.interview.withdraw(by=None)

        self.assertEqual(self.version(1).status_code, 410)


class FormerWords(TestCase):
    def test_former_wordings_of_a_draft_are_not_kept(self):
        draft = a_draft()

        draft.exchanges.update(answer="Something else.")

        self.assertFalse(ExchangeRevision.objects.exists())

    def test_former_wordings_are_kept_against_plain_sql(self):
        an_interview()

        with connection.cursor() as cursor:
            cursor.execute("UPDATE interviews_exchange SET answer = 'Something else.'")

        self.assertEqual(ExchangeRevision.objects.get().answer, "The forecast.")

    def test_former_wordings_are_neither_edited_nor_deleted(self):
        an_interview().exchanges.update(answer="Something else.")

        with self.assertRaisesMessage(IntegrityError, "is not edited"), transaction.atomic():
            ExchangeRevision.objects.update(answer="")
        with self.assertRaisesMessage(IntegrityError, "is not deleted"), transaction.atomic():
            ExchangeRevision.objects.all().delete()
