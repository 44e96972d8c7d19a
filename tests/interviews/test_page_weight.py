"""How many bytes a browser loads for the words of an interview."""

import gzip
import re
from itertools import islice

import brotli
from django.conf import settings
from django.test import TestCase

from tests.builders import an_interview_of

KB = 1000
MAX_GZIP, MAX_BROTLI = 14 * KB, 12 * KB  # bytes of a page of 3,000 words
WORDS = 3000
QUESTIONS = 15
DEMO = settings.BASE_DIR / "publication" / "demo" / "interviews"


def written_words():
    """Yield words as people write them, from the interviews of the demo."""
    for path in sorted(DEMO.glob("*.md")):
        text = path.read_text().partition("\n---\n")[2]
        yield from re.sub(r"[*_#\[\]()>]", "", text).split()


class PageWeightTests(TestCase):
    def test_a_page_of_three_thousand_words_keeps_to_the_byte_budget(self):
        words = written_words()
        each = WORDS // QUESTIONS - 8
        exchanges = [
            (f"{' '.join(islice(words, 8))}?", " ".join(islice(words, each)))
            for _number in range(QUESTIONS)
        ]

        page = self.client.get(an_interview_of(*exchanges).get_absolute_url()).content

        self.assertLessEqual(len(gzip.compress(page, 6)), MAX_GZIP)
        self.assertLessEqual(len(brotli.compress(page, quality=5)), MAX_BROTLI)
