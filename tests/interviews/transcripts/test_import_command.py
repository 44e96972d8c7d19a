"""manage.py import_transcript: from a file to a draft, or to a page people read."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from interviews.models import Exchange, Interview, Person, Topic
from tests.builders import a_person, a_topic

LABELLED = """---
title: What the night shift asked for
tags: [work, night-shifts]
---

They met in the canteen.

**Teodor Vass:** What did you ask for?

**Maya Lind:** The clock. Only the clock.

**Tom Abara:** And the keys.

**Teodor Vass:** Did you get it?

**Maya:** We did.
"""
PLAIN = """A word before the questions, that introduces them to whoever reads on from here.

What did you ask for?

The clock. Only the clock. It stood in the hall and was wrong, and we were paid by it.

Did you get it?

We did. It took a year, and it is still wrong.
"""


class ImportTranscriptCommand(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_on(self, text, *options, name="2026-11-02-the-night-shift.md"):
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = StringIO()
        call_command("import_transcript", str(file), *options, stdout=out, stderr=out)
        return out.getvalue()

    def test_import_makes_a_draft_with_people_topics_and_exchanges(self):
        self.run_on(LABELLED)

        interview = Interview.objects.for_reading().get()
        self.assertEqual(interview.state, Interview.Status.DRAFT)
        self.assertEqual(interview.title, "What the night shift asked for")
        self.assertEqual([person.name for person in interview.interviewers], ["Teodor Vass"])
        self.assertEqual([p.name for p in interview.subjects], ["Maya Lind", "Tom Abara"])
        self.assertEqual({topic.name for topic in interview.topics.all()}, {"Work", "Night shifts"})
        said = [
            (e.question, e.answer, [p.name for p in e.answered_by.all()])
            for e in interview.exchanges.all()
        ]
        self.assertEqual(
            said,
            [
                ("What did you ask for?", "The clock. Only the clock.", ["Maya Lind"]),
                ("", "And the keys.", ["Tom Abara"]),
                ("Did you get it?", "We did.", ["Maya Lind"]),
            ],
        )

    def test_front_matter_gives_language_date_and_terms(self):
        front = "lang: pt_BR\nrecorded: 2026-03-02\nterms: In full.\nediting: Lightly.\n"

        self.run_on(LABELLED.replace("tags:", front + "tags:"))

        interview = Interview.objects.get()
        self.assertEqual(interview.language, "pt-BR")
        self.assertEqual(interview.held_on, date(2026, 3, 2))
        self.assertEqual((interview.terms, interview.editing), ("In full.", "Lightly."))

    def test_a_language_that_is_no_tag_is_ignored(self):
        self.run_on(LABELLED.replace("tags:", "language: Brazilian Portuguese\ntags:"))

        self.assertEqual(Interview.objects.get().language, "en")

    def test_import_publishes_with_the_publish_option(self):
        out = self.run_on(LABELLED, "--publish")

        interview = Interview.objects.published().get()
        self.assertIn(interview.get_absolute_url(), out)
        self.assertEqual(self.client.get(interview.get_absolute_url()).status_code, 200)

    def test_import_finds_known_people(self):
        known = a_person("Maya Lind")

        self.run_on(LABELLED)

        self.assertEqual(Person.objects.filter(name="Maya Lind").count(), 1)
        self.assertIn(known, Interview.objects.get().people.all())

    def test_import_uses_the_names_in_its_options(self):
        self.run_on(PLAIN, "--subject", "Maya Lind", "--interviewer", "Teodor Vass")

        interview = Interview.objects.for_reading().get()
        self.assertEqual([person.name for person in interview.subjects], ["Maya Lind"])
        self.assertEqual([person.name for person in interview.interviewers], ["Teodor Vass"])

    def test_import_gives_a_label_the_full_name_in_its_options(self):
        self.run_on(LABELLED.replace("Maya Lind", "Maya"), "--subject", "Maya Lind")

        interview = Interview.objects.for_reading().get()
        self.assertEqual([p.name for p in interview.subjects], ["Maya Lind", "Tom Abara"])
        self.assertFalse(Person.objects.filter(name="Maya").exists())

    def test_import_finds_two_people_in_a_joint_label(self):
        self.run_on(
            "**Q:** Who are you?\n\n**Maya Lind and Tom Abara:** We share a desk.\n\n"
            "**Q:** Since when?\n\n**Maya and Tom:** Since June.\n"
        )

        interview = Interview.objects.for_reading().get()
        self.assertEqual([p.name for p in interview.subjects], ["Maya Lind", "Tom Abara"])
        for exchange in interview.exchanges.all():
            spoke = {person.name for person in exchange.answered_by.all()}
            self.assertEqual(spoke, {"Maya Lind", "Tom Abara"})

    def test_import_replaces_a_missing_picture_by_its_alternative_text(self):
        picture = "\n\n![The clock](/assets/clock.jpg)\n\n![Keys](https://example.org/keys.png)"
        self.run_on(LABELLED + picture)

        answer = Exchange.objects.order_by("position").last().answer_html
        self.assertIn("<em>[The clock]</em>", answer)
        self.assertIn('href="https://example.org/keys.png"', answer)
        self.assertNotIn("<img", answer)

    def test_import_makes_no_person_of_a_role_label(self):
        self.run_on(
            "**Host:** Who are you?\n\n**Maya Lind:** I.\n\n**Host:** And?\n\n**Maya Lind:** So."
        )

        self.assertEqual([person.name for person in Person.objects.all()], ["Maya Lind"])

    def test_import_keeps_a_job_title_in_a_name(self):
        for label in ("Jane Doe, Head of Energy Policy", "María Pérez y González Ruiz"):
            with self.subTest(label):
                self.run_on(
                    f"**Q:** Who are you?\n\n**{label}:** I am.\n\n"
                    f"**Q:** Since when?\n\n**{label}:** June.\n"
                )

                self.assertEqual(Interview.objects.first().people.get().name, label)

    def test_import_makes_one_topic_of_a_tag_in_any_spelling(self):
        for tags in ("[night-shifts, 🙂, '-']", "[Night Shifts, C, C++]"):
            self.run_on(LABELLED.replace("[work, night-shifts]", tags))

        names = set(Topic.objects.values_list("name", flat=True))
        self.assertEqual(names, {"Night shifts", "C", "C++"})

    def test_import_finds_a_topic_with_a_changed_slug(self):
        a_topic("Night shifts").change_slug("nights")

        self.run_on(LABELLED)

        self.assertEqual(Topic.objects.filter(name="Night shifts").count(), 1)

    def test_import_publishes_under_the_date_of_the_front_matter(self):
        self.run_on(LABELLED.replace("tags:", "date: 2015-03-02\ntags:"), "--publish")

        self.assertEqual(Interview.objects.get().published_at.date(), date(2015, 3, 2))

    def test_import_does_not_publish_under_a_future_date(self):
        self.run_on(LABELLED.replace("tags:", "date: 2999-03-02\ntags:"), "--publish")

        self.assertTrue(Interview.objects.get().is_published)

    def test_import_of_many_answers_makes_no_more_queries(self):
        turns = "\n\n".join("**Q:** And?\n\n**Maya Lind:** So." for _each in range(50))
        with CaptureQueriesContext(connection) as few:
            self.run_on("**Q:** Who?\n\n**Maya Lind:** I.\n\n**Q:** And?\n\n**Maya Lind:** So.")
        with CaptureQueriesContext(connection) as many:
            self.run_on(turns)

        self.assertLessEqual(len(many), len(few))

    def test_import_invents_no_speaker(self):
        self.run_on(PLAIN, "--publish")

        self.assertFalse(Person.objects.exists())
        self.assertFalse(Exchange.objects.filter(answered_by__isnull=False).exists())

    def test_import_titles_a_text_without_title_after_its_file(self):
        self.run_on(PLAIN)

        self.assertEqual(Interview.objects.get().title, "The night shift")

    def test_import_keeps_digits_in_a_title_from_the_file_name(self):
        self.run_on(PLAIN, name="18f__2015-05-19_five  questions.txt")

        self.assertEqual(Interview.objects.get().title, "18f 2015 05 19 five questions")

    def test_import_uses_the_title_in_its_options(self):
        self.run_on(PLAIN, "--title", "Only the clock")

        self.assertEqual(Interview.objects.get().title, "Only the clock")

    def test_dry_run_prints_the_result_and_saves_nothing(self):
        printed = json.loads(self.run_on(LABELLED, "--dry-run", "--json"))

        self.assertFalse(Interview.objects.exists())
        self.assertFalse(Person.objects.exists())
        self.assertEqual(
            set(printed),
            {"title", "standfirst", "introduction", "closing", "people", "exchanges"}
            | {"left_out", "warnings", "confidence", "doubts", "proposals"},
        )
        self.assertEqual(
            printed["exchanges"][0],
            {
                "question": "What did you ask for?",
                "asked_by": "Teodor Vass",
                "answers": [
                    {"by": "Maya Lind", "text": "The clock. Only the clock."},
                    {"by": "Tom Abara", "text": "And the keys."},
                ],
            },
        )

    def test_import_reads_standard_input(self):
        with mock.patch("sys.stdin") as stdin:
            stdin.buffer.read.return_value = PLAIN.encode("utf-16")
            call_command("import_transcript", "-", "--title", "T", stdout=StringIO())

        self.assertEqual(Exchange.objects.count(), 2)

    def test_importing_twice_makes_two_drafts_with_two_slugs(self):
        self.run_on(LABELLED)
        self.run_on(LABELLED)

        self.assertEqual(len(set(Interview.objects.values_list("slug", flat=True))), 2)

    def test_import_refuses_a_text_without_exchanges(self):
        with self.assertRaisesMessage(CommandError, "nothing was saved"):
            self.run_on("This is an essay.\n\nIt has no questions in it at all.\n")

        self.assertFalse(Interview.objects.exists())

    def test_import_refuses_a_binary_file_with_a_message(self):
        for name, source in {
            "a.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "a.txt": b"",
            "b.txt": b"   \n\n ",
        }.items():
            with self.subTest(name), self.assertRaises(CommandError) as refusal:
                self.run_on(source, name=name)
            self.assertRegex(str(refusal.exception), r"^\w.*\.$")

    def test_import_names_a_missing_file(self):
        with self.assertRaisesMessage(CommandError, "nowhere.md"):
            call_command("import_transcript", "nowhere.md")

    def test_import_keeps_every_word_of_a_long_title(self):
        self.run_on(PLAIN, "--title", "word " * 100)

        interview = Interview.objects.get()
        self.assertLessEqual(len(interview.title), 250)
        self.assertEqual(interview.introduction.count("word"), 101)
