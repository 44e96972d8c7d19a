"""Lines above a transcript that name its people, title, date and place."""

from datetime import date

from django.test import SimpleTestCase

from interviews import transcripts
from tests.interviews.transcripts.plain_interviews import WAITING

TALK = "\n\n".join(each for triple in WAITING for each in triple)
LINES = """Title: Waiting is work
Interviewee: Ada Example (weaver)
Interviewer: Ben Sample
Date of interview: 3 March 2026
Place: Hull
Transcribed by: Cora Test
"""


def read(text):
    parsed = transcripts.parse(text)
    return parsed, transcripts.assemble(parsed)


class HeaderLines(SimpleTestCase):
    def test_the_lines_give_title_people_date_and_place(self):
        for gap in ("\n", "\n\n"):
            parsed, transcript = read(LINES.replace("\n", gap) + "\n" + TALK)

            self.assertEqual(transcript.title, "Waiting is work")
            people = [(person.name, person.role) for person in transcript.people]
            self.assertEqual(people, [("Ada Example", "subject"), ("Ben Sample", "interviewer")])
            self.assertEqual((parsed.facts.held_on, parsed.facts.place), (date(2026, 3, 3), "Hull"))
            self.assertEqual(len(transcript.exchanges), 3)
            self.assertIn("Cora Test", transcript.left_out[0][0])

    def test_a_title_may_stand_above_the_lines(self):
        lines = (
            "Über das Warten\n\nGesprächspartnerin: Greta Muster\nInterviewerin: Petra Probe\n\n"
        )

        _parsed, transcript = read(lines + "Greta Muster wohnt in Köln.\n\n" + TALK)

        self.assertEqual(transcript.title, "Über das Warten")
        self.assertEqual(next(person.name for person in transcript.people), "Greta Muster")

    def test_turns_of_a_conversation_are_no_such_lines(self):
        for text in (
            "Interviewer: When?\n\nGuest: Now.\n\nInterviewer: Why?\n\nGuest: It rains.",
            "Host: Hello there\n\nGuest: Good morning\n\nHost: Is it raining?\n\nGuest: It is.",
            "Place: Hull\n\nInterviewer: When?\n\nGuest: Now.\n\nInterviewer: Why?\n\nGuest: Rain.",
        ):
            parsed, transcript = read(text)

            self.assertEqual(parsed.facts, transcripts.Facts(), text)
            self.assertGreaterEqual(len(transcript.exchanges), 2, text)


class NotesAboutTheInterview(SimpleTestCase):
    def test_a_note_on_the_terms_below_the_last_answer_is_not_part_of_it(self):
        for note in (
            "Ada Example agreed to speak on the condition that nothing is cut.",
            "The conversation has been lightly edited for length and clarity.",
        ):
            for end in ("", " Is that an answer?"):
                _parsed, transcript = read(
                    f"Ada Example on rain\n\nIn Hull.\n\n{TALK}{end}\n\n{note}"
                )
                with self.subTest(note + end):
                    self.assertEqual(len(transcript.exchanges), 3)
                    self.assertEqual(transcript.closing, note)

    def test_a_title_that_asks_has_no_note_as_its_answer(self):
        note = "Ada Example agreed to speak on the condition that nothing is cut."

        _parsed, transcript = read(f"Can machines wait?\n\n{note}\n\n{TALK}")

        self.assertEqual(len(transcript.exchanges), 3)
