"""Texts with a speaker label before each turn."""

from django.test import SimpleTestCase

from interviews import transcripts


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def turns(text):
    """Return [(asked by, question, [(by, answer)])] of a text."""
    return [
        (e.asked_by, e.question, [(a.by, a.text) for a in e.answers]) for e in parse(text).exchanges
    ]


TWO_TURNS = [
    ("Mira Holt", "How did you begin?", [("Ada Blom", "With a loom.")]),
    ("Mira Holt", "And now?", [("Ada Blom", "I teach.")]),
]


class LabelForms(SimpleTestCase):
    def test_bold_labels_are_recognised_with_the_colon_inside_or_outside(self):
        for form in ["**{}:** ", "**{}**: ", "__{}:__ ", "*{}:* ", "<b>{}:</b> ", "{}: ", "{}："]:
            with self.subTest(form):
                mira, ada = form.format("Mira Holt"), form.format("Ada Blom")
                begin = f"{mira}How did you begin?\n\n{ada}With a loom."
                text = f"{begin}\n\n{mira}And now?\n\n{ada}I teach."

                self.assertEqual(turns(text), TWO_TURNS)

    def test_a_label_may_be_inside_a_bold_question_or_a_heading(self):
        for question in ["**Mira Holt: {}**", "### Mira Holt: {}", "**Mira Holt: {}"]:
            with self.subTest(question):
                begin, now = question.format("How did you begin?"), question.format("And now?")
                text = f"{begin}\n\n**Ada Blom:** With a loom.\n\n{now}\n\n**Ada:** I teach."

                self.assertEqual(turns(text), TWO_TURNS)

    def test_turns_need_no_blank_lines_between(self):
        begin = "Mira Holt: How did you begin?\nAda Blom: With a loom.\nIt was warm."
        text = f"{begin}\nMira: And now?\nAda: I teach."

        self.assertEqual(turns(text)[0][2], [("Ada Blom", "With a loom.\n\nIt was warm.")])
        self.assertEqual(turns(text)[1], TWO_TURNS[1])

    def test_paragraphs_without_a_label_continue_the_turn(self):
        text = "Mira: How?\n\nAda: So.\n\nAnd so.\n\nMira: Now?\n\nAda: I teach."

        self.assertEqual(turns(text)[0][2], [("Ada", "So.\n\nAnd so.")])

    def test_a_timestamp_beside_a_label_is_removed_and_listed(self):
        for form in ["{}: 00:0{}:12", "**{}:** 00:0{}:12", "{}  0:0{}"]:
            with self.subTest(form):
                mira, ada = form.format("Mira Holt", 1), form.format("Ada Blom", 2)
                begin = f"{mira}\n\nHow did you begin?\n\n{ada}\n\nWith a loom."
                text = f"{begin}\n\n{mira}\n\nAnd now?\n\n{ada}\n\nI teach."

                self.assertEqual(turns(text), TWO_TURNS)
                self.assertEqual(parse(text).left_out[-1][1], "Times of the recording.")

    def test_labels_are_recognised_in_other_scripts(self):
        texts = {
            "米拉：你是怎么开始的？\n阿达：从织布机开始。\n米拉：现在呢？\n阿达：我教书。": "米拉",
            "Мира: Как вы начали?\n\nАда: Со станка.\n\nМира: А теперь?\n\nАда: Учу.": "Мира",
        }
        for text, name in texts.items():
            with self.subTest(name):
                self.assertEqual([turn[0] for turn in turns(text)], [name, name])


class ShortLabels(SimpleTestCase):
    def names(self, *labels):
        """Return who asks and who answers, when these labels follow each other."""
        text = "\n\n".join(f"{n}: {'How?' if i % 2 == 0 else 'So.'}" for i, n in enumerate(labels))
        return [(asked_by, answers[0][0]) for asked_by, _question, answers in turns(text)]

    def test_initials_first_names_and_surnames_stand_for_the_full_name(self):
        for mira, ada in [
            ("MH", "AB"),
            ("Mira", "Ada"),
            ("Holt", "Blom"),
            ("Ms. Holt", "Dr. Blom"),
        ]:
            with self.subTest(mira):
                found = self.names("Mira Holt", "Ada Blom", mira, ada)

                self.assertEqual(found, [("Mira Holt", "Ada Blom")] * 2)

    def test_particles_and_hyphens_are_optional_in_initials(self):
        found = self.names("Mira O’Neil-Holt", "Jan van der Berg", "MOH", "JvdB", "MO", "JB")

        self.assertEqual(found, [("Mira O’Neil-Holt", "Jan van der Berg")] * 3)

    def test_initials_in_brackets_stand_for_the_name_before(self):
        text = "Mira Holt (XY): How?\n\nAda Blom (ABC): So.\n\nXY: And now?\n\nABC: I teach."

        self.assertEqual([turn[0] for turn in turns(text)], ["Mira Holt"] * 2)

    def test_a_name_in_the_introduction_is_what_initials_stand_for(self):
        text = "I met **Ada Blom**, a weaver.\n\nMH: How?\n\nAB: So.\n\nMH: Now?\n\nAB: I teach."

        self.assertEqual({person.name for person in parse(text).people}, {"MH", "Ada Blom"})

    def test_a_surname_stands_only_for_words_of_the_introduction_that_are_a_name(self):
        for introduction, name in {
            "With Ada Blom, at the loom.": "Ada Blom",
            "Mit Ada Blom sprach Mira Holt.": "Ada Blom",
            "Jan van Blom weaves.": "Jan van Blom",
            "Ada M. Blom weaves.": "Ada M. Blom",
            "Photographer Ada Blom speaks.": "Blom",
            "Weberin Ada Blom webt.": "Blom",
            "The Blom Museum has closed.": "Blom",
            "Die Familie Blom webt.": "Blom",
        }.items():
            with self.subTest(introduction):
                text = f"{introduction}\n\nQi: How?\n\nBlom: So.\n\nQi: Now?\n\nBlom: I teach."

                self.assertEqual({person.name for person in parse(text).people}, {"Qi", name})

    def test_a_long_name_in_the_introduction_is_what_its_beginning_stands_for(self):
        for label in ("Ada", "ALB"):
            text = f"Ada Luz Blom weaves.\n\nQi: How?\n\n{label}: So.\n\nQi: Why?\n\n{label}: I do."
            with self.subTest(label):
                self.assertEqual(
                    {person.name for person in parse(text).people}, {"Qi", "Ada Luz Blom"}
                )

    def test_a_name_in_capitals_is_the_name_in_the_introduction(self):
        text = "I met Ada Blom.\n\nMO: How?\n\nADA BLOM: So.\n\nMO: Now?\n\nADA BLOM: I teach."

        self.assertEqual({person.name for person in parse(text).people}, {"MO", "Ada Blom"})

    def test_initials_that_fit_two_people_stay_initials(self):
        text = "**Ada Blom** and **Ali Baba** came.\n\nMH: How?\n\nAB: So.\n\nMH: Now?\n\nAB: Yes."

        self.assertEqual({person.name for person in parse(text).people}, {"MH", "AB"})

    def test_joint_speakers_stay_one(self):
        text = "Mira: How?\n\nAda Blom and Jo Ek: So.\n\nMira: Now?\n\nAB and JE: We teach."

        self.assertEqual([turn[2][0][0] for turn in turns(text)], ["Ada Blom and Jo Ek"] * 2)

    def test_a_team_and_joint_speakers_are_read_in_bold_even_where_few_turns_have_labels(self):
        text = (
            "**Museum team:** Is it heavy?\n\n**Ada B. and Jo E.:** Yes.\n\n"
            "**Museum team:** How heavy?\n\n**Ada B.:** Two tonnes.\n\n**Jo E.:** Or three."
        )

        self.assertEqual(parse(text).confidence, "high")
        self.assertEqual(
            turns(text),
            [
                ("Museum team", "Is it heavy?", [("Ada B. and Jo E.", "Yes.")]),
                (
                    "Museum team",
                    "How heavy?",
                    [("Ada B.", "Two tonnes."), ("Jo E.", "Or three.")],
                ),
            ],
        )

    def test_a_label_that_differs_from_the_name_is_listed(self):
        left_out = parse("Mira: How?\n\nAda Blom: So.\n\nMira: Now?\n\nAB: I teach.").left_out

        self.assertEqual(left_out, [("AB", "Label of Ada Blom.")])


class LetterLabels(SimpleTestCase):
    def test_letter_labels_name_no_speaker(self):
        forms = ["{}: ", "{}. ", "{} - ", "**{}:** ", "**{}**: ", "{}1: "]
        for form in forms:
            with self.subTest(form):
                q, a = form.format("Q"), form.format("A")
                text = f"{q}How?\n\n{a}So.\n\n{q}Now?\n\n{a}I teach.\n\nDaily."

                self.assertEqual(
                    turns(text),
                    [
                        (None, "How?", [(None, "So.")]),
                        (None, "Now?", [(None, "I teach.\n\nDaily.")]),
                    ],
                )
                self.assertEqual(parse(text).people, [])

    def test_letter_labels_are_recognised_in_other_languages(self):
        for q, a in [("P", "R"), ("F", "A"), ("В", "О"), ("问", "答"), ("Pregunta", "Respuesta")]:
            with self.subTest(q):
                self.assertEqual(len(turns(f"{q}: How?\n\n{a}: So.\n\n{q}: Now?\n\n{a}: Yes.")), 2)

    def test_text_without_a_label_after_a_q_is_the_answer(self):
        text = "**Q: How?**\n\nSo.\n\nAnd so.\n\n**Q: Now?**\n\nI teach."

        self.assertEqual(turns(text)[0], (None, "How?", [(None, "So.\n\nAnd so.")]))


class WordsBeforeColons(SimpleTestCase):
    def test_prose_is_not_a_label(self):
        for prose in ["One thing: it is slow.", "Note: in 1990.", "https://example.org/", "10:30."]:
            with self.subTest(prose):
                text = f"Mira: How?\n\nAda: So.\n\n{prose}\n\nMira: Now?\n\nAda: I teach."

                self.assertEqual(turns(text)[0][2], [("Ada", f"So.\n\n{prose}")])

    def test_facts_before_the_first_turn_are_not_labels(self):
        text = (
            "Venue: Lund\n\nLanguage: Swedish\n\nMira: How?\n\nAda: So.\n\nMira: Now?\n\nAda: Yes."
        )

        transcript = parse(text)

        self.assertEqual(transcript.introduction, "Venue: Lund\n\nLanguage: Swedish")
        self.assertEqual(len(transcript.people), 2)

    def test_somebody_who_speaks_once_among_others_is_a_speaker(self):
        long = "So.\n\nAnd so.\n\nAnd so on."
        begin = f"Mira: How?\n\nAda: {long}\n\nMira: You, Jo?\n\nJo: {long}"
        text = f"{begin}\n\nMira: Now?\n\nAda: Yes."

        self.assertEqual(turns(text)[1][2], [("Jo", long)])


class RoleLabels(SimpleTestCase):
    def test_role_labels_are_recognised(self):
        labels = (
            "Question,Host,HOSTS,Interviewer,Interviewee,Moderator,Audience,Audience 1,Speaker,"
            "Speaker 2,Speaker B,Speaker1,Guest #2,Both,All,Anchor,Q,A,Q1,Guest,Caller,Co-host,"
            "Audience member,Unknown speaker,Guest:,Réponse,Entrevistadora,問"
        )
        for label in labels.split(","):
            with self.subTest(label):
                self.assertTrue(transcripts.is_role_label(label))

    def test_a_name_is_not_a_role_label(self):
        for name in ["Ada Blom", "Christopher Guest", "A. Host", "AB", "Allan", "阿达", "", "2"]:
            with self.subTest(name):
                self.assertFalse(transcripts.is_role_label(name))


class Interviewers(SimpleTestCase):
    def test_several_people_answer_one_question(self):
        text = "Mira: How?\n\nAda: So.\n\nBo: Not so.\n\nMira: Now?\n\nAda: I teach.\n\nBo: I rest."

        self.assertEqual(turns(text)[0], ("Mira", "How?", [("Ada", "So."), ("Bo", "Not so.")]))

    def test_a_remark_of_the_interviewer_is_a_question(self):
        text = (
            "Mira: How?\n\nAda: So.\n\nMira: That is a lot.\n\nAda: Yes.\n\nMira: Now?\n\nAda: Tea."
        )

        self.assertEqual(turns(text)[1], ("Mira", "That is a lot.", [("Ada", "Yes.")]))

    def test_headings_are_questions_if_only_answers_have_labels(self):
        how = "## 1. How?\n\n**Ada:** So.\n\n**Bo:** Not so."
        text = f"{how}\n\n## 2. Now?\n\n**Ada:** I teach.\n\n**Bo:** I rest."

        self.assertEqual(turns(text)[0], (None, "How?", [("Ada", "So."), ("Bo", "Not so.")]))

    def test_a_speaker_labelled_interviewer_asks(self):
        text = "Interviewer: Your wool.\n\nAda: Grey?\n\nInterviewer: Go on.\n\nAda: What else?"

        self.assertEqual([turn[0] for turn in turns(text)], ["Interviewer"] * 2)

    def test_speakers_who_ask_equally_often_make_low_confidence(self):
        text = "Bo: I weave.\n\nAda: Me too. And you?\n\nBo: Silk. And you?\n\nAda: Wool."

        transcript = parse(text)

        self.assertEqual(transcript.confidence, "low")
        self.assertIn("not certain", transcript.warnings[0])

    def test_thanks_at_the_end_are_the_closing(self):
        text = "Mira: How?\n\nAda: So.\n\nMira: Now?\n\nAda: I teach.\n\nMira: Thank you."

        transcript = parse(text)

        self.assertEqual(transcript.closing, "**Mira:** Thank you.")
        self.assertEqual(len(transcript.exchanges), 2)

    def test_a_picture_below_a_question_is_a_note(self):
        text = "Mira: How?\n\n![A loom](loom.jpg)\n\nAda: So.\n\nMira: Now?\n\nAda: I teach."

        exchange = parse(text).exchanges[0]

        self.assertEqual((exchange.question, exchange.note), ("How?", "![A loom](loom.jpg)"))
