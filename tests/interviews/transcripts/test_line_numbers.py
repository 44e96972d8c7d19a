"""Pages of a court, with a number before each line."""

from django.test import SimpleTestCase

from interviews import transcripts

PAGES = """\
 1                 DIRECT EXAMINATION
 2        Q.   Where did you keep the bees?
 3        A.   Behind the house, in the old
 4   orchard that my father planted.
                    Page 12
 1        Q.   How many hives?
 2             MS. DOYLE:  Objection.
 3             THE COURT:  Overruled.
 4             THE WITNESS:  Forty.
 5        Q.   And the honey?
 6        A.   Two spoons.
"""


class LineNumbers(SimpleTestCase):
    def setUp(self):
        self.transcript = transcripts.assemble(transcripts.parse(PAGES))

    def test_lines_of_a_turn_are_one_paragraph(self):
        first = self.transcript.exchanges[0]

        self.assertEqual(first.question, "Where did you keep the bees?")
        self.assertEqual(
            first.answers[0].text, "Behind the house, in the old orchard that my father planted."
        )

    def test_others_in_the_court_are_named_as_the_page_names_them(self):
        second = self.transcript.exchanges[1]

        self.assertEqual(
            [answer.by for answer in second.answers], ["Ms. Doyle", "The Court", "The Witness"]
        )

    def test_others_in_the_court_are_named_where_most_turns_have_letters(self):
        lines = ["Q.   Where?", "A.   At home.", "Q.   Why?", "A.   It rained."] * 3
        lines += ["MR. ASH:  Vague.", "THE COURT:  Sustained.", "THE WITNESS:  It snowed."]
        lines += ["Q.   And the point?", "A.   THE POINT:  none."]
        page = "\n".join(f"{n:2}        {line}" for n, line in enumerate(lines, start=1))

        transcript = transcripts.assemble(transcripts.parse(page))

        self.assertEqual(
            [(answer.by, answer.text) for answer in transcript.exchanges[5].answers],
            [
                (None, "It rained."),
                ("Mr. Ash", "Vague."),
                ("The Court", "Sustained."),
                ("The Witness", "It snowed."),
            ],
        )
        self.assertEqual(transcript.exchanges[6].answers[0].text, "THE POINT:  none.")

    def test_numbers_of_lines_and_pages_are_left_out(self):
        left_out = dict(self.transcript.left_out)

        self.assertEqual(left_out["1 2 3 4 1 2 3 4 5 6"], "Numbers of the lines.")
        self.assertEqual(left_out["Page 12"], "Heads and feet of the pages.")

    def test_numbers_within_a_text_without_line_numbers_stay(self):
        text = "Q: How many?\n\nA: 40.\n\nQ: And before?\n\nA: 12 hives, then\n3 more."

        answers = transcripts.assemble(transcripts.parse(text)).exchanges

        self.assertIn("3 more", answers[1].answers[0].text)
