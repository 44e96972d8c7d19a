"""What a page or a machine adds to an interview is left out, and never within an answer."""

from django.test import SimpleTestCase

from interviews import transcripts

LINES = [
    "Advertisement",
    "Advertisement - Continue reading below",
    "Story continues below advertisement",
    "Continue reading the main story",
    "Publicité",
    "Share on Facebook",
    "Ada Blom at her loom. Photo: Mira Holt",
    "[Theme music]",
]
LAST_LINES = [
    "END 12:35",
    "[END OF INTERVIEW]",
    "End of transcript.",
    "Transcribed by Mira Holt",
    "Transcript by https://otter.ai",
    "Retrieved from https://example.org/loom",
    "This page was last edited on 3 March 2026.",
]
FORMS = ["Mira: {}", "Ada: {}"], ["**{}**", "{}"], ["{}", "{}"]


class Boilerplate(SimpleTestCase):
    def test_lines_between_question_answer_and_its_end_are_left_out(self):
        for form in FORMS:
            for line in LINES:
                with self.subTest(form[0], line=line):
                    how, so, now, teach = (
                        one.format(words)
                        for one, words in zip(
                            form * 2, ("How?", "So it began.", "And now?", "I teach."), strict=True
                        )
                    )
                    text = f"{how}\n\n{line}\n\n{so}\n\n{line}\n\nAnd so.\n\n{now}\n\n{teach}"

                    self.assert_left_out(text, line, ["So it began.\n\nAnd so.", "I teach."])

    def test_lines_below_the_last_answer_are_left_out(self):
        for form in FORMS:
            for line in LAST_LINES:
                with self.subTest(form[0], line=line):
                    turns = zip(form * 2, ("How?", "So.", "And now?", "I teach."), strict=True)
                    text = "\n\n".join(one.format(words) for one, words in turns)

                    self.assert_left_out(f"{text}\n\n{line}", line, ["So.", "I teach."])

    def assert_left_out(self, text, line, answers):
        transcript = transcripts.assemble(transcripts.parse(text))

        self.assertEqual([e.answers[0].text for e in transcript.exchanges], answers)
        self.assertIn(line, "\n".join(text for text, _why in transcript.left_out))

    def test_a_short_answer_that_looks_like_boilerplate_stays(self):
        text = "**How do you learn?**\n\nRead more.\n\n**And now?**\n\nEnd."

        answers = [
            e.answers[0].text for e in transcripts.assemble(transcripts.parse(text)).exchanges
        ]

        self.assertEqual(answers, ["Read more.", "End."])

    def test_a_standfirst_that_is_repeated_stands_once(self):
        opening = "Ada Blom has woven for forty years."
        for text in [
            f"---\nsummary: {opening}\n---\n\n{opening}\n\n**How?**\n\nSo.\n\n**Now?**\n\nYes.",
            f"{opening}\n\n*{opening}*\n\n**How?**\n\nSo.\n\n**Now?**\n\nYes.",
        ]:
            with self.subTest(text[:8]):
                transcript = transcripts.assemble(transcripts.parse(text))

                words = transcript.standfirst + transcript.introduction
                self.assertEqual(words.count(opening), 1)
                self.assertIn("The standfirst again.", dict(transcript.left_out).values())

    def test_links_within_the_old_site_are_counted(self):
        text = "**How?**\n\nBy [my book](/books/1) and [hers](../2).\n\n**Now?**\n\n[So](https://a.example)."

        warnings = transcripts.parse(text).warnings

        self.assertIn("Links that lead nowhere outside the site of the source: 2.", warnings)
