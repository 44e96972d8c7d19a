"""Given transcripts, which lie beside the project, and what each should be parsed as."""

import json
from unittest import skipUnless

from django.conf import settings
from django.test import SimpleTestCase

from interviews import transcripts
from interviews.prose import plain
from tests.interviews.transcripts.real_transcripts import join_lines

CASES = settings.BASE_DIR.parent / "shared" / "cases" / "transcripts"
RIGHT = 33  # of 33
SURE = 0.9  # share of the right ones with high confidence, at least


def is_right(transcript, expected):
    """Return whether each question, each answer and each speaker is as expected."""
    found = [
        {
            "question": join_lines(plain(exchange.question)),
            "answers": [[a.by, join_lines(plain(a.text))] for a in exchange.answers],
        }
        for exchange in transcript.exchanges
    ]
    asked_by = {exchange.asked_by for exchange in transcript.exchanges}
    is_asked = asked_by == {expected["asked_by"]} if "asked_by" in expected else True
    return found == expected["exchanges"] and is_asked


@skipUnless(CASES.is_dir(), "The given cases are not here.")
class GivenCases(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        expected = json.loads((CASES / "expected.json").read_text())
        cls.read = {
            name: transcripts.assemble(transcripts.parse((CASES / name).read_bytes(), name))
            for name in expected
        }
        cls.right = {name for name in expected if is_right(cls.read[name], expected[name])}

    def test_nearly_all_given_cases_are_parsed_rightly(self):
        self.assertGreaterEqual(len(self.right), RIGHT, self.read.keys() - self.right)

    def test_no_given_case_is_parsed_wrongly_with_high_confidence(self):
        wrong = self.read.keys() - self.right

        self.assertEqual({n for n in wrong if self.read[n].confidence == "high"}, set())

    def test_right_given_cases_have_high_confidence(self):
        sure = {name for name in self.right if self.read[name].confidence == "high"}

        self.assertGreaterEqual(len(sure), SURE * len(self.right), self.right - sure)
