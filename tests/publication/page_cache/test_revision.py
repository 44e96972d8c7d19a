"""Which changes move the revision number."""

from contextlib import contextmanager
from datetime import timedelta
from unittest import mock, skipUnless

from django.apps import apps
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from comments.models import Reply
from interviews.models import Interview, Person
from publication.page_cache import revision
from tests.builders import a_draft, a_reply, an_exchange, an_interview
from tests.live import CommittingTestCase
from tests.publication.page_cache_case import ask, make_site, run_deferred_triggers

ROOMS = ("interviews", "comments")


class Rollback(Exception):
    pass


class RevisionNumberTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()

    def assertMoves(self, change):
        before = self.number()
        change()
        self.assertGreater(self.number(), before)

    def assertStays(self, change):
        before = self.number()
        change()
        self.assertEqual(self.number(), before)

    def number(self):
        run_deferred_triggers()
        return revision.current()

    def test_a_change_of_any_column_of_a_visible_row_moves_the_revision(self):
        self.assertMoves(lambda: self.interview.exchanges.update(answer="Otherwise."))
        self.assertMoves(lambda: Interview.objects.update(series_position=7))
        self.assertMoves(lambda: Person.objects.update(sort_name="A"))

    def test_added_and_deleted_rows_move_the_revision(self):
        topic = self.interview.topics.create(name="Rivers", slug="rivers")
        self.assertMoves(lambda: self.interview.topics.remove(topic))
        self.assertMoves(lambda: self.interview.topics.add(topic))
        self.assertMoves(lambda: a_reply(self.interview))

    def test_changes_by_sql_move_the_revision(self):
        def rename():
            with connection.cursor() as cursor:
                cursor.execute("UPDATE interviews_person SET name = 'By hand'")

        self.assertMoves(rename)

    def test_changes_of_a_draft_do_not_move_the_revision(self):
        draft = a_draft()
        self.assertStays(lambda: an_exchange(draft))
        self.assertStays(lambda: draft.exchanges.update(answer="Otherwise."))
        self.assertStays(lambda: draft.submit(by=None))
        self.assertStays(draft.exchanges.all().delete)

    def test_a_held_reply_does_not_move_the_revision(self):
        held = a_reply(self.interview, status=Reply.Status.HELD)
        self.assertStays(lambda: a_reply(self.interview, status=Reply.Status.HELD))
        self.assertStays(lambda: Reply.objects.filter(pk=held.pk).update(body="Otherwise."))
        self.assertStays(held.decline)

    def test_rows_that_become_visible_or_hidden_move_the_revision(self):
        held = a_reply(self.interview, status=Reply.Status.HELD)
        self.assertMoves(held.approve)
        self.assertMoves(held.decline)
        self.assertMoves(lambda: self.interview.withdraw(by=None))

    def test_scheduling_and_unscheduling_moves_the_revision(self):
        draft = a_draft()
        tomorrow = timezone.now() + timedelta(days=1)
        self.assertMoves(lambda: draft.schedule(at=tomorrow, by=None))
        self.assertMoves(lambda: draft.return_to_draft(by=None))

    def test_a_rolled_back_change_does_not_move_the_revision(self):
        def regret():
            with self.assertRaises(Rollback), transaction.atomic():
                self.interview.exchanges.update(answer="Otherwise.")
                raise Rollback

        self.assertStays(regret)

    def test_saving_without_changes_does_not_move_the_revision(self):
        self.assertStays(lambda: Interview.objects.update(title=self.interview.title))
        self.assertStays(lambda: self.interview.topics.add(*self.interview.topics.all()))


class DatabaseFaultTests(TestCase):
    """That ends connections now and then, as PostgreSQL does when it is restarted."""

    def answers(self, *answers):
        ours = mock.Mock(Database=connection.Database)
        ours.connection.execute.return_value.fetchall.side_effect = answers
        return mock.patch.object(revision._thread, "connection", ours, create=True)

    def test_a_closed_connection_is_opened_again(self):
        with self.answers(connection.Database.Error(), [(7,)]):
            self.assertEqual(revision.current(), 7)
            revision._thread.connection.close.assert_called_once()

    def test_a_database_that_does_not_answer_has_no_revision(self):
        with self.answers(connection.Database.Error(), connection.Database.Error()):
            self.assertIsNone(revision.current())


class ModelTests(SimpleTestCase):
    def test_each_model_declares_which_rows_readers_see(self):
        silent = [
            model.__name__
            for room in ROOMS
            for model in apps.get_app_config(room).get_models()
            if "readers_see" not in vars(model)
        ]

        self.assertEqual(silent, [], "add a line `readers_see = …`: see models/visibility.py")


class TwoConnectionTests(CommittingTestCase):
    """One transaction is at work while pages are made and kept."""

    def setUp(self):
        self.first, self.second = an_interview("First"), an_interview("Second")
        self.site, self.asked = make_site()

    def get(self):
        return ask(self.site, "/interviews/").text

    @contextmanager
    def at_work(self, interview, title):
        """Within it a transaction of another connection has renamed an interview."""
        other = connection.copy()
        other.set_autocommit(False)
        try:
            with other.cursor() as cursor:
                sql = "UPDATE interviews_interview SET title = %s WHERE id = %s"
                cursor.execute(sql, [title, interview.pk])
            yield
            other.commit()
        finally:
            other.close()

    def test_no_page_is_cached_with_a_revision_newer_than_its_content(self):
        self.get()
        with self.at_work(self.first, "Renamed"):
            self.assertNotIn("Renamed", self.get())
            if connection.vendor == "postgresql":  # SQLite has one writer
                self.second.standfirst = "Changed meanwhile."
                self.second.save()
                page = self.get()
                self.assertIn("Changed meanwhile.", page)
                self.assertNotIn("Renamed", page)

        self.assertIn("Renamed", self.get())

    @skipUnless(connection.vendor == "postgresql", "SQLite has one writer")
    def test_writers_do_not_wait_for_an_open_transaction(self):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        with self.at_work(self.first, "Renamed"):
            Interview.objects.filter(pk=self.second.pk).update(title="Renamed too")

        self.assertIn("Renamed too", self.get())

    def test_each_transaction_moves_the_revision_once(self):
        numbers = [revision.current()]
        for title in ("One", "Two", "Three"):
            with transaction.atomic():
                Interview.objects.update(title=title)
            numbers.append(revision.current())

        self.assertEqual(numbers, sorted(set(numbers)))
