"""Plain text keeps each of its characters; Markdown keeps its markup."""

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.prose import plain
from interviews.transcripts.markdown_detection import is_markdown

TALK = """Odd Bakke: When was it?

Maren Tveit: {}

Odd Bakke: Is that all?

Maren Tveit: It is.
"""


def answer(paragraphs, filename=""):
    transcript = transcripts.assemble(transcripts.parse(TALK.format(paragraphs), filename))
    return transcript.exchanges[0].answers[0].text


class PlainText(SimpleTestCase):
    def test_plain_text_is_escaped(self):
        for said, markdown in {
            "- Before that I had none.": "\\- Before that I had none.",
            "Well.\n\n# 1 on my list was rest.": "Well.\n\n\\# 1 on my list was rest.",
            "1933. When the dam broke.": "1933. When the dam broke.",
            "40. No more.\n\n41. Some.": "40\\. No more.\n\n41\\. Some.",
            "> more": "\\> more",
            "So.\n\n    Four spaces.": "So.\n\n    Four spaces.",
            "So.\n\n[1]: no": "So.\n\n\\[1]: no",
            "I typed <b> and *that*.": "I typed \\<b> and \\*that\\*.",
            "AT&amp;T": "AT\\&amp;T",
            "[laughs] 2 * 3 * 4, snake_case": "[laughs] 2 * 3 * 4, snake_case",
            "a | b\n--|--": "a \\| b  \n\\--\\|--",
        }.items():
            with self.subTest(said):
                self.assertEqual(answer(said), markdown)
                self.assertEqual(plain(answer(said)).split(), said.split())

    def test_plain_text_keeps_each_list_item_on_its_line(self):
        self.assertEqual(
            answer("Three:\n\n1. wind\n2. rain\n3. more\nrain"),
            "Three:\n\n1\\. wind  \n2\\. rain  \n3\\. more\nrain",
        )

    def test_plain_text_keeps_its_title_unchanged(self):
        text = "On snow_melt & *C#*\n===\n\n" + TALK.format("So.")

        self.assertEqual(transcripts.assemble(transcripts.parse(text)).title, "On snow_melt & *C#*")

    def test_plain_text_may_have_speakers_in_brackets(self):
        text = "[Odd]: When?\n\n[Maren]: Then.\n\n[Odd]: Where?\n\n[Maren]: There.\n"
        exchanges = transcripts.assemble(transcripts.parse(text)).exchanges

        self.assertEqual([exchange.question for exchange in exchanges], ["When?", "Where?"])
        self.assertEqual([exchange.answers[0].by for exchange in exchanges], ["Maren", "Maren"])

    def test_unsupported_formats_are_treated_as_plain_text(self):
        settings = '{"colour": "*red*", "size": [1, 2]}'

        introduction = transcripts.assemble(transcripts.parse(settings)).introduction

        self.assertEqual(plain(introduction).split(), settings.split())


class WrappedLines(SimpleTestCase):
    def test_a_line_that_goes_on_with_a_sentence_is_no_paragraph(self):
        for text in (
            "Ada Lime: How?\nBo Rune: Before that I was\nat sea.\nAda Lime: Now?\nBo Rune: So.",
            "Q. How?\n\nA. Before that I was\nat sea.\n\nQ. Now?\n\nA. So.",
        ):
            with self.subTest(text):
                [first, _second] = transcripts.assemble(transcripts.parse(text)).exchanges

                self.assertEqual(first.answers[0].text, "Before that I was\nat sea.")


class Markdown(SimpleTestCase):
    SIGNS = (
        "I **do**.",
        "See [there](https://example.org).",
        "![](/media/a.jpg)",
        "So[^1].\n\n[^1]: Often.",
        "See [a].\n\n[a]: https://example.org",
        "```\ncode\n```",
        "## Later",
        "*Very* and *very*.",
        "a<br>b",
        "<b>so</b>",
        "\\[08:15\\] So.",
    )
    PLAIN = (
        "2 ** 3 and 2*3*4",
        "He typed “**No” and stopped.",
        "__________",
        "# 1 on my list",
        "- one\n- two",
        "1. one\n2. two",
        "[Anna]: Me.",
        "[1](2 apples)",
        "*laughs*",
        "It was *small*; C:\\dir\\*.* and *.* and so on",
        "snake_case_name and other_case_name",
        "I typed <b> and left.",
        "> quoted",
        "a < b > c",
        "{{ so }}",
        "#hashtag",
        "==========",
    )

    def test_markdown_is_recognised_by_its_signs(self):
        for text in self.SIGNS:
            with self.subTest(text):
                self.assertTrue(is_markdown(f"Well.\n\n{text}\n\nWell."))

    def test_ordinary_plain_text_is_not_taken_for_markdown(self):
        for text in self.PLAIN:
            with self.subTest(text):
                self.assertFalse(is_markdown(f"Well.\n\n{text}\n\nWell."))

    def test_markdown_is_recognised_by_its_file_name(self):
        self.assertEqual(answer("- I *do*.", "talk.md"), "- I *do*.")
        self.assertEqual(answer("- I *do*.", "talk.txt"), "\\- I \\*do\\*.")

    def test_markdown_keeps_its_emphasis_lists_and_links(self):
        said = "I **do**, [there](https://example.org):\n\n- one\n- two"

        self.assertEqual(answer(said), said)

    def test_text_that_looks_like_a_link_definition_is_kept(self):
        self.assertIn("[Anna_1]: Me.", answer("I **do**.\n\n[Anna_1]: Me."))
