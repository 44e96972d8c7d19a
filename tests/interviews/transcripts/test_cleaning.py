"""Front matter, links, HTML, timestamps, boilerplate and closings around an interview."""

import datetime

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.transcripts import ParagraphRole, Speaker

TALK = "**How?**\n\nSo.\n\n**Now?**\n\nI teach."


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def left_out(text):
    return dict(parse(text).left_out)


class FrontMatter(SimpleTestCase):
    def test_front_matter_gives_title_date_summary_tags_and_people(self):
        facts = transcripts.parse(
            "---\ntitle: 'The weaver: a talk'\ndate: May 4th, 2022\nexcerpt: Short.\n"
            f"tags: [wool, Lund]\nguest: Ada Blom\nauthors:\n- mh\n---\n\n{TALK}"
        ).facts

        self.assertEqual(facts.title, "The weaver: a talk")
        self.assertEqual(facts.date, datetime.date(2022, 5, 4))
        self.assertEqual((facts.summary, facts.tags), ("Short.", ["wool", "Lund"]))
        self.assertEqual(facts.people, [Speaker("Ada Blom", "subject")])

    def test_front_matter_values_stay_strings(self):
        facts = transcripts.parse(f"---\ntitle: No\ntags: [1e3, yes]\n---\n\n{TALK}").facts

        self.assertEqual((facts.title, facts.tags), ("No", ["1e3", "yes"]))

    def test_front_matter_is_listed_as_left_out(self):
        front = "---\ntitle: Wool # or silk\nlayout: post\n---"

        self.assertIn(front, left_out(f"{front}\n\n{TALK}"))

    def test_invalid_front_matter_is_kept_with_a_warning(self):
        front = "---\ntitle: [never closed\n---"

        transcript = parse(f"{front}\n\n{TALK}")

        self.assertIn(front, dict(transcript.left_out))
        self.assertEqual(transcript.warnings, ["Front matter that could not be read."])
        self.assertEqual(len(transcript.exchanges), 2)

    def test_turns_between_two_rules_are_no_front_matter(self):
        text = "---\nAda: Why?\nBo: So.\n---\n\nAda: How?\n\nBo: Thus."

        self.assertEqual(len(parse(text).exchanges), 2)

    def test_a_yaml_bomb_does_no_harm(self):
        bomb = "a: &a [x, x]\n" + "".join(
            f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        )

        facts = transcripts.parse(f"---\ntitle: Wool\n{bomb}tags: *i\n---\n\n{TALK}").facts

        self.assertEqual(facts.title, "Wool")


class LinksAndFootnotes(SimpleTestCase):
    def test_a_definition_is_attached_to_every_answer_that_uses_it(self):
        link = '[loom]: https://example.org/ "A loom."'
        text = f"**How?**\n\nA [Loom][].\n\n**Now?**\n\nA [big one][loom].\n\n{link}"

        answers = [exchange.answers[0].text for exchange in parse(text).exchanges]

        self.assertEqual(answers, [f"A [Loom][].\n\n{link}", f"A [big one][loom].\n\n{link}"])

    def test_a_question_has_inline_links(self):
        text = "**How is [it][loom]?**\n\nSo.\n\n**Now?**\n\nYes.\n\n[loom]: https://example.org/"

        self.assertEqual(parse(text).exchanges[0].question, "How is [it](https://example.org/)?")

    def test_a_footnote_is_attached_to_the_answer_that_uses_it(self):
        note = "[^1]: From Lund.\n\n    In the south."
        text = f"**How?**\n\nWool.[^1]\n\n**Now?**\n\nI teach.\n\n{note}"

        answers = [exchange.answers[0].text for exchange in parse(text).exchanges]

        self.assertEqual(answers, [f"Wool.[^1]\n\n{note}", "I teach."])

    def test_a_link_in_a_footnote_is_attached_too(self):
        notes = "[^1]: From [Lund].\n\n[Lund]: https://example.org/"

        transcript = parse(f"**How?**\n\nWool.[^1]\n\n**Now?**\n\nI teach.\n\n{notes}")

        self.assertEqual(transcript.exchanges[0].answers[0].text, f"Wool.[^1]\n\n{notes}")

    def test_unused_definitions_are_listed_as_left_out(self):
        self.assertIn(
            "[silk]: https://example.org/", left_out(f"{TALK}\n\n[silk]: https://example.org/")
        )


class HTMLInText(SimpleTestCase):
    def answer(self, text):
        return parse(f"**How?**\n\n{text}\n\n**Now?**\n\nI teach.").exchanges[0].answers[0].text

    def test_an_html_picture_becomes_markdown(self):
        pictures = {
            '<img src="/a b.jpg" alt="A loom">': "![A loom](/a%20b.jpg)",
            '{% image "a.jpg" "A loom" %}': "![A loom](a.jpg)",
            '{% image_with_class "a.jpg" "wide" "A loom" %}': "![A loom](a.jpg)",
            '[{% image "a.jpg" "A loom" %}](b)': "[![A loom](a.jpg)](b)",
            '<figure><img src="a.jpg" alt="A loom"></figure>': "![A loom](a.jpg)",
            """<img src="{{ "/a.jpg" | url }}" alt="A loom">""": "![A loom](/a.jpg)",
        }
        for source, markdown in pictures.items():
            with self.subTest(source):
                self.assertEqual(self.answer(source), markdown)

    def test_a_missing_picture_has_a_warning(self):
        transcript = parse(f"{TALK}\n\n![A loom](loom.jpg)")

        self.assertIn("1 picture is named in the text", transcript.warnings[0])

    def test_html_links_and_emphasis_become_markdown(self):
        text = 'A <a href="https://example.org/">loom</a>, <em>old</em><br>and <span>grey</span>.'

        self.assertEqual(self.answer(text), "A [loom](https://example.org/), *old*  \nand grey.")

    def test_html_in_code_stays(self):
        self.assertEqual(
            self.answer("Write `<b>` or ``{{ 'x' }}``."), "Write `<b>` or ``{{ 'x' }}``."
        )

    def test_removed_html_is_listed_as_left_out(self):
        listed = left_out("**How?**\n\n<span class='x'>So.</span>\n\n**Now?**\n\nI teach.")

        self.assertIn("<span class='x'>\n</span>", listed)


class Timestamps(SimpleTestCase):
    def test_timestamps_in_brackets_are_removed_and_listed(self):
        for form in ["[00:01:{}]", "\\[0{}:15\\]", "[{}:20.5]"]:
            with self.subTest(form):
                one, two = form.format(10), form.format(20)
                transcript = parse(f"Mo: {one} How?\n\nAda: {two} So.\n\nMo: Now?\n\nAda: I teach.")

                self.assertEqual(transcript.exchanges[0].answers[0].text, "So.")
                self.assertEqual(
                    transcript.left_out[0], (f"{one} {two}", "Times of the recording.")
                )

    def test_a_time_of_day_stays(self):
        text = "**When?**\n\nAt [10:30].\n\n**Now?**\n\nI teach."

        self.assertEqual(parse(text).exchanges[0].answers[0].text, "At [10:30].")

    def test_a_break_in_the_recording_is_listed_as_left_out(self):
        for mark in ["**Break:** \\[10:20\\]", "[MUSIC]", "*[Theme music playing]*"]:
            with self.subTest(mark):
                transcript = parse(
                    f"Mo: How?\n\nAda: So.\n\n{mark}\n\nMo: Now?\n\nAda: \\[09:01\\] Tea."
                )

                self.assertIn("A break in the recording.", dict(map(reversed, transcript.left_out)))
                self.assertEqual(transcript.exchanges[0].answers[0].text, "So.")


class Boilerplate(SimpleTestCase):
    def test_boilerplate_of_a_whole_page_is_left_out(self):
        transcript = parse(
            "Home > Interviews\n\nThe weaver of Lund\nBy Mira Holt\nMarch 5, 2021\n8 min read\n"
            "Photo by Jo Ek\n\nAda has woven for forty years.\n\nHow did you begin?\nWith a loom.\n"
            "\nWhat do you do now?\nI teach.\n\nShare this\nFacebook Twitter\nLeave a Reply\n"
            "Your email address will not be published.\nI loved this. Where can I buy one?\n"
        )

        self.assertEqual(transcript.title, "The weaver of Lund")
        self.assertEqual(transcript.introduction, "Ada has woven for forty years.")
        self.assertEqual(
            [e.answers[0].text for e in transcript.exchanges], ["With a loom.", "I teach."]
        )
        self.assertEqual(len(transcript.left_out), 10)

    def test_text_that_only_resembles_boilerplate_stays(self):
        for words in ["By then it was dark.", "Share it with a friend.", "Comments are kind."]:
            with self.subTest(words):
                transcript = parse(f"{words}\n\n{TALK}\n\n{words}")

                self.assertEqual(transcript.introduction, words)
                self.assertIn(words, transcript.exchanges[1].answers[0].text)

    def test_a_question_that_looks_like_the_heading_of_comments_is_a_question(self):
        transcript = parse("How did you begin?\n\nWith a loom.\n\nComments?\n\nNone. I teach.")

        self.assertEqual([e.question for e in transcript.exchanges][1:], ["Comments?"])
        self.assertEqual(transcript.left_out, [])

    def test_questions_below_the_interview_are_left_out_with_a_warning(self):
        for talk in [TALK, "Mo: How?\n\nAda: So.\n\nMo: Now?\n\nAda: I teach."]:
            with self.subTest(talk):
                warnings = parse(f"{talk}\n\nComments\n\nWhere can I buy one?\n\nHere.").warnings

                self.assertEqual(warnings, ["Questions in what was left out at the end: 1."])

    def test_a_short_answer_is_not_boilerplate(self):
        text = "**How does one learn?**\n\nRead more.\n\n**Now?**\n\nI teach."

        self.assertEqual(parse(text).exchanges[0].answers[0].text, "Read more.")

    def test_the_terms_of_the_interview_stay_in_the_introduction(self):
        terms = "*This interview has been edited for length and clarity.*"

        self.assertEqual(parse(f"{terms}\n\n{TALK}").introduction, terms)


class Closing(SimpleTestCase):
    def test_text_after_a_last_dividing_line_is_the_closing(self):
        transcript = parse(f"{TALK}\n\n---\n\nAda’s blankets hang in Lund.")

        self.assertEqual(transcript.closing, "Ada’s blankets hang in Lund.")
        self.assertIn(("---", "A dividing line."), transcript.left_out)

    def test_a_last_paragraph_about_the_speaker_is_the_closing(self):
        text = "Mo: How?\n\nAda: So.\n\nMo: Now?\n\nAda: I teach.\n\nAda lives in Lund."

        transcript = parse(text)

        self.assertEqual(transcript.closing, "Ada lives in Lund.")
        self.assertEqual(transcript.exchanges[1].answers[0].text, "I teach.")

    def test_a_last_paragraph_about_the_interview_is_the_closing(self):
        for words in ["held on board in May", "recorded in Lund", "translated", "done by letter"]:
            with self.subTest(words):
                transcript = parse(f"{TALK}\n\nThe interview was {words}.")

                self.assertEqual(transcript.closing, f"The interview was {words}.")
                self.assertEqual(transcript.exchanges[1].answers[0].text, "I teach.")

    def test_an_editors_paragraph_below_the_last_thanks_has_no_speaker(self):
        talk = "Mo: How?\n\nAda: So.\n\nMo: Now?\n\nAda: I teach.\n\n**Mo:** Thank you."
        edited = "*This interview was edited for length.*"

        self.assertEqual(parse(f"{talk}\n\n{edited}").closing, f"**Mo:** Thank you.\n\n{edited}")

    def test_a_speaker_may_say_their_own_name(self):
        for words in ["They say “Ada, stop!” all day.", "To them I am just Ada."]:
            with self.subTest(words):
                text = f"Mo: How?\n\nAda: So.\n\nMo: Now?\n\nAda: I teach.\n\n{words}"

                self.assertEqual(parse(text).closing, "")

    def test_a_dividing_line_inside_an_answer_stays(self):
        text = "**How?**\n\nSo.\n\n***\n\nAnd so.\n\n**Now?**\n\nI teach."

        self.assertEqual(parse(text).exchanges[0].answers[0].text, "So.\n\n***\n\nAnd so.")

    def test_an_editors_note_is_a_note(self):
        for note in [
            "[Editor’s note: it burnt.]",
            "*Editor's note: it burnt.*",
            "[Ed.: it burnt.]",
        ]:
            with self.subTest(note):
                exchange = parse(f"**How?**\n\nSo.\n\n{note}\n\n**Now?**\n\nI teach.").exchanges[0]

                self.assertEqual((exchange.answers[0].text, exchange.note), ("So.", note))


class ParsedParagraphs(SimpleTestCase):
    def test_paragraphs_come_in_the_order_of_the_source_with_their_roles(self):
        parsed = transcripts.parse(f"# Wool\n\nAda weaves.\n\n{TALK}")

        self.assertEqual(
            [(paragraph.text, paragraph.role) for paragraph in parsed.paragraphs],
            [
                ("# Wool", ParagraphRole.TITLE),
                ("Ada weaves.", ParagraphRole.INTRODUCTION),
                ("How?", ParagraphRole.QUESTION),
                ("So.", ParagraphRole.ANSWER),
                ("Now?", ParagraphRole.QUESTION),
                ("I teach.", ParagraphRole.ANSWER),
            ],
        )
