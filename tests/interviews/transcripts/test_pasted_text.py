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

    def test_lines_that_ask_without_question_mark_and_bold_type_are_questions_in_doubt(self):
        for asked in (
            ["How did you grow up", "And what did you learn", "Do you still weave"],
            ["Wie sind Sie aufgewachsen", "Was haben Sie gelernt", "Und warum weben Sie"],
        ):
            for gap in ("\n\n", "\n"):
                talk = gap.join(f"{each}{gap}{SAID}{gap}{SAID}" for each in asked)
                text = f"Ada Blom on wool{gap}She spoke with us in May.{gap}{talk}"
                with self.subTest(text):
                    self.assertEqual(questions(text), asked)
                    self.assertEqual(parse(text).confidence, "low")

    def test_short_lines_that_do_not_ask_are_no_questions(self):
        text = "\n\n".join(f"{head}\n\n{SAID}" for head in ("The mill", "The river", "The town"))

        self.assertEqual(questions(text), [])

    def test_what_a_blog_puts_around_an_interview_is_left_out(self):
        talk = "\n\n".join(f"{asked}\n\n{SAID}" for asked in ASKED)
        above = "Interviews\n\nThe weaver\n\nPosted on March 3, 2026 by editor\n\nby admin"
        head = f"{above}\n\nShe weaves."

        transcript = parse(f"{head}\n\n{talk}\n\n« Previous Post\n\nRelated\n\nThe baker")

        self.assertEqual((transcript.title, transcript.introduction), ("The weaver", "She weaves."))
        self.assertEqual(len(transcript.left_out), 6)

    def test_the_end_of_a_page_is_left_out_also_without_blank_lines(self):
        talk = "\n\n".join(f"{asked}\n\n{SAID}" for asked in ASKED)
        for end in ("Leave a Reply\nYour comment", "Schreibe einen Kommentar\nDeine Antwort"):
            transcript = parse(f"{talk}\n\n{end}")
            self.assertEqual(transcript.exchanges[-1].answers[0].text, SAID)

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
