"""What advances the edition, and what is noted of a page while it is made."""

import re
from collections import Counter
from datetime import timedelta
from unittest import mock

from django.apps import apps
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone

import comments.watches
import interviews.watches
from interviews import editions
from interviews.models import Edition, Interview
from tests.builders import a_draft, a_person, an_interview
from tests.publication.reading import as_if_committed

WATCHES = [*interviews.watches.WATCHES, *comments.watches.WATCHES]


class Regret(Exception):
    pass


class Advancing(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()

    def setUp(self):
        as_if_committed()
        self.before = self.numbers()

    def numbers(self):
        return dict(Edition.objects.values_list("name", "number"))

    def advanced(self):
        as_if_committed()
        return {name for name, number in self.numbers().items() if number != self.before.get(name)}

    def test_a_change_is_noted_under_what_it_is_a_change_of(self):
        self.interview.exchanges.update(answer="Otherwise.")

        its = f"interviews:{self.interview.pk}"
        self.assertEqual(self.advanced(), {"all", "interviews", its})
        self.assertGreaterEqual(editions.current(), self.numbers()[its])
        self.assertTrue(editions.have_changed_since(self.before["all"], ["people", its]))
        self.assertFalse(editions.have_changed_since(self.before["all"], ["people"]))

    def test_a_change_that_is_rolled_back_is_none(self):
        try:
            with transaction.atomic():
                self.interview.exchanges.update(answer="Otherwise.")
                raise Regret
        except Regret:
            pass

        self.assertEqual(self.advanced(), set())

    def test_what_is_saved_as_it_was_is_no_change(self):
        Interview.objects.update(title=self.interview.title)
        self.interview.topics.add(*self.interview.topics.all())

        self.assertEqual(self.advanced(), set())

    def test_a_draft_that_is_scheduled_counts_and_one_that_is_worked_on_does_not(self):
        draft = a_draft(subjects=list(self.interview.people.all()[:1]))
        self.assertEqual(self.advanced(), set())
        draft.schedule(at=timezone.now() + timedelta(days=1), by=None)

        self.assertEqual(self.advanced(), {"all", "interviews", f"interviews:{draft.pk}"})

    def test_the_number_only_grows_even_where_everything_was_emptied(self):
        Edition.objects.all().delete()
        self.assertIsNone(editions.current())
        a_person("Odile Brandt")
        as_if_committed()

        self.assertGreater(editions.current(), self.before["all"])


class ADatabase(TestCase):
    """That ends connections now and then, as PostgreSQL does when it is started anew."""

    def answers(self, *answers):
        ours = mock.Mock(Database=connection.Database)
        ours.connection.execute.return_value.fetchall.side_effect = answers
        return mock.patch.object(editions._here, "connection", ours, create=True)

    def test_is_asked_again_over_a_new_connection(self):
        with self.answers(connection.Database.Error(), [(7,)]):
            self.assertEqual(editions.current(), 7)
            editions._here.connection.close.assert_called_once()

    def test_that_does_not_answer_has_no_edition(self):
        with self.answers(connection.Database.Error(), connection.Database.Error()):
            self.assertIsNone(editions.current())


class Watching(TestCase):
    def test_every_trigger_is_there(self):
        self.assertEqual(triggers(), {watch.table: 3 for watch in WATCHES})

    def test_every_column_is_watched_or_private(self):
        models = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
        for watch in WATCHES:
            columns = {field.column for field in models[watch.table]._meta.concrete_fields}
            with self.subTest(watch.table):
                self.assertLessEqual(set(watch.private), columns)
                sql = definition(watch.table)
                seen = set(re.findall(r'\bnew\."?(\w+)', sql, re.I))
                self.assertEqual(columns - seen, set(watch.private))


class Noting(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()

    def noted(self, sql):
        with editions.noting(WATCHES) as notes, connection.cursor() as cursor:
            cursor.execute(sql)
        return notes

    def test_what_a_query_reads_is_noted(self):
        for sql, names in {
            "SELECT 1": set(),
            "SELECT * FROM interviews_page": {"pages"},
            'SELECT 1 FROM "interviews_page" JOIN interviews_topic ON true': {"pages", "topics"},
            "SELECT (SELECT count(*) FROM interviews_page)": {"pages"},
            "SELECT 1 FROM interviews_page, interviews_topic": {"pages", "topics"},
            "WITH few AS (SELECT 1 FROM interviews_topic) SELECT 1 FROM few": {"topics"},
        }.items():
            with self.subTest(sql):
                notes = self.noted(sql)
                self.assertEqual((notes.names, notes.is_whole), (names, True))

    def test_what_is_not_watched_or_written_leaves_the_notes_incomplete(self):
        for sql in [
            "SELECT 1 FROM auth_user",
            "SELECT 1 FROM interviews_page JOIN auth_user ON true",
            "UPDATE interviews_page SET title = title",
            "DELETE FROM comments_letter",
        ]:
            with self.subTest(sql):
                self.assertFalse(self.noted(sql).is_whole)

    def test_a_promise_narrows_what_is_noted_and_holds_within_only(self):
        with editions.noting(WATCHES) as notes:
            with editions.only_of(keys := [], "interviews"):
                keys.append(Interview.objects.get().pk)
            self.assertEqual(notes.names, {f"interviews:{self.interview.pk}"})
            Interview.objects.get()
        self.assertIn("interviews", notes.names)
        self.assertTrue(notes.read("interviews"))

    def test_a_promise_about_nothing_narrows_nothing(self):
        with editions.noting(WATCHES) as notes, editions.only_of([], "interviews"):
            Interview.objects.exists()

        self.assertEqual(notes.names, {"interviews"})

    def test_of_several_moments_the_first_counts(self):
        now = timezone.now()
        with editions.noting(WATCHES) as notes:
            for days in (2, 1, 3):
                editions.holds_until(now + timedelta(days=days))

        self.assertEqual(notes.until, now + timedelta(days=1))


def triggers():
    """{table: how many triggers note its changes}."""
    listed = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        " AND name LIKE tbl_name || '^_edition^_%' ESCAPE '^'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgname LIKE '%^_edition^_%' ESCAPE '^'",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        return dict(Counter(table for (table,) in cursor.fetchall()))


def definition(table):
    """The SQL of the trigger that fires when a row of the table is changed."""
    listed = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = %s",
        "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor], [f"{table}_edition_update"])
        return cursor.fetchone()[0]
