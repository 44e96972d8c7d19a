"""Texts with two structures: questions, and words before a colon within the answers."""

from django.test import SimpleTestCase

from interviews import transcripts

FORMS = {"bold": ("**{}**", "**{}:** "), "heading": ("## {}", "{}: "), "plain": ("{}", "{}: ")}


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def asked(transcript):
    return [(e.question, [answer.by for answer in e.answers]) for e in transcript.exchanges]


class RunIns(SimpleTestCase):
    def test_words_before_colons_within_answers_are_no_speakers(self):
        for question, label in FORMS.values():
            laptop, editor = label.format("Hardware"), label.format("Software")
            with self.subTest(question):
                text = (
                    f"{question.format('What do you carry?')}\n\nA bag.\n\n{laptop}grey.\n\n"
                    f"{editor}an old one.\n\n{question.format('What would you change?')}\n\n"
                    f"{laptop}lighter.\n\n{editor}none.\n\n{question.format('And now?')}\n\nRest."
                )

                transcript = parse(text)

                self.assertEqual(transcript.people, [])
                self.assertEqual(
                    asked(transcript),
                    [
                        (q, [None])
                        for q in ("What do you carry?", "What would you change?", "And now?")
                    ],
                )

    def test_organisations_that_answer_every_question_are_speakers(self):
        teams = "**Forms team:** A form.\n\n**Data team:** A table."
        text = f"**What did you build?**\n\n{teams}\n\n**How long did it take?**\n\n{teams}"

        self.assertEqual(asked(parse(text))[1][1], ["Forms team", "Data team"])

    def test_bold_questions_below_a_heading_that_asks_are_follow_ups(self):
        text = (
            "## How did you begin?\n\nBy accident.\n\n**What accident?**\n\nA neighbour left.\n\n"
            "## And now?\n\nForty hives.\n\n### Why so many?\n\nFor the honey.\n\n"
            "#### Is it sweet?\n\nYes."
        )

        questions = [question for question, _by in asked(parse(text))]

        self.assertEqual(
            questions,
            ["How did you begin?", "What accident?", "And now?", "Why so many?", "Is it sweet?"],
        )
