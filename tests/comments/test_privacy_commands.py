"""An editor shows or erases a person's data from the shell."""

import io
import json
from unittest import mock

from django.core.management import CommandError, call_command
from django.test import TestCase

from comments.models import Reply
from tests.builders import a_reply, an_interview

EMAIL = "olu@example.org"


class PersonalDataCommands(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview(), name="Oluwaseun P.", email=EMAIL)

    def run_command(self, *words):
        said = io.StringIO()
        call_command(*words, stdout=said)
        return said.getvalue()

    def answering(self, answer):
        """A terminal at which somebody answers so."""
        terminal = mock.patch("sys.stdin.isatty", return_value=True)
        self.enterContext(terminal)
        return mock.patch("builtins.input", return_value=answer)

    def is_kept(self):
        return Reply.objects.written_by(EMAIL).exists()

    def test_export_person_prints_all_that_is_kept_as_json(self):
        kept = json.loads(self.run_command("export_person", "Olu@example.org"))

        self.assertEqual(kept["address"], EMAIL)
        self.assertEqual(kept["replies"][0]["name"], "Oluwaseun P.")

    def test_erase_person_does_not_ask_with_the_option_yes(self):
        said = self.run_command("erase_person", EMAIL, "--yes")

        self.assertFalse(self.is_kept())
        self.assertIn("replies: 1", said)
        self.assertIn("replies: 0", self.run_command("erase_person", EMAIL, "--yes"))

    def test_erase_person_asks_before_it_erases(self):
        with self.answering("y") as asked:
            self.run_command("erase_person", EMAIL)

        self.assertIn("1 replies", asked.call_args.args[0])
        self.assertFalse(self.is_kept())

    def test_erase_person_erases_nothing_on_any_other_answer(self):
        for answer in ("n", "", "yep"):
            with self.subTest(answer), self.answering(answer):
                self.assertRaises(CommandError, self.run_command, "erase_person", EMAIL)

        self.assertTrue(self.is_kept())

    def test_erase_person_erases_nothing_where_nobody_can_be_asked(self):
        with mock.patch("sys.stdin.isatty", return_value=False):
            self.assertRaises(CommandError, self.run_command, "erase_person", EMAIL)

        self.assertTrue(self.is_kept())
