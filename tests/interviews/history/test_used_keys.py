"""The key of an exchange is never given again, not even that of a deleted draft."""

from unittest import mock

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from interviews.history import used_keys
from interviews.models import Exchange, ExchangeKey
from interviews.models.exchange import generate_keys
from tests.builders import a_draft


def insert(interview, key):
    """Insert an exchange with this key, past the model."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO interviews_exchange"
            " (interview_id, key, position, question, answer, label, pull_quote, note)"
            " VALUES (%s, %s, 90, 'Why?', '', '', '', '')",
            [interview.pk, key],
        )


class AKeyOfADeletedDraft(TestCase):
    def setUp(self):
        self.draft, self.other = a_draft("The glass"), a_draft("The sea")
        self.exchange = self.draft.exchanges.get()
        self.key = self.exchange.key

    def test_a_key_of_a_deleted_exchange_is_refused_in_another_interview(self):
        self.exchange.remove(by=None)

        with self.assertRaisesMessage(IntegrityError, "never given again"):
            insert(self.other, self.key)

    def test_a_key_of_a_deleted_draft_is_refused_in_another_interview(self):
        self.draft.delete()

        with self.assertRaisesMessage(IntegrityError, "never given again"):
            insert(self.other, self.key)

    def test_a_key_of_a_deleted_exchange_comes_back_with_the_exchange(self):
        self.exchange.remove(by=None)

        insert(self.draft, self.key)

        self.assertTrue(self.draft.exchanges.filter(key=self.key).exists())

    def test_a_key_of_a_deleted_exchange_is_never_drawn_again(self):
        self.exchange.remove(by=None)
        drawn = [self.key.removeprefix("x-"), "222222"]

        with mock.patch("interviews.models.exchange.get_random_string", side_effect=drawn):
            self.assertEqual(generate_keys(1), {"x-222222"})

    def test_a_used_key_is_not_moved_with_its_exchange_to_another_interview(self):
        with self.assertRaisesMessage(IntegrityError, "not moved"), transaction.atomic():
            Exchange.objects.filter(pk=self.exchange.pk).update(interview=self.other)

    def test_a_used_key_is_not_forgotten_by_sql(self):
        for statement in (
            "DELETE FROM interviews_exchangekey",
            "UPDATE interviews_exchangekey SET key = 'x-333333'",
            "UPDATE interviews_exchangekey SET interview_id = interview_id + 1",
        ):
            with (
                self.subTest(statement),
                self.assertRaisesMessage(IntegrityError, "A used key"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)

    def test_a_key_that_was_inserted_without_triggers_is_stored_with_the_next_triggers(self):
        with connection.cursor() as cursor:
            on = " ON interviews_exchange" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER exchange_key_stored{on}")
            insert(self.draft, "x-222222")
            cursor.execute(next(used_keys.statements(connection)))

        self.assertEqual(ExchangeKey.objects.get(pk="x-222222").interview_id, self.draft.pk)
