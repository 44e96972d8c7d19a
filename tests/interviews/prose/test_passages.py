"""Passages in another language."""

from django.test import SimpleTestCase

from interviews import prose
from interviews.exports.markdown_renderer import render_blocks
from interviews.prose.escaping import escape_markdown

FRENCH = "He said [le *mot* juste]{lang=fr}, twice."


class Passages(SimpleTestCase):
    def test_a_passage_has_its_language_on_the_page_and_is_plain_words_elsewhere(self):
        passage = '<span lang="fr">le <em>mot</em> juste</span>'
        self.assertIn(f"He said {passage}, twice.", prose.from_editor(FRENCH))
        self.assertIn(passage, prose.inline_from_editor(FRENCH))
        self.assertEqual(prose.plain(FRENCH), "He said le mot juste, twice.")

    def test_a_passage_holds_links_footnotes_and_other_passages(self):
        for text, html in (
            ("[[zh](/a/)]{lang=zh-Hant}", '<span lang="zh-Hant"><a href="/a/"'),
            ("[a [b]{lang=de}]{lang=fr}", '<span lang="fr">a <span lang="de">b</span></span>'),
            ("**[x]{lang=fr}**", '<strong><span lang="fr">x</span></strong>'),
        ):
            with self.subTest(text):
                self.assertIn(html, prose.from_editor(text))

    def test_what_names_no_language_is_shown_as_typed(self):
        for text in (
            "[x]{lang=}",
            "[x]{lang=fr onclick=y}",
            "[x]{lang=français}",
            "[x] {lang=fr}",
            "[]{lang=fr}",
            "[x]{lang=fr",
            "x]{lang=fr}",
        ):
            with self.subTest(text):
                self.assertEqual(prose.from_editor(text), f"<p>{text}</p>\n")

    def test_a_reader_cannot_mark_a_passage_and_a_footnote_is_no_passage(self):
        self.assertIn("[x]{lang=fr}", prose.from_reader("[x]{lang=fr}"))
        self.assertIn("doc-noteref", prose.from_editor("A[^1]{lang=fr}\n\n[^1]: Note."))

    def test_copies_in_markdown_keep_the_language_and_transcripts_keep_the_brackets(self):
        for text in (FRENCH, "[a [b]{lang=de}]{lang=fr}", r"\[x]{lang=fr}", r"\[*x*]{lang=fr}"):
            copy = render_blocks(text, "k", "http://testserver/")
            self.assertEqual(prose.from_editor(copy), prose.from_editor(text))
        self.assertEqual(prose.plain(escape_markdown("[x]{lang=fr}")), "[x]{lang=fr}")
