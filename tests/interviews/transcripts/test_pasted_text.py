"""Texts pasted from emails and web pages: wrapped, numbered, without blank lines."""

import textwrap

from django.test import SimpleTestCase

from interviews import transcripts

ASKED = ["Where did you grow up?", "What did you learn there?", "Do you still weave?"]
SAID = (
    "I grew up in Lund, in the south of Sweden, where my parents had a small mill beside the river,"
    " and everybody in the family had to work in it from an early age."
)


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def questions(text):
    return [exchange.question for exchange in parse(text).exchanges]


class PastedText(SimpleTestCase):
    def test_wrapped_text_may_have_questions_directly_above_answers(self):
        wrapped = textwrap.fill(SAID, 72)
        text = "\n\n".join(f"{asked}\n{wrapped}\n\n{wrapped}" for asked in ASKED)

        self.assertEqual(questions(text), ASKED)

    def test_numbered_questions_need_no_question_mark(self):
        asked = [*ASKED, "Favourite book"]
        text = "\n\n".join(f"{n}. {words}\n\n{SAID}" for n, words in enumerate(asked, 1))

        self.assertEqual(questions(text), asked)

    def test_bold_questions_are_found_without_blank_lines(self):
        text = "".join(f"**{asked}**\n{SAID}\n\n{SAID}\n" for asked in ASKED)

        self.assertEqual(questions(text), ASKED)

    def test_a_byline_among_other_lines_is_left_out(self):
        head = "The weaver\nBy Ann Lee\nMay 4, 2022\nShare this"
        talk = "\n\n".join(f"{asked}\n\n{SAID}" for asked in ASKED)

        transcript = parse(f"{head}\n\nShe weaves.\n\n{talk}")

        left_out = [text for text, _why in transcript.left_out]
        self.assertEqual(transcript.title, "The weaver")
        self.assertEqual(left_out, ["By Ann Lee", "May 4, 2022", "Share this"])

    def test_questions_without_labels_have_no_speaker(self):
        text = (
            "Why did you leave?\n\nAda Blom: I had to.\n\nBo Ek: So did I.\n\n"
            "What came after?\n\nAda Blom: Wool.\n\nBo Ek: Nothing much."
        )

        self.assertEqual(questions(text), ["Why did you leave?", "What came after?"])
