"""What moves the revision number."""

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
from tests.publication.reading import a_site, as_if_committed, ask

ROOMS = ("interviews", "comments")


class Regret(Exception):
    pass


class TheRevisionNumber(TestCase):
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
        as_if_committed()
        return revision.current()

    def test_moves_with_any_column_of_a_row_that_readers_see(self):
        self.assertMoves(lambda: self.interview.exchanges.update(answer="Otherwise."))
        self.assertMoves(lambda: Interview.objects.update(series_position=7))
        self.assertMoves(lambda: Person.objects.update(sort_name="A"))

    def test_moves_with_a_row_that_comes_and_a_row_that_goes(self):
        topic = self.interview.topics.create(name="Rivers", slug="rivers")
        self.assertMoves(lambda: self.interview.topics.remove(topic))
        self.assertMoves(lambda: self.interview.topics.add(topic))
        self.assertMoves(lambda: a_reply(self.interview))

    def test_moves_with_what_is_written_in_sql(self):
        def rename():
            with connection.cursor() as cursor:
                cursor.execute("UPDATE interviews_person SET name = 'By hand'")

        self.assertMoves(rename)

    def test_stays_with_work_on_a_draft(self):
        draft = a_draft()
        self.assertStays(lambda: an_exchange(draft))
        self.assertStays(lambda: draft.exchanges.update(answer="Otherwise."))
        self.assertStays(lambda: draft.submit(by=None))
        self.assertStays(draft.exchanges.all().delete)

    def test_stays_with_a_reply_that_is_held(self):
        held = a_reply(self.interview, status=Reply.Status.HELD)
        self.assertStays(lambda: a_reply(self.interview, status=Reply.Status.HELD))
        self.assertStays(lambda: Reply.objects.filter(pk=held.pk).update(body="Otherwise."))
        self.assertStays(held.decline)

    def test_moves_when_readers_come_to_see_a_row_and_when_they_see_it_no_more(self):
        held = a_reply(self.interview, status=Reply.Status.HELD)
        self.assertMoves(held.approve)
        self.assertMoves(held.decline)
        self.assertMoves(lambda: self.interview.withdraw(by=None))

    def test_moves_when_a_draft_is_scheduled_and_taken_off_the_schedule(self):
        draft = a_draft()
        tomorrow = timezone.now() + timedelta(days=1)
        self.assertMoves(lambda: draft.schedule(at=tomorrow, by=None))
        self.assertMoves(lambda: draft.return_to_draft(by=None))

    def test_stays_with_a_change_that_is_rolled_back(self):
        def regret():
            with self.assertRaises(Regret), transaction.atomic():
                self.interview.exchanges.update(answer="Otherwise.")
                raise Regret

        self.assertStays(regret)

    def test_stays_with_what_is_saved_as_it_was(self):
        self.assertStays(lambda: Interview.objects.update(title=self.interview.title))
        self.assertStays(lambda: self.interview.topics.add(*self.interview.topics.all()))


class ADatabase(TestCase):
    """That ends connections now and then, as PostgreSQL does when it is restarted."""

    def answers(self, *answers):
        ours = mock.Mock(Database=connection.Database)
        ours.connection.execute.return_value.fetchall.side_effect = answers
        return mock.patch.object(revision._thread, "connection", ours, create=True)

    def test_is_asked_again_over_a_new_connection(self):
        with self.answers(connection.Database.Error(), [(7,)]):
            self.assertEqual(revision.current(), 7)
            revision._thread.connection.close.assert_called_once()

    def test_that_does_not_answer_has_no_number(self):
        with self.answers(connection.Database.Error(), connection.Database.Error()):
            self.assertIsNone(revision.current())


class EachModel(SimpleTestCase):
    def test_says_which_of_its_rows_readers_see_or_that_they_see_none(self):
        silent = [
            model.__name__
            for room in ROOMS
            for model in apps.get_app_config(room).get_models()
            if "readers_see" not in vars(model)
        ]

        self.assertEqual(silent, [], "add a line `readers_see = …`: see models/visibility.py")


class TwoConnections(CommittingTestCase):
    """One transaction is at work while pages are made and kept."""

    def setUp(self):
        self.first, self.second = an_interview("First"), an_interview("Second")
        self.site, self.asked = a_site()

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

    def test_no_page_is_kept_under_a_number_newer_than_what_it_shows(self):
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
    def test_writers_do_not_wait_for_a_transaction_that_is_at_work(self):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        with self.at_work(self.first, "Renamed"):
            Interview.objects.filter(pk=self.second.pk).update(title="Renamed too")

        self.assertIn("Renamed too", self.get())

    def test_many_rows_of_a_transaction_and_many_transactions_each_move_the_number(self):
        numbers = [revision.current()]
        for title in ("One", "Two", "Three"):
            with transaction.atomic():
                Interview.objects.update(title=title)
            numbers.append(revision.current())

        self.assertEqual(numbers, sorted(set(numbers)))
