"""The source of an interview is kept as it came, and each utterance says where it went."""

from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.utils import timezone

from interviews import transcripts
from interviews.models import Interview, SourceUtterance, TranscriptSource
from interviews.models.transcript_source import RETENTION, delete_unused_sources
from interviews.transcripts.drafts import create_draft

TALK = """WEBVTT

00:01.000 --> 00:03.500
<v Mira Holt>How does felt hold together?

00:03.500 --> 00:09.000
<v Ada Lund>By friction. Each fibre has scales.

00:09.000 --> 00:12.000
<v Ben Moor>And by heat.

00:12.000 --> 00:14.000
<v Mira Holt>And linen?

00:14.000 --> 00:20.250
<v Ada Lund>Linen has no scales.
"""


def keep(content, by=None, name="talk.vtt"):
    """Store a source and make a draft of it; return the source."""
    parsed = transcripts.parse(content, name)
    source = TranscriptSource.objects.keep(content, name, parsed, by)
    create_draft(transcripts.assemble(parsed), by=by, source=source)
    return source


class ImportedSources(TestCase):
    def run_on(self, content, *options, name="talk.vtt"):
        with TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.write_bytes(content)
            out = StringIO()
            call_command("import_transcript", str(file), *options, stdout=out)
        return out.getvalue()

    def test_the_command_keeps_the_bytes_the_name_and_who_imported_them(self):
        editor = get_user_model().objects.create_user("mira")
        content = TALK.replace("\n", "\r\n").encode("utf-16")

        self.run_on(content, "--by", "mira")

        source = Interview.objects.get().transcript_source
        self.assertEqual(bytes(source.content), content)
        self.assertEqual(source.sha256, sha256(content).hexdigest())
        self.assertEqual((source.file_name, source.content_type), ("talk.vtt", "text/vtt"))
        self.assertEqual((source.by, source.interview.created_by), (editor, editor))

    def test_a_command_for_an_unknown_user_saves_nothing(self):
        with self.assertRaisesMessage(CommandError, "There is no user"):
            self.run_on(TALK.encode(), "--by", "nobody")

        self.assertFalse(TranscriptSource.objects.exists())

    def test_the_command_tells_that_a_file_was_imported_before(self):
        self.assertNotIn("imported before", self.run_on(TALK.encode()))

        self.assertIn("imported before: Talk", self.run_on(TALK.encode(), name="other.vtt"))

    def test_a_dry_run_keeps_no_source(self):
        self.run_on(TALK.encode(), "--dry-run")

        self.assertFalse(TranscriptSource.objects.exists())


class SourceOfADraft(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.source = keep(TALK)
        cls.interview = cls.source.interview

    def publish(self):
        self.interview.title = "Felt"
        self.interview.publish(by=None)

    def assert_refused(self, sql, sentence):
        with (
            self.assertRaisesMessage(IntegrityError, sentence),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_each_exchange_has_its_times_and_the_numbers_of_its_utterances(self):
        rows = self.interview.exchanges.values_list("start", "end", "utterances")

        self.assertEqual(
            list(rows), [(1000, 9000, [1, 2]), (9000, 12000, [3]), (12000, 20250, [4, 5])]
        )

    def test_each_utterance_has_its_words_its_speaker_and_its_times(self):
        rows = self.source.utterances.values_list("number", "text", "speaker", "start", "end")

        self.assertEqual(rows[2], (3, "And by heat.", "Ben Moor", 9000, 12000))
        self.assertEqual(len(rows), 5)

    def test_no_source_is_changed_by_sql(self):
        for column, value in {
            "content": "''",
            "sha256": "''",
            "file_name": "'x'",
            "content_type": "'x'",
            "by_id": "1",
            "at": "NULL",
        }.items():
            with self.subTest(column):
                sql = f"UPDATE interviews_transcriptsource SET {column} = {value}"
                self.assert_refused(sql, "A source is not edited")
        sql = "UPDATE interviews_transcriptsource SET interview_id = NULL"
        self.assert_refused(sql, "stays with its interview")

    def test_no_utterance_is_changed_by_sql(self):
        for change in ("text = ''", "number = 9", '"end" = 1', "role = 'note'", "reason = 'x'"):
            with self.subTest(change):
                sql = f"UPDATE interviews_sourceutterance SET {change}"
                self.assert_refused(sql, "An utterance is not edited")

    def test_the_source_goes_with_its_draft(self):
        self.interview.delete()

        self.assertFalse(TranscriptSource.objects.exists())
        self.assertFalse(SourceUtterance.objects.exists())

    def test_the_source_of_a_published_interview_stays(self):
        self.publish()

        self.assert_refused("DELETE FROM interviews_sourceutterance", "is not deleted")
        self.assert_refused("DELETE FROM interviews_transcriptsource", "is not deleted")

    def test_versions_have_the_times_and_the_utterances(self):
        first = next(iter(self.interview.versions.last().content_by_key.values()))

        self.assertEqual((first["start"], first["end"], first["utterances"]), (1000, 9000, [1, 2]))

    def test_the_copies_have_the_times_in_a_form_that_is_read_as_times(self):
        self.publish()
        address = self.interview.get_absolute_url().rstrip("/")
        times = [(1000, 9000), (9000, 12000), (12000, 20250)]

        copy = self.client.get(f"{address}.json").json()
        self.assertEqual([(each["start"], each["end"]) for each in copy["exchanges"]], times)
        for ending in ("md", "txt"):
            with self.subTest(ending):
                copy = self.client.get(f"{address}.{ending}")
                self.assertContains(copy, "\n\n00:00:12.000 – 00:00:20.250\n\n")
                parsed = transcripts.parse(copy.content, f"felt.{ending}")
                timed = [each for each in parsed.paragraphs if each.start is not None]
                self.assertEqual([(each.start, each.end) for each in timed], times)

    def test_an_exchange_cannot_end_before_its_start(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.interview.exchanges.update(end=0)


class SourcesWithoutDrafts(TestCase):
    def test_a_source_without_a_draft_is_deleted_after_its_retention(self):
        parsed = transcripts.parse(TALK, "talk.vtt")
        with time_machine.travel(timezone.now() - RETENTION - timedelta(days=1)):
            TranscriptSource.objects.keep(TALK, "old.vtt", parsed, by=None)
            keep(TALK)
        TranscriptSource.objects.keep(TALK, "new.vtt", parsed, by=None)

        self.assertEqual(delete_unused_sources(), 1)

        names = TranscriptSource.objects.order_by("file_name").values_list("file_name", flat=True)
        self.assertEqual(list(names), ["new.vtt", "talk.vtt"])
