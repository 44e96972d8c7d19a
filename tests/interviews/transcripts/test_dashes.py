"""Dialogues in dashes, and texts in which nothing but the order tells who speaks."""

from django.test import SimpleTestCase

from interviews import transcripts


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def turns(text):
    return [(e.question, [(a.by, a.text) for a in e.answers]) for e in parse(text).exchanges]


class Dashes(SimpleTestCase):
    def test_a_dash_may_begin_questions_alone_or_answers_alone(self):
        for asks, answers in [("— {}", "{}"), ("{}", "— {}"), ("――{}", "{}")]:
            with self.subTest(asks, answers=answers):
                parts = [asks.format("How?"), answers.format("So."), asks.format("And now?")]
                text = "\n\n".join([*parts, answers.format("I teach.")])

                self.assertEqual(
                    turns(text), [("How?", [(None, "So.")]), ("And now?", [(None, "I teach.")])]
                )

    def test_double_dashes_ask_also_without_a_question_mark(self):
        lines = ["――どこで生まれましたか。", "北海道です。", "――ご両親は。", "漁師です。"]
        lines += ["――今は何を。", "本を書いています。"]
        expected = [line.removeprefix("――") for line in lines[::2]]
        for between in ("\n", "\n\n"):
            with self.subTest(between):
                text = between.join(lines)

                self.assertEqual([question for question, _answers in turns(text)], expected)

    def test_names_may_answer_questions_with_a_dash(self):
        for answer in ["田中：偶然でした。", "田中　偶然でした。", "**田中** 偶然でした。"]:
            with self.subTest(answer):
                text = f"――きっかけは？\n\n{answer}\n\n――今はどうですか。\n\n{answer}"

                self.assertEqual([by for _q, ((by, _text),) in turns(text)], ["田中"] * 2)

    def test_fiction_with_dashes_is_no_interview(self):
        text = (
            "—¿Vienes? —preguntó Ana.\n\nEl viento movía las ramas.\n\nNadie más había.\n\n"
            "—No lo sé —dijo Tomás.\n\nSe quedaron callados.\n\n—¿Por qué? —insistió ella."
        )

        transcript = parse(text)

        self.assertEqual((transcript.people, transcript.confidence), ([], "low"))

    def test_two_voices_that_ask_each_other_are_not_told_apart(self):
        text = (
            "How did you get here?\n\nI walked. Did you come by train?\n\nI did.\n\n"
            "It always is late. What will you do now?\n\nWait. And you?\n\nWalk home."
        )

        transcript = parse(text)

        self.assertEqual((transcript.people, transcript.confidence), ([], "low"))


class NumberedVoices(SimpleTestCase):
    def test_numbers_that_recur_tell_who_asks(self):
        text = "Q1: How?\n\nAda: So.\n\nQ2: And then?\n\nAda: I wove.\n\nQ1: Now?\n\nAda: Yes."

        self.assertEqual([e.asked_by for e in parse(text).exchanges], ["Q1", "Q2", "Q1"])

    def test_numbers_that_count_the_questions_name_nobody(self):
        text = "Q1: How?\n\nA1: So.\n\nQ2: And then?\n\nA2: I wove.\n\nQ3: Now?\n\nA3: Yes."

        self.assertEqual(parse(text).people, [])
