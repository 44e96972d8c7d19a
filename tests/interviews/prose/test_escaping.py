"""Escaped plain text is Markdown that shows the same characters."""

import re
from html import unescape

from django.test import SimpleTestCase
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviews.exports.markdown_renderer import render_blocks
from interviews.prose import from_editor, inline_from_editor, inline_plain, plain
from interviews.prose.escaping import escape_markdown
from interviews.share_images.text_fitting import clean_line, clean_spoken_line

# Markup characters among words, numbers and white space.
SIGNS = [
    *(
        "# ",
        "## ",
        "#",
        "- ",
        "+ ",
        "* ",
        "-",
        "--",
        "---",
        "===",
        "=",
        "***",
        "* * *",
        "___",
        "> ",
    ),
    *("1. ", "1) ", "1.", "2. ", "40. ", "10.", "1933. ", "1933.", "12)", "0. ", "999. ", "> - "),
    *(
        "[",
        "]",
        "(",
        ")",
        "[Anna]: ",
        "[Anna]",
        "[x](y)",
        "![x](y)",
        "[^1]: ",
        "[^1]",
        "]: http://x",
    ),
    *("*", "**", "_", "__", "`", "```", "~~", "~~~", "|", "|-|", "| a | b |", ":-:", "<b>", "</b>"),
    *(
        "<https://a.org>",
        "<a@b.org>",
        "&amp;",
        "&copy;",
        "&#42;",
        "&",
        "\\",
        "\\\\",
        "C:\\dir",
        "\\*",
    ),
    *(
        "2*3*4",
        "2 * 3 * 4",
        "snake_case_name",
        "_name_",
        "#hashtag",
        "https://a.org/b_c_d",
        "<",
        ">",
    ),
    *("Before", "that", "I", "42", "なに", "注意：", "“no”", "שלום", "é", "!", "?", ".", "…", "–"),
    *(" ", " ", " ", "    ", "\t", "\u00a0", "\u200b", "\n", "  \n", "\\\n", "\n\n", "\n    "),
]
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=14).map("".join)
COMMONMARK = MarkdownIt("commonmark")


def shown(html):
    """Return the words of a page; a line break separates words."""
    return unescape(re.sub("<[^<>]*>", "", re.sub("<br />|<br>|</p>", " ", html))).split()


class EscapedText(SimpleTestCase):
    @settings(max_examples=400, deadline=None)
    @given(TEXTS)
    @example("1933. When the dam broke.")
    @example("1.\n\n2. b")
    @example("40. No more.\n\n41. Then some.")
    @example("[Anna]: https://a.org\n\n[Anna]")
    @example("a[1](2 apples)")
    @example("a | b\n--|--\nc | d")
    @example("[^1]: Me.\n\nSo[^1]")
    @example("```\n\nwords")
    @example("*# \n\n#*")
    def test_every_word_and_sign_is_said_in_order_in_every_form(self, text):
        said, markdown = text.split(), escape_markdown(text)

        self.assertEqual(shown(from_editor(markdown)), said, "the page")
        self.assertEqual(plain(markdown).split(), said, "words alone")
        self.assertEqual(shown(inline_from_editor(markdown)), said, "a heading")
        self.assertEqual(inline_plain(markdown).split(), said, "a heading's words")
        self.assertEqual(clean_spoken_line(markdown), clean_line(text), "the share image")
        again = render_blocks(markdown, "k", "https://example.org/")
        self.assertEqual(shown(COMMONMARK.render(again)), said, f"the copy {again!r}")

    @settings(max_examples=200, deadline=None)
    @given(TEXTS)
    def test_escaped_text_renders_as_paragraphs_only(self, text):
        html = from_editor(escape_markdown(text))

        self.assertEqual(set(re.findall("<([a-z0-9]+)", html)) - {"p", "br"}, set())

    def test_text_without_markup_is_not_escaped(self):
        for text in (
            "1933. When the dam broke.",
            "Well - that was 2 * 3 * 4, in snake_case_name, at #hashtag; [laughs] R&D (so) ~ 5 < 6",
            "“No.” – “Yes!”",
            "    indented",
        ):
            with self.subTest(text):
                self.assertEqual(escape_markdown(text), text)

    def test_only_markup_characters_are_escaped(self):
        for text, markdown in {
            "- Before that I had none.": "\\- Before that I had none.",
            "# 1 on my list was rest.": "\\# 1 on my list was rest.",
            "40. No more.": "40\\. No more.",
            "[Anna]: Me.": "\\[Anna]: Me.",
            "I said *no*.": "I said \\*no\\*.",
        }.items():
            with self.subTest(text):
                self.assertEqual(escape_markdown(text), markdown)
