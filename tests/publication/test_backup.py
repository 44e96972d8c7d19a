"""A backup has every row and every file, as of one moment."""

import io
import logging
import tarfile
from datetime import timedelta
from threading import Thread
from unittest import mock

import boto3
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone
from moto.server import ThreadedMotoServer

from publication import backup
from tests.publication.project_copy import FILL, Project

UPLOAD = """
import io
from PIL import Image
from django.core.files.base import ContentFile
from interviews.models import Person
file = io.BytesIO()
Image.new("RGB", (400, 500), "teal").save(file, "JPEG")
person = Person(name="Åsa", slug="asa", portrait_alt="Åsa.")
person.portrait.save("asa.jpg", ContentFile(file.getvalue()))
"""
# Every row of every table, and every upload.
EVERYTHING = """
import hashlib
from django.core.files.storage import default_storage
from django.db import connection
from publication.backup import list_uploads
with connection.cursor() as cursor:
    names = connection.introspection.table_names()
    # A restore adds an entry to the audit trail; the command verifies the others.
    left_out = {name for name in names if "_audit" in name or name == "sqlite_sequence"}
    for table in sorted({*names} - left_out):
        cursor.execute(f'SELECT * FROM "{table}"')
        print(table, sorted(map(repr, cursor.fetchall())))
for name in sorted(list_uploads()):
    with default_storage.open(name) as file:
        print(name, hashlib.sha256(file.read()).hexdigest())
"""
TRAIL = """
from interviews.models import AuditEntry
last = AuditEntry.objects.first()
print(AuditEntry.objects.get(number=last.number - 1).action, last.action, last.details["file"])
"""
# Writes pairs of rows that belong together, again and again.
POST = """
from django.db import transaction
from interviews.models import Series, Topic
for number in range(400):
    with transaction.atomic():
        Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
        Series.objects.create(title=f"Series {number}", slug=f"series-{number}")
"""
PAIRS = """
from interviews.models import Series, Topic
print(Topic.objects.count() == Series.objects.count())
"""


class BackupTests(SimpleTestCase):
    databases = frozenset({"default"})

    def a_project(self, name):
        project = Project(name)
        self.addCleanup(project.remove)
        return project

    def setUp(self):
        self.source, self.place = self.a_project("source"), self.a_project("place")
        self.source.copy_test_database()
        self.source.python(FILL)
        self.source.python(UPLOAD)

    def made(self):
        return self.source.root / "var/backups" / self.source.manage("backup").strip()

    def test_a_backup_restores_every_row_and_every_file(self):
        made = self.made()

        self.place.manage("restore", str(made))

        self.assertEqual(made.stat().st_mode & 0o777, 0o600)
        self.assertIn("portraits/", self.source.python(EVERYTHING))
        self.assertEqual(self.place.python(EVERYTHING), self.source.python(EVERYTHING))
        self.assertEqual(self.place.python(TRAIL).split(), ["exported", "restored", made.name])
        self.assertIn("entries fit", self.place.manage("verify_audit_trail"))
        with self.assertRaisesRegex(AssertionError, "The database is not empty"):
            self.place.manage("restore", str(made))

    def test_a_backup_is_consistent_while_people_post(self):
        posting = Thread(target=self.source.python, args=[POST])
        posting.start()
        made = self.made()
        posting.join()

        self.place.manage("restore", str(made))

        self.assertEqual(self.place.python(PAIRS).strip(), "True")

    def test_a_backup_is_stored_in_a_bucket_and_restored_from_it(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it logs each request
        server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        server.start()
        self.addCleanup(server.stop)
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        keys = {"AWS_ACCESS_KEY_ID": "ours", "AWS_SECRET_ACCESS_KEY": "secret"}
        with mock.patch.dict("os.environ", keys):
            boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(
                Bucket="copies"
            )
        bucket = {"BACKUP_BUCKET": "copies", "MEDIA_ENDPOINT": endpoint, **keys}
        self.source.environment = self.place.environment = bucket

        self.place.manage("restore", self.source.manage("backup").strip())

        self.assertEqual(self.place.python(EVERYTHING), self.source.python(EVERYTHING))


class DamagedBackupTests(SimpleTestCase):
    def setUp(self):
        empty = mock.Mock(vendor="sqlite")
        empty.introspection.table_names.return_value = []
        self.enterContext(mock.patch.object(backup, "connection", empty))
        self.enterContext(mock.patch.object(backup, "list_uploads", return_value=iter([])))

    def keep(self, name, content):
        storages["backups"].save(name, ContentFile(content))
        self.addCleanup(storages["backups"].delete, name)

    def assertRefused(self, name, why):
        with self.assertRaisesRegex(backup.BackupError, why):
            backup.restore_backup(name)

    def test_a_damaged_backup_is_refused_before_anything_is_written(self):
        self.keep("no.tar", b"This is no archive." * 100)
        self.keep("short.tar", archive(sums=b'{"database.sqlite3": "0000"}')[:1500])
        self.keep("changed.tar", archive(sums=b'{"database.sqlite3": "0000"}'))

        self.assertRefused("no.tar", "no.tar is damaged")
        self.assertRefused("short.tar", "short.tar is damaged")
        self.assertRefused("changed.tar", "database.sqlite3 is not what was stored")
        self.assertRefused("none.tar", "There is no backup none.tar")


def archive(sums):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for name, content in {"database.sqlite3": b"some bytes", "sums.json": sums}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return file.getvalue()


@override_settings(HEALTH_KEY="a key of our own")
class BackupAgeTests(TestCase):
    def ask(self, key):
        return self.client.get("/health/", headers={"Authorization": f"Bearer {key}"})

    def keep(self, hours):
        name = (timezone.now() - timedelta(hours=hours)).strftime(backup.NAME)
        storages["backups"].save(name, ContentFile(b""))
        self.addCleanup(storages["backups"].delete, name)

    def test_health_tells_the_backup_age_to_a_request_with_the_key(self):
        self.assertEqual(
            self.ask("a key of our own").json(), {"newest_backup": None, "backup_age_hours": None}
        )
        self.keep(hours=30)
        self.keep(hours=6)
        storages["backups"].save("notes.txt", ContentFile(b""))
        self.addCleanup(storages["backups"].delete, "notes.txt")

        self.assertEqual(self.ask("a key of our own").json()["backup_age_hours"], 6.0)

    def test_health_hides_the_backup_age_from_others(self):
        self.keep(hours=6)

        self.assertEqual(self.ask("another").content, b"well\n")
        self.assertEqual(self.client.get("/health/").content, b"well\n")
        with override_settings(HEALTH_KEY=""):
            self.assertEqual(self.ask("").content, b"well\n")
