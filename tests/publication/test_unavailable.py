"""Responses when the disk or the database fails during a request."""

import errno
import sqlite3
from unittest import mock

from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError
from django.db.models import Model, QuerySet
from django.test import RequestFactory, SimpleTestCase, TestCase

from comments import privacy as kept_about
from comments.models import Reply
from interviews.models import Publication
from interviews.models.interview_queryset import InterviewQuerySet
from publication.database.availability import is_outage
from publication.middleware.unavailable import UnavailableMiddleware
from tests.builders import a_reply, an_interview

FULL = OperationalError("database or disk is full")
HERE = {"Sec-Fetch-Site": "same-origin"}


def by_sqlite(message, code):
    error = OperationalError(message)
    error.__cause__ = sqlite3.OperationalError(message)
    error.__cause__.sqlite_errorcode = code
    return error


class OutageTests(SimpleTestCase):
    def test_faults_of_disk_and_database_are_outages(self):
        for error in [
            FULL,
            OperationalError("unable to open database file"),
            OperationalError("attempt to write a readonly database"),
            OperationalError("connection refused"),
            by_sqlite("database is locked", sqlite3.SQLITE_BUSY),
            by_sqlite("no such table: interviews_interview", sqlite3.SQLITE_ERROR),
            DatabaseError("file is not a database"),
            OSError(errno.ENOSPC, "No space left on device"),
        ]:
            with self.subTest(error):
                self.assertTrue(is_outage(error))

    def test_errors_of_the_code_and_refused_rows_are_no_outages(self):
        for error in [
            by_sqlite("no such column: nonsense", sqlite3.SQLITE_ERROR),
            ProgrammingError("relation does not exist"),
            IntegrityError("UNIQUE constraint failed"),
            FileNotFoundError(errno.ENOENT, "No such file"),
            ValueError("something"),
        ]:
            with self.subTest(error):
                self.assertFalse(is_outage(error))

    def test_the_page_about_an_outage_needs_no_database(self):
        request = RequestFactory().post("/replies/1/report/?x=1", {"why": "Spam", "odd": "1"})
        request.resolver_match = mock.Mock(app_name="comments", url_name="report")

        publication = Publication.from_settings()

        with (
            publication.put_in_effect(),
            self.assertLogs("publication.middleware.unavailable"),
        ):
            page = UnavailableMiddleware(None).process_exception(request, FULL).text

        self.assertIn('action="/replies/1/report/?x=1"', page)
        self.assertInHTML('<input type="hidden" name="odd" value="1" id="id_odd">', page)


class ReturnedFormTests(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.reply = a_reply(self.interview, status=Reply.Status.HELD)

    def assertComesBack(self, where, path, sent, fault=FULL):
        with (
            mock.patch.object(*where, side_effect=fault),
            self.assertLogs("publication.middleware.unavailable"),
        ):
            answer = self.client.post(path, sent, headers=HERE)
        self.assertEqual((answer.status_code, answer["Retry-After"]), (503, "60"))
        self.assertIn("no-store", answer["Cache-Control"])
        self.assertContains(answer, f'action="{path}"', status_code=503)
        for value in sent.values():
            self.assertContains(answer, value, status_code=503)
        return answer

    def test_every_form_of_readers_is_returned(self):
        own = self.reply.status_url
        words = {"body": "One and two", "name": "Olu", "email": "olu@example.org"}
        reply = f"{self.interview.get_absolute_url()}reply/"
        for where, path, sent in [
            ((Reply, "save"), reply, words),
            ((InterviewQuerySet, "find_by_slug"), reply, words | {"preview": "1"}),
            ((Reply, "edit"), f"{own}change/", {"body": "Else", "name": "Olu", "website": ""}),
            ((Reply, "withdraw"), f"{own}withdraw/", {}),
            ((kept_about, "send_link"), "/replies/privacy/", {"email": "olu@example.org"}),
            ((QuerySet, "first"), f"/replies/{self.reply.pk}/report/", {"why": "Spam"}),
        ]:
            with self.subTest(path):
                self.assertComesBack(where, path, sent)

    def test_a_returned_form_escapes_what_was_typed(self):
        sent = {"body": "<script>alert(1)</script>", "name": "Olu"}
        path = f"{self.interview.get_absolute_url()}reply/"
        with (
            mock.patch.object(InterviewQuerySet, "find_by_slug", side_effect=FULL),
            self.assertLogs(),
        ):
            answer = self.client.post(path, sent, headers=HERE)

        self.assertNotContains(answer, "<script>alert", status_code=503)
        self.assertContains(answer, "&lt;script&gt;alert(1)", status_code=503)

    def test_a_reader_is_asked_to_try_again_in_a_minute(self):
        with mock.patch.object(Model, "from_db", side_effect=FULL), self.assertLogs():
            answer = self.client.get(self.interview.get_absolute_url())

        self.assertEqual((answer.status_code, answer["Retry-After"]), (503, "60"))
        self.assertContains(answer, "try again in a minute", status_code=503)
