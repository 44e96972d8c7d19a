"""docs/transcripts.md: how well the given transcripts are read, and that none is read worse."""

import json
import re

from django.conf import settings
from django.test import SimpleTestCase

from interviews import transcripts
from tests.interviews.transcripts.figures import CASES, get_sets, read_in_four_forms
from tests.interviews.transcripts.real_transcripts import needs_real_files
from tests.interviews.transcripts.test_given_cases import is_right

DOCUMENT = settings.BASE_DIR / "docs/transcripts.md"
HEAD = """\
# How well transcripts are read

`tests/interviews/transcripts/test_figures.py` counts these figures where the given transcripts \
lie beside the project, in `../shared`. It fails when one of them has become worse. To write this \
page again, delete it and run the test.

## Confidence and doubts

After reading, the importer looks back for signs that it was wrong. Each is a question to the \
editor about one paragraph; with one of them, the confidence is low:

- the rest of a label, of a time or of a number in the words; a name in brackets, in bold or on a \
line of its own
- a question or a heading within an answer, an answer among the questions, a question in the \
introduction or in the closing
- an exchange without a question or without an answer; an answer fifty times longer than others
- a name that looks like another name; an answer without a name among others with names; a label \
that stands twice although nobody else spoke
- answers that ask as often as the questions
- acts and scenes, speech in quotation marks, questions and answers in which nobody says “you” \
or “I”: signs of texts that are no interviews

`tests/interviews/transcripts/test_confidence.py` damages a conversation in every form and in \
seventeen languages: labels are dropped, misspelt, swapped or joined with the turn before. None of \
some 1,300 damaged texts is read wrongly with high confidence, and no play, chat, novel, list of \
questions or other text that is no interview. One damage cannot be seen, and is left out: two \
lines of plain text that were joined.

## Sets

*Right* counts exchanges whose question, answers and order are the same as in the verified \
content. *Speakers* counts turns under the right name, where labels or verified content tell it. \
*Lost* counts words that are nowhere in the result. *Invented* counts speakers whom the source \
does not name. Where “—” stands, nothing is verified.

| Set | Texts | Right | Speakers right | Words lost | Speakers invented | \
High confidence |
|---|---|---|---|---|---|---|
"""
CASES_LINE = """
Of {count} given cases, {right} are read rightly, {sure} of these with high confidence; {wrong} \
are read wrongly with high confidence.
"""
FORMS = """
## One episode in four forms

SRT and HTML as given; WebVTT and JSON were made from the SRT, since the given ones are of other \
episodes.

| Form | Exchanges | As the SRT |
|---|---|---|
"""


def count_cases():
    """Return how many of the given cases are read rightly and surely."""
    expected = json.loads((CASES / "expected.json").read_text())
    found = [
        (transcript.confidence == "high", is_right(transcript, told))
        for name, told in expected.items()
        for transcript in [
            transcripts.assemble(transcripts.parse((CASES / name).read_bytes(), name))
        ]
    ]
    return {
        "count": len(found),
        "right": sum(is_read for _is_sure, is_read in found),
        "sure": sum(is_sure and is_read for is_sure, is_read in found),
        "wrong": sum(is_sure and not is_read for is_sure, is_read in found),
    }


def write_row(one):
    right = f"{one.right} of {one.told}" if one.told else "—"
    speakers = f"{one.right_speakers} of {one.told_speakers}" if one.told_speakers else "—"
    figures = one.texts, right, speakers, one.lost, one.invented, one.sure
    return " | ".join(["| " + one.name, *map(str, figures)]) + " |\n"


def write_document(sets, cases, forms):
    rows = "".join(map(write_row, sets))
    same = "".join(
        f"| {form} | {len(found)} | {'the same' if found == forms['SRT'] else 'not the same'} |\n"
        for form, found in forms.items()
    )
    return HEAD + rows + CASES_LINE.format(**cases) + FORMS + same


def is_as_good(now, told):
    """Return whether two lines have the same words, and no figure now is lower."""
    figures = [list(map(int, re.findall(r"\d+", line))) for line in (now, told)]
    words = [re.sub(r"\d+", "", line) for line in (now, told)]
    return words[0] == words[1] and all(a >= b for a, b in zip(*figures, strict=True))


@needs_real_files
class FiguresOfTranscripts(SimpleTestCase):
    def test_no_transcript_is_read_worse_than_the_document_says(self):
        sets, cases, forms = get_sets(), count_cases(), read_in_four_forms()
        made = write_document(sets, cases, forms)
        if not DOCUMENT.exists():
            DOCUMENT.write_text(made)
            self.fail("docs/transcripts.md was written. Read what has changed.")

        self.assertEqual([(one.lost, one.invented) for one in sets], [(0, 0)] * len(sets))
        self.assertEqual({form for form in forms if forms[form] == forms["SRT"]}, set(forms))
        self.assertEqual(cases["wrong"], 0)
        pairs = zip(made.splitlines(), DOCUMENT.read_text().splitlines(), strict=True)
        for now, told in pairs:
            with self.subTest(now):
                self.assertTrue(
                    is_as_good(now, told), f"{told} Delete the file and run this again."
                )
