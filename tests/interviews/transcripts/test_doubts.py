"""Doubts: what the reader finds when it looks back, and what `--publish` refuses."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase

from interviews import transcripts
from interviews.models import Interview
from interviews.transcripts import Paragraph, ParagraphRole, ParsedTranscript, find_doubts

Q, A = ParagraphRole.QUESTION, ParagraphRole.ANSWER
CLEAR = [
    (Q, "Nia Holm", "How did you learn to tune an organ?"),
    (A, "Otto Brandt", "My aunt had the key to the church."),
    (Q, "Nia Holm", "What did she teach you?"),
    (A, "Otto Brandt", "To wait. A pipe needs an hour to be warm."),
    (Q, "Nia Holm", "Tell us about your first winter."),
    (A, "Otto Brandt", "It was so cold that nothing was in tune."),
]


def doubts(*turns):
    """Return the doubts about turns, of which each has a label that does not continue another."""
    paragraphs, last = [], None
    for role, speaker, text in turns:
        label = "" if (role, speaker) == last else speaker
        paragraphs.append(Paragraph(text, role, speaker, label=label or ""))
        last = role, speaker
    return find_doubts(ParsedTranscript(paragraphs))


def replaced(*changes, turns=CLEAR):
    """Return the clear conversation with other turns at some positions."""
    changes = dict(changes)
    return [changes.get(place, turn) for place, turn in enumerate(turns)]


class Doubts(SimpleTestCase):
    def assert_doubt(self, kind, paragraph, turns):
        found = {(doubt.kind, doubt.paragraph) for doubt in doubts(*turns)}
        self.assertIn((kind, paragraph), found)

    def test_a_clear_conversation_has_no_doubt(self):
        self.assertEqual(doubts(*CLEAR), [])

    def test_the_rest_of_a_label_is_doubted(self):
        for text in ("Otto: To wait.", "[Otto Brandt] To wait.", "Yes.\nNia Holm: To wait?"):
            with self.subTest(text):
                self.assert_doubt("label", 3, replaced((3, (A, "Otto Brandt", text))))

    def test_a_mark_at_the_beginning_of_several_answers_is_doubted(self):
        for mark in ("— ", ">> ", "A. ", "Ans\t", "(Ans) ", "Ans: ", "答："):
            turns = [(r, s, mark + t if r == A else t) for r, s, t in CLEAR]
            with self.subTest(mark):
                self.assert_doubt("label", 1, turns)

    def test_a_label_within_a_paragraph_is_doubted(self):
        text = "To wait. Nia Holm: And then?"
        self.assert_doubt("label", 3, replaced((3, (A, "Otto Brandt", text))))

    def test_times_and_numbers_that_are_left_are_doubted(self):
        timed = [(r, s, f"{t} [00:1{n}]") for n, (r, s, t) in enumerate(CLEAR)]
        numbered = [(r, s, f"{n} {t}") for n, (r, s, t) in enumerate(CLEAR, 11)]

        self.assert_doubt("time", 2, timed)
        self.assert_doubt("number", 2, numbered)

    def test_a_heading_that_asks_in_an_answer_is_doubted(self):
        turns = [*CLEAR[:4], (A, "Otto Brandt", "### And the winter?"), *CLEAR[5:]]

        self.assert_doubt("section", 4, turns)

    def test_exchanges_without_question_or_answer_are_doubted(self):
        self.assert_doubt("gap", 0, CLEAR[1:])
        self.assert_doubt("gap", 4, CLEAR[:5])

    def test_an_answer_fifty_times_longer_is_doubted(self):
        text = CLEAR[1][2] * 60

        self.assert_doubt("long", 3, replaced((3, (A, "Otto Brandt", text))))

    def test_an_answer_that_stands_among_the_questions_is_doubted(self):
        turns = [CLEAR[0], (Q, "Nia Holm", "My aunt had the key."), *CLEAR[2:]]

        self.assert_doubt("statement", 1, turns)

    def test_a_question_that_stands_in_an_answer_is_doubted(self):
        turns = [*CLEAR[:2], (A, "Otto Brandt", "What did she teach you?"), *CLEAR[3:]]

        self.assert_doubt("question", 2, turns)

    def test_answers_that_ask_as_often_as_questions_are_doubted(self):
        swapped = [({Q: A, A: Q}[role], speaker, text) for role, speaker, text in CLEAR]

        self.assert_doubt("roles", None, swapped)

    def test_names_that_look_like_another_name_are_doubted(self):
        for name in ("Oto Brandt", "Otto", "Brandt"):
            with self.subTest(name):
                self.assert_doubt("name", 3, replaced((3, (A, name, CLEAR[3][2]))))

    def test_a_title_that_was_read_as_the_first_question_is_doubted(self):
        rest = [(Q, None, "Where did it start?"), (A, None, "In a shed.")]
        for below, places in {
            "A conversation with Liv Dahl": [0],
            "By Liv Dahl": [0],
            "Fenna Terpstra runs a lock. Her father did, too.": [0],
            "This interview was lightly edited for length.": [0],
            "Yes, if it has a roof.": [],
            "Liv Dahl was my teacher, so I think it can.": [],
        }.items():
            with self.subTest(below):
                title = [(Q, None, "Can a shed be a theatre?"), (A, None, below)]

                found = doubts(*title, *rest)

                self.assertEqual([d.paragraph for d in found if d.kind == "title"], places)

    def test_an_answer_without_a_speaker_among_others_is_doubted(self):
        self.assert_doubt("unnamed", 3, replaced((3, (A, None, CLEAR[3][2]))))

    def test_a_label_that_is_repeated_though_nobody_else_spoke_is_doubted(self):
        label, text = "Otto Brandt", "My aunt was old."
        paragraphs = [
            Paragraph(CLEAR[0][2], Q, "Nia Holm", label="Nia Holm"),
            Paragraph(CLEAR[1][2], A, label, label=label),
            Paragraph(text, A, label),
            Paragraph(CLEAR[3][2], A, label, label=label),
        ]

        found = [(d.kind, d.paragraph) for d in find_doubts(ParsedTranscript(paragraphs))]

        self.assertEqual(found, [("turn", 2)])

    def test_a_doubt_lowers_the_confidence(self):
        text = "\n\n".join(f"**{speaker}:** {words}" for _role, speaker, words in CLEAR)
        parsed, doubtful = map(transcripts.parse, [text, text.replace("Otto B", "Oto B", 1)])

        self.assertEqual((parsed.confidence, parsed.doubts), ("high", []))
        self.assertEqual((doubtful.confidence, doubtful.doubts[0].kind), ("low", "name"))


class Publishing(TestCase):
    text = "\n\n".join(f"{s}: {words}" for _role, s, words in CLEAR) + "\n\nOto Brandt: Yes."

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "organ.txt"
        self.file.write_text(self.text)

    def run_on(self, *options):
        out = StringIO()
        call_command("import_transcript", str(self.file), *options, stdout=out)
        return out.getvalue()

    def test_publishing_refuses_what_is_in_doubt_and_tells_each_doubt_with_its_paragraph(self):
        question = "Paragraph 7, “Yes.”: Are “Oto Brandt” and “Otto Brandt” the same person?"

        with self.assertRaises(CommandError) as refused:
            self.run_on("--publish")

        self.assertIn(question, str(refused.exception))
        self.assertFalse(Interview.objects.exists())
        self.assertIn(question, self.run_on("--dry-run"))

    def test_publishing_can_be_forced(self):
        self.run_on("--publish", "--force")

        self.assertTrue(Interview.objects.published().exists())
