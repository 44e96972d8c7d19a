"""The utterances of a source are numbered, and each part of the transcript has their numbers."""

from django.test import SimpleTestCase

from interviews.transcripts import Paragraph, ParagraphRole, ParsedTranscript, assemble, parse

TALK = """# Wool

Mira: How does [felt][1] hold?

Ada: By friction.

Ben: And by heat.[^a]

Share on Facebook

Mira: And linen?

Ada: Linen does not.

[1]: https://example.org/felt

[^a]: Some say by water.
"""


class Utterances(SimpleTestCase):
    def test_each_part_has_the_numbers_of_the_utterances_that_it_was_made_from(self):
        parsed = parse(TALK, "talk.md")
        numbers = {p.text.strip(): p.utterances for p in parsed.paragraphs}
        first, second = assemble(parsed).exchanges
        link, note = (
            numbers["[1]: https://example.org/felt"],
            numbers["[^a]: Some say by water."],
        )

        self.assertEqual([p.utterances for p in parsed.paragraphs][:3], [[1], [2], [3]])
        self.assertEqual(first.utterances, sorted([2, *link]))
        self.assertEqual([a.utterances for a in first.answers], [[3], sorted([4, *note])])
        self.assertEqual((second.utterances, second.answers[0].utterances), ([6], [7]))

    def test_each_utterance_has_the_role_and_the_reason_of_its_paragraph(self):
        places = assemble(parse(TALK, "talk.md")).places

        self.assertEqual(places[1], ("title", ""))
        self.assertEqual(places[5], ("left_out", "Buttons for sharing."))
        self.assertEqual(places[9], ("", ""))  # the footnote stands in the answer that uses it

    def test_an_utterance_that_was_split_or_joined_is_in_each_part(self):
        paragraphs = [
            Paragraph("How?", ParagraphRole.QUESTION, start=10, end=20, utterances=[1]),
            Paragraph("So.", ParagraphRole.ANSWER, start=20, end=90, utterances=[2, 3]),
            Paragraph("Why?", ParagraphRole.QUESTION, start=90, utterances=[3]),
            Paragraph("Advert", ParagraphRole.LEFT_OUT, reason="An advert.", utterances=[3]),
        ]
        transcript = assemble(ParsedTranscript(paragraphs))
        first, second = transcript.exchanges

        self.assertEqual((first.utterances, first.answers[0].utterances), ([1], [2, 3]))
        self.assertEqual((first.start, first.end, first.answers[0].start), (10, 90, 20))
        self.assertEqual((second.utterances, second.start, second.end), ([3], 90, None))
        self.assertEqual(transcript.places[3], ("answer", "An advert."))

    def test_an_end_before_the_start_is_no_time(self):
        paragraphs = [Paragraph("How?", ParagraphRole.QUESTION, start=90, end=20)]

        exchange = assemble(ParsedTranscript(paragraphs)).exchanges[0]

        self.assertEqual((exchange.start, exchange.end), (90, None))
