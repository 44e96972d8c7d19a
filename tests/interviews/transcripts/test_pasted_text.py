"""Texts as they are pasted from mail and web pages: wrapped, numbered, without blank lines."""

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


class APaste(SimpleTestCase):
    def test_that_was_wrapped_has_its_questions_on_the_line_above_the_answer(self):
        wrapped = textwrap.fill(SAID, 72)
        text = "\n\n".join(f"{asked}\n{wrapped}\n\n{wrapped}" for asked in ASKED)

        self.assertEqual(questions(text), ASKED)

    def test_whose_questions_are_numbered_may_have_one_without_a_question_mark(self):
        asked = [*ASKED, "Favourite book"]
        text = "\n\n".join(f"{n}. {words}\n\n{SAID}" for n, words in enumerate(asked, 1))

        self.assertEqual(questions(text), asked)

    def test_that_lost_some_blank_lines_has_its_questions_in_bold_all_the_same(self):
        text = "".join(f"**{asked}**\n{SAID}\n\n{SAID}\n" for asked in ASKED)

        self.assertEqual(questions(text), ASKED)

    def test_of_a_page_leaves_out_the_byline_though_it_stands_with_other_lines(self):
        head = "The weaver\nBy Ann Lee\nMay 4, 2022\nShare this"
        talk = "\n\n".join(f"{asked}\n\n{SAID}" for asked in ASKED)

        transcript = parse(f"{head}\n\nShe weaves.\n\n{talk}")

        left_out = [text for text, _why in transcript.left_out]
        self.assertEqual(transcript.title, "The weaver")
        self.assertEqual(left_out, ["By Ann Lee", "May 4, 2022", "Share this"])

    def test_in_which_only_answers_have_names_has_questions_of_nobody(self):
        text = (
            "Why did you leave?\n\nAda Blom: I had to.\n\nBo Ek: So did I.\n\n"
            "What came after?\n\nAda Blom: Wool.\n\nBo Ek: Nothing much."
        )

        self.assertEqual(questions(text), ["Why did you leave?", "What came after?"])
