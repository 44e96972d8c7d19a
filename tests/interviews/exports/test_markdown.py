"""Normalised Markdown renders the same HTML, whatever text is before and after it."""

import json
from unittest import skipUnless

from django.test import SimpleTestCase

from interviews import prose
from interviews.exports.markdown_renderer import render_blocks, render_words
from interviews.prose.grammar import LONGEST
from tests.interviews.prose.test_commonmark import SPEC, Outline

KEY = "x-k7f3qa"
WRITTEN_HERE = [
    "a ~~b~~ c, but not a \\~~b~~",
    "Twice[^1] is[^1] often.[^b]\n\n[^1]: A note\n\n    of two.\n[^b]: - a list\n    - of two",
    "Code[^x]\n\n[^x]:\n    ```\n    c\n    ```",
    "| a | b |\n|:--|--:|\n| 1 | `x\\|y` |",
    "| a | b | c |\n|---|:-:|---|\n| 1 | |\n| ~~2~~ | *3* | [4](https://e.org/) |",
    "a\n\\---\n\nb | c\n\\-|-",
    "[^z]: Nothing refers to this.",
    "\\[^1] and `[^1]` and [^1]\n\n[^1]: Once.",
    "# One\n\n### Three\n\nOne\n===",
    "1. one\n2. two\n\n   > said\n\n<!-- -->\n\n1. again",
    "a <b>b</b> &amp; &copy; <https://example.org/?a=b&c=d>",
    "1\\. not a list\n\n\\# not a heading\n\n\\- nor this\n\n\\> nor this\n\n    but code",
]


def outline(html):
    """Return HTML with normalised white space in paragraphs."""
    parts = Outline(html).parts
    return [(p[0], " ".join(p[1].split())) if p[0] == "text" else p for p in parts]


class NormalisedMarkdown(SimpleTestCase):
    def assert_reads_the_same(self, text):
        again = render_blocks(text, KEY, page="")

        with self.subTest(text):
            self.assertEqual(
                outline(prose.from_editor(again, KEY)), outline(prose.from_editor(text, KEY))
            )

    def test_normalised_markdown_renders_the_same_html(self):
        for text in WRITTEN_HERE:
            self.assert_reads_the_same(text)

    @skipUnless(SPEC.exists(), "CommonMark's examples are not at hand in ../shared/data.")
    def test_every_commonmark_example_renders_the_same_html(self):
        for example in json.loads(SPEC.read_text()):
            self.assert_reads_the_same(example["markdown"])

    def test_normalising_markdown_twice_changes_nothing(self):
        for text in WRITTEN_HERE:
            once = render_blocks(text, KEY, "")
            self.assertEqual(render_blocks(once, KEY, ""), once)

    def test_links_and_pictures_get_absolute_urls(self):
        written = render_blocks(
            "[a](/b/) [c](#d) ![e](/media/f.jpg) [g](//h.org/)", KEY, "https://example.org/page/"
        )

        self.assertEqual(
            written,
            "[a](https://example.org/b/) [c](https://example.org/page/#d) "
            "![e](https://example.org/media/f.jpg) [g](https://h.org/)",
        )

    def test_plain_text_is_escaped(self):
        for text in ["*a*", "_a_", "[a](b)", "<a>", "`a`", "# a", "1. a", "- a", "a\n---", "&lt;"]:
            with self.subTest(text):
                html = prose.from_editor(render_words(text))
                self.assertEqual(prose.plain(render_words(text)), " ".join(text.split()))
                self.assertEqual(html.count("<"), 2, html)

    def test_text_that_is_too_complex_stays_text(self):
        text = "*a* <script>\n\n" * (LONGEST // 10)

        written = render_blocks(text, KEY, "")

        self.assertTrue(written.startswith("\\*a\\* \\<script>\n\n"), written[:40])
