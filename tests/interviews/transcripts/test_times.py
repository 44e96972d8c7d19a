"""Times of a recording stay with their exchange, not in the words."""

from django.test import SimpleTestCase

from interviews import transcripts

FORMS = [
    "{n}  0:{s}\n{t}",
    "{n} (00:{s}):\n{t}",
    "{n}: [00:00:{s}] {t}",
    "[00:00:{s}] {n}: {t}",
    "00:00:{s} {n}: {t}",
    "00:00:{s}\n{n}\n{t}",
    "**{n}:** [00:{s}] {t}",
    "{n}: 00:00:{s}\n\n{t}",
    "[00:00:{s}.00] - {n}\n{t}",
]
TURNS = [("Mara", "How did you begin?"), ("Ada", "So."), ("Mara", "And now?"), ("Ada", "Yes.")]


class Times(SimpleTestCase):
    def test_an_exchange_lasts_from_its_question_to_the_next(self):
        for form in FORMS:
            with self.subTest(form):
                seconds = zip(TURNS, ("03", "07", "15", "18"), strict=True)
                text = "\n\n".join(form.format(n=n, t=t, s=s) for (n, t), s in seconds)

                first, second = transcripts.assemble(transcripts.parse(text)).exchanges

                self.assertEqual((first.start, first.end), (3000, 15000))
                self.assertEqual((second.start, second.end), (15000, 18000))
                self.assertEqual(
                    [first.question, first.answers[0].text], ["How did you begin?", "So."]
                )

    def test_the_times_of_a_turn_that_has_both_are_kept(self):
        for form in ["Mara: [00:00:03] {} [00:00:05][2.1]", "0:0:3.0 --> 0:0:5.0\nMara\n{}"]:
            with self.subTest(form):
                turn = form.format("How did you begin?")
                answer = form.format("So.").replace("Mara", "Ada")
                text = f"{turn}\n\n{answer}\n\n{turn}\n\n{answer}"

                exchange = transcripts.assemble(transcripts.parse(text)).exchanges[0]

                self.assertEqual((exchange.start, exchange.end), (3000, 5000))
                self.assertEqual(exchange.question, "How did you begin?")

    def test_a_single_time_is_a_time_of_day(self):
        text = "Mara: When?\n\nAda: 12:30 is late.\n\nMara: And now?\n\nAda: I rest."

        exchange = transcripts.assemble(transcripts.parse(text)).exchanges[0]

        self.assertEqual((exchange.start, exchange.answers[0].text), (None, "12:30 is late."))
