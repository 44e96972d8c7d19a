"""A running site while its disk is full or its database is unreachable, and afterwards."""

import shutil
import subprocess
import unittest
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.test import SimpleTestCase

from comments.models import Report
from tests.builders import a_reply, an_interview
from tests.comments.running_site import Copy, RunningSiteCase, Site
from tests.comments.visitor import WORDS, Visitor

KEPT = "Your words are kept below"
ON_SQLITE = unittest.skipUnless(connection.vendor == "sqlite", "about the file of SQLite")


class FaultCase(SimpleTestCase):
    databases = frozenset({"default"})

    def assertKeepsTheWords(self, answer):
        self.assertEqual(answer.status, 503)
        self.assertEqual(answer.headers["Retry-After"], "60")
        self.assertIn(KEPT, answer.text)
        self.assertEqual(answer.reply_form.fields["body"], WORDS)

    def assertIsSentOnce(self, visitor, form, interview):
        """Send the returned form twice."""
        self.assertEqual([visitor.send(form).status for _press in "ab"], [302, 302])
        self.assertEqual([reply.body for reply in interview.replies.filter(body=WORDS)], [WORDS])


def can_mount():
    with TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return mounted.returncode == 0


@ON_SQLITE
class FullDiskTests(FaultCase):
    def setUp(self):
        if not shutil.which("mount") or not can_mount():
            self.skipTest("only root can mount a disk that is small enough to fill")
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", self.folder], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.folder], check=True)
        copy = Copy(self.folder / "publication.sqlite3")
        self.enterContext(copy.as_test_database())
        self.interview = an_interview("Full")
        self.reported = a_reply(self.interview, body="Reported")
        site = Site(DATABASE_URL=copy.url)
        self.addCleanup(site.stop)
        self.visitor = Visitor(site.address)

    @contextmanager
    def full(self):
        filler = self.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    pass
        yield
        filler.unlink()

    def test_a_reply_is_returned_when_the_disk_is_full_and_can_be_sent_again(self):
        page = self.interview.get_absolute_url()
        self.visitor.get(page)
        with self.full():
            answer = self.visitor.send_reply(page)
            self.assertEqual(self.visitor.get(page).status, 200)

        self.assertKeepsTheWords(answer)
        self.assertEqual(answer.reply_form.fields["email"], self.visitor.reply_fields["email"])
        self.assertIsSentOnce(self.visitor, answer.reply_form, self.interview)

    def test_a_report_is_returned_when_the_disk_is_full(self):
        report = f"/replies/{self.reported.pk}/report/"
        form = next(f for f in self.visitor.get(report).forms if "why" in f.fields)
        with self.full():
            answer = self.visitor.send(form, why="It is spam.")

        self.assertEqual(answer.status, 503)
        again = next(f for f in answer.forms if "why" in f.fields)
        self.assertEqual(again.fields["why"], "It is spam.")
        self.assertEqual(self.visitor.send(again).status, 200)
        self.assertEqual(Report.objects.filter(reply=self.reported).count(), 1)


@ON_SQLITE
class DeletedDatabaseTests(FaultCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.file = self.folder / "publication.sqlite3"
        copy = Copy(self.file)
        with copy.as_test_database():
            self.interview = an_interview("Deleted")
        self.copy = copy
        shutil.copy(self.file, self.folder / "spare")
        site = Site(DATABASE_URL=copy.url, WEB_CONCURRENCY="1", HEALTH_KEY="k")
        self.addCleanup(site.stop)
        self.visitor = Visitor(site.address)

    def delete(self):
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)

    def test_a_deleted_database_is_noticed_by_replies_and_health(self):
        page = self.interview.get_absolute_url()
        shown = self.visitor.get(page)
        self.delete()

        answer = self.visitor.send_reply(page)
        health = self.visitor.ask("GET", "/health/", headers={"Authorization": "Bearer k"})
        other = self.visitor.get("/people/")
        meanwhile = self.visitor.get(page)

        self.assertKeepsTheWords(answer)
        self.assertEqual(
            (health.status, other.status, other.headers["Retry-After"]), (503, 503, "60")
        )
        self.assertIn(str(self.file), health.text)
        self.assertEqual((meanwhile.status, meanwhile.text), (200, shown.text))
        self.delete()
        (self.folder / "spare").rename(self.file)
        with self.copy.as_test_database():
            self.assertIsSentOnce(self.visitor, answer.reply_form, self.interview)
            self.assertEqual(self.visitor.get("/health/").status, 200)


@unittest.skipUnless(connection.vendor == "postgresql", "about a server of PostgreSQL")
class ClosedConnectionTests(RunningSiteCase):
    has_own_site = True

    assertKeepsTheWords = FaultCase.assertKeepsTheWords
    assertIsSentOnce = FaultCase.assertIsSentOnce

    @contextmanager
    def away(self):
        """PostgreSQL closes every connection of the site and refuses new ones."""
        name = self.site.database.connection.settings_dict["NAME"]
        self.site.database.connection.close()
        with self.site.database.original.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def test_a_reply_is_returned_when_postgresql_is_down_and_can_be_sent_again(self):
        interview = an_interview("Away")
        page = interview.get_absolute_url()
        shown = [self.visitor.get(page).status for _each in range(8)]
        with self.away():
            answer = self.visitor.send_reply(page)
            health = self.visitor.get("/health/")

        self.assertEqual((set(shown), health.status), ({200}, 503))
        self.assertKeepsTheWords(answer)
        self.assertIsSentOnce(self.visitor, answer.reply_form, interview)
