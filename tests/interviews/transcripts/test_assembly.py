"""An interview is assembled from paragraphs, also after an editor changed roles."""

from django.test import SimpleTestCase

from interviews.transcripts import Paragraph, ParagraphRole, ParsedTranscript, assemble


def assembled(*paragraphs):
    """Return the Transcript of (role, text) or (role, text, speaker)."""
    return assemble(
        ParsedTranscript([Paragraph(text, role, *speaker) for role, text, *speaker in paragraphs])
    )


class AssembledInterviews(SimpleTestCase):
    def test_every_role_goes_to_its_field(self):
        transcript = assembled(
            (ParagraphRole.TITLE, "# Wool"),
            (ParagraphRole.STANDFIRST, "Short."),
            (ParagraphRole.INTRODUCTION, "Ada weaves."),
            (ParagraphRole.QUESTION, "How?", "Mira"),
            (ParagraphRole.ANSWER, "So.", "Ada"),
            (ParagraphRole.NOTE, "It burnt."),
            (ParagraphRole.CLOSING, "She rests."),
            (ParagraphRole.LEFT_OUT, "Share"),
        )

        self.assertEqual(
            transcript.as_dict(),
            {
                "title": "Wool",
                "standfirst": "Short.",
                "introduction": "Ada weaves.",
                "closing": "She rests.",
                "people": [
                    {"name": "Mira", "role": "interviewer"},
                    {"name": "Ada", "role": "subject"},
                ],
                "exchanges": [
                    {
                        "question": "How?",
                        "asked_by": "Mira",
                        "answers": [{"by": "Ada", "text": "So."}],
                        "note": "It burnt.",
                    }
                ],
                "left_out": [{"text": "Share", "why": ""}],
                "warnings": [],
                "confidence": "high",
            },
        )

    def test_an_answer_before_any_question_keeps_its_speaker(self):
        transcript = assembled(
            (ParagraphRole.ANSWER, "So.", "Ada"),
            (ParagraphRole.QUESTION, "How?"),
            (ParagraphRole.ANSWER, "So."),
        )

        first = transcript.exchanges[0]

        self.assertEqual((first.question, first.answers[0].by), ("", "Ada"))
        self.assertIn("Exchanges without a question: 1.", transcript.warnings)

    def test_an_unanswered_question_is_kept_with_a_warning(self):
        transcript = assembled(
            (ParagraphRole.QUESTION, "How?", "Mira"), (ParagraphRole.QUESTION, "Now?", "Bo")
        )

        self.assertEqual([e.question for e in transcript.exchanges], ["How?", "Now?"])
        self.assertIn("Questions without an answer: 2.", transcript.warnings)

    def test_a_question_may_have_several_paragraphs(self):
        transcript = assembled(
            (ParagraphRole.QUESTION, "It rained."),
            (ParagraphRole.QUESTION, "How?"),
            (ParagraphRole.ANSWER, "So."),
        )

        self.assertEqual([e.question for e in transcript.exchanges], ["It rained.\n\nHow?"])

    def test_a_paragraph_without_a_speaker_continues_the_answer(self):
        transcript = assembled(
            (ParagraphRole.QUESTION, "How?"),
            (ParagraphRole.ANSWER, "So.", "Ada"),
            (ParagraphRole.ANSWER, "Yes."),
        )

        self.assertEqual([a.text for a in transcript.exchanges[0].answers], ["So.\n\nYes."])

    def test_a_section_goes_with_the_question_below_it_and_a_note_with_the_answer_above(self):
        transcript = assembled(
            (ParagraphRole.NOTE, "## Then"),
            (ParagraphRole.QUESTION, "How?"),
            (ParagraphRole.ANSWER, "So."),
            (ParagraphRole.NOTE, "It burnt."),
            (ParagraphRole.NOTE, "## Today"),
            (ParagraphRole.QUESTION, "Now?"),
            (ParagraphRole.ANSWER, "Tea."),
        )

        self.assertEqual([e.note for e in transcript.exchanges], ["Then\n\nIt burnt.", "Today"])

    def test_words_in_the_introduction_keep_the_name_of_their_speaker(self):
        transcript = assembled((ParagraphRole.INTRODUCTION, "Welcome.", "Mira"))

        self.assertEqual(transcript.introduction, "**Mira:** Welcome.")

    def test_a_speaker_who_mostly_answers_is_a_subject(self):
        transcript = assembled(
            (ParagraphRole.QUESTION, "How?", "Mira"),
            (ParagraphRole.ANSWER, "So.", "Ada"),
            (ParagraphRole.QUESTION, "And you?", "Ada"),
            (ParagraphRole.ANSWER, "Not so.", "Mira"),
            (ParagraphRole.QUESTION, "Now?", "Mira"),
            (ParagraphRole.ANSWER, "Tea.", "Ada"),
        )

        self.assertEqual([p.role for p in transcript.people], ["interviewer", "subject"])

    def test_a_transcript_without_exchanges_has_a_warning(self):
        transcript = assembled((ParagraphRole.INTRODUCTION, "Ada weaves."))

        self.assertIn("does not seem to be an interview", transcript.warnings[0])
