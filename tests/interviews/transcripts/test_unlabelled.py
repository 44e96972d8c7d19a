"""Texts without speaker labels: which paragraph is a question."""

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.transcripts.formats import web_pages


def parse(text):
    return transcripts.assemble(transcripts.parse(text))


def exchanges(text):
    """Return [(question, answer)] of a text; an answer is all its paragraphs."""
    return [
        (exchange.question, "\n\n".join(answer.text for answer in exchange.answers))
        for exchange in parse(text).exchanges
    ]


BEGIN = ("How did you begin?", "With a loom.")
NOW = ("And now?", "I teach.")


class EmphasisedQuestions(SimpleTestCase):
    def test_a_question_is_a_paragraph_in_bold(self):
        for mark in [
            "**{}**",
            "__{}__",
            "***{}***",
            "**_{}_**",
            "<strong>{}</strong>",
            "<b>{}</b>",
        ]:
            with self.subTest(mark):
                begin, now = mark.format(BEGIN[0]), mark.format(NOW[0])

                self.assertEqual(
                    exchanges(f"{begin}\n\nWith a loom.\n\n{now}\n\nI teach."), [BEGIN, NOW]
                )

    def test_a_bold_question_may_be_wrapped_or_unclosed(self):
        text = "**How did\nyou begin?**\n\nWith a loom.\n\n**And now?\n\nI teach."

        self.assertEqual(exchanges(text), [BEGIN, NOW])

    def test_an_answer_may_follow_a_bold_question_on_the_same_or_next_line(self):
        text = "**How did you begin?** With a loom.\n\n**And now?**\nI teach."

        self.assertEqual(exchanges(text), [BEGIN, NOW])

    def test_a_prompt_among_questions_needs_no_question_mark(self):
        text = "**Tell me about your town.**\n\nSmall.\n\n**And the river?**\n\nWide."

        self.assertEqual(exchanges(text)[0], ("Tell me about your town.", "Small."))

    def test_numbers_of_questions_are_removed_and_listed(self):
        text = "1. **How did you begin?**\n\n    With a loom.\n\n2. **And now?**\n\n    I teach."

        transcript = parse(text)

        self.assertEqual(exchanges(text), [BEGIN, NOW])
        self.assertIn(("1. 2.", "Numbers of the questions."), transcript.left_out)

    def test_lists_below_a_numbered_question_keep_their_levels(self):
        text = (
            "1. __How?__\n\n    So:\n\n    - one\n        - two\n\n1. __And now?__\n\n    I teach."
        )

        self.assertEqual(exchanges(text)[0], ("How?", "So:\n\n- one\n    - two"))

    def test_bold_text_without_question_marks_is_no_question(self):
        text = "**Wool**\n\nIt is warm.\n\n**Silk**\n\nIt is thin.\n\n**Why?**\n\nNobody knows."

        self.assertEqual(exchanges(text), [])

    def test_code_that_looks_like_a_question_stays_code(self):
        text = "**How?**\n\n```\n**What?**\n\nQ: no\n```\n\n**And now?**\n\nI teach."

        self.assertEqual(exchanges(text)[0][1], "```\n**What?**\n\nQ: no\n```")


class HeadingQuestions(SimpleTestCase):
    def test_a_question_may_be_a_heading(self):
        text = "### How did you begin?\n\nWith a loom.\n\n### And now?\n\nI teach."

        self.assertEqual(exchanges(text), [BEGIN, NOW])

    def test_underlined_headings_are_headings(self):
        text = "How did you begin\n=====\n\nWool.\n\nAnd now?\n====\n\nI teach.\n\nWhy?\n===\n\nSo."

        self.assertEqual(
            [question for question, _answer in exchanges(text)][1:], ["And now?", "Why?"]
        )

    def test_the_only_highest_heading_is_the_title(self):
        transcript = parse("# The weaver\n\n## How?\n\nSo.\n\n## And now?\n\nI teach.")

        self.assertEqual((transcript.title, len(transcript.exchanges)), ("The weaver", 2))

    def test_a_heading_above_bold_questions_is_a_note(self):
        text = "**How?**\n\nSo.\n\n## Today\n\n**And now?**\n\nI teach."

        notes = [exchange.note for exchange in parse(text).exchanges]

        self.assertEqual(notes, ["", "Today"])

    def test_a_last_section_is_the_closing(self):
        talk = "## Then\n\n**How?**\n\nSo.\n\n## Today\n\n**Now?**\n\nI teach."
        text = f"{talk}\n\n## Links\n\nSee here."

        transcript = parse(text)

        self.assertEqual(transcript.closing, "## Links\n\nSee here.")


class PlainQuestions(SimpleTestCase):
    def test_a_paragraph_with_a_final_question_mark_is_a_question(self):
        text = (
            "Ada weaves.\n\nShe is old. How did you begin?\n\nWith a loom.\n\nAnd now?\n\nI teach."
        )

        transcript = parse(text)

        self.assertEqual(transcript.introduction, "Ada weaves.")
        self.assertEqual(exchanges(text), [("She is old. How did you begin?", "With a loom."), NOW])

    def test_questions_are_recognised_in_many_scripts(self):
        texts = {
            "es": "¿Cómo empezaste?\n\nCon un telar.\n\n¿Y ahora?\n\nEnseño.",
            "zh": "你是怎么开始的？\n\n从织布机开始。\n\n现在呢？\n\n我教书。",
            "ar": "كيف بدأت؟\n\nبدأت بنول.\n\nوماذا الآن؟\n\nأنا أعلّم.",
            "el": "Πώς ξεκινήσατε;\n\nΜε έναν αργαλειό.\n\nΚαι τώρα;\n\nΔιδάσκω.",
        }
        for language, text in texts.items():
            with self.subTest(language):
                self.assertEqual(len(exchanges(text)), 2)

    def test_quotes_brackets_and_notes_may_follow_the_question_mark(self):
        for end in ["?”", "?)", "?**", "? [laughs]", "?[^1]", "?!"]:
            with self.subTest(end):
                text = f"How did you begin{end}\n\nWith a loom.\n\nWhat do you do now?\n\nI teach."

                self.assertEqual(len(exchanges(text)), 2)

    def test_text_with_one_paragraph_a_line_is_parsed(self):
        text = "How did you begin?\nWith a loom.\nIt was warm.\nAnd now?\nI teach."

        self.assertEqual(exchanges(text), [(BEGIN[0], "With a loom.\n\nIt was warm."), NOW])

    def test_an_answer_directly_below_its_question_is_parsed(self):
        text = "How did you begin?\nWith a loom.\n\nAnd now?\nI teach."

        self.assertEqual(exchanges(text), [BEGIN, NOW])

    def test_hard_wrapped_lines_are_one_paragraph(self):
        text = (
            "How did you come to weaving, and what was the\nfirst thing you made?\n\n"
            "My grandmother had a loom in her kitchen, and I\n"
            "sat under it whenever it rained, which\nwas often. It was warm.\n\n"
            "And now?\n\nI teach."
        )

        found = exchanges(text)

        self.assertEqual(len(found), 2)
        self.assertEqual(
            found[0][0],
            "How did you come to weaving, and what was the first thing you made?",
        )

    def test_deliberate_line_breaks_stay(self):
        begin = "How did you begin?\n\nWith these.\n\nWool\nSilk"
        text = f"{begin}\n\nAnd now?\n\nI teach.\n\nDaily.\n\nYes."

        self.assertIn("Wool  \nSilk", exchanges(text)[0][1])

    def test_a_question_inside_an_answer_is_not_one(self):
        text = "How did you begin?\n\nWho knows? With a loom.\n\nAnd now?\n\nI teach."

        self.assertEqual(exchanges(text)[0][1], "Who knows? With a loom.")

    def test_an_answer_may_end_with_a_rhetorical_question(self):
        text = (
            "How did you begin?\n\nWith a loom. Who could have known where it would lead?\n\n"
            "I kept thinking: what am I doing here?\n\nThen it was done.\n\n"
            "What do you make now?\n\nBlankets."
        )

        self.assertEqual([q for q, _a in exchanges(text)], [BEGIN[0], "What do you make now?"])

    def test_an_answer_may_end_with_a_question_before_the_next_question(self):
        text = (
            "How did you begin?\n\nWith a loom.\n\nI saw it and, you know, who can resist?\n\n"
            "What do you make now?\n\nBlankets."
        )

        self.assertEqual([q for q, _a in exchanges(text)], [BEGIN[0], "What do you make now?"])

    def test_a_hypothetical_question_may_be_in_the_first_person(self):
        text = "Where do you work?\n\nIn Lund.\n\nSo how would I find it?\n\nBy the smell."

        self.assertEqual(exchanges(text)[1], ("So how would I find it?", "By the smell."))

    def test_a_list_of_questions_in_an_answer_is_no_question(self):
        for between in ["\n", "\n\n"]:
            with self.subTest(repr(between)):
                text = (
                    "What do you ask of a word?\n\nTwo things:\n\nIs it needed?"
                    f"{between}Is there a better one?\n\nThen I go on.\n\n"
                    "And then, what do you do?\n\nI rest."
                )

                self.assertEqual(len(exchanges(text)), 2)

    def test_a_remark_with_a_reply_is_a_question_with_a_warning(self):
        text = (
            "What do you make?\n\nBlankets.\n\nSo you need wool.\n\nExactly. A lot of it.\n\n"
            "Where do you buy it?\n\nFrom neighbours."
        )

        transcript = parse(text)

        self.assertEqual(transcript.exchanges[1].question, "So you need wool.")
        self.assertIn("“So you need wool.”", transcript.warnings[0])

    def test_speakers_without_labels_get_no_names(self):
        transcript = parse("How did you begin?\n\nWith a loom.\n\nAnd now?\n\nI teach.")

        spoken = [(e.asked_by, [a.by for a in e.answers]) for e in transcript.exchanges]

        self.assertEqual(spoken, [(None, [None]), (None, [None])])
        self.assertEqual(transcript.people, [])


class WebPages(SimpleTestCase):
    def is_html(self, text):
        return web_pages.detect_format(text)

    def test_pasted_html_is_recognised_by_its_first_tag(self):
        tags = "figure section main header ul ol table blockquote span a img figcaption p div"
        for tag in tags.split():
            with self.subTest(tag):
                wrapped = "<p>How did\nyou\nbegin?</p>\n<p>With\na\nloom.</p>"

                self.assertTrue(self.is_html(f"<{tag} class='x'>\n{wrapped}"))

    def test_a_whole_html_page_with_blank_lines_is_recognised(self):
        page = "<!doctype html>\n\n<html>\n<body>\n<p>How?</p>\n</body>\n</html>"

        self.assertTrue(self.is_html(page))

    def test_a_text_that_begins_with_a_picture_is_not_html(self):
        figure = "<figure>\n<img src='a.jpg'>\n<figcaption>A loom</figcaption>\n</figure>"
        for picture in [figure, "<img src='a.jpg'>", "<a href='b'><img src='a.jpg'></a>"]:
            with self.subTest(picture):
                self.assertFalse(
                    self.is_html(f"{picture}\n\n**How?**\n\nSo.\n\n**Now?**\n\n<b>Yes</b>")
                )


class NoInterview(SimpleTestCase):
    def assert_no_interview(self, text):
        transcript = parse(text)

        self.assertEqual((transcript.exchanges, transcript.confidence), ([], "low"))
        self.assertIn("does not seem to be an interview", transcript.warnings[0])

    def test_an_essay_with_a_question_is_no_interview(self):
        rest = "\n\n".join(f"Paragraph {n} about looms and what they do." for n in range(30))

        for questions in ["Why do we weave?", "Why do we weave?\n\nNobody knows.\n\nWhy wool?"]:
            with self.subTest(questions):
                self.assert_no_interview(f"Looms are old.\n\n{questions}\n\n{rest}")

    def test_instructions_are_no_interview(self):
        self.assert_no_interview(
            "# Loom\n\nA tool.\n\n## Use\n\nNote: read this.\n\nNote: and this.\n\n## Why?\n\nSo."
        )

    def test_a_list_of_changes_is_no_interview(self):
        self.assert_no_interview("Added: wool\n\nFixed: knots\n\nAdded: silk\n\nFixed: why?")

    def test_a_letter_is_no_interview(self):
        self.assert_no_interview("From: Ada\nTo: Mira\n\nDear Mira,\n\nHow are you?\n\nAda")
