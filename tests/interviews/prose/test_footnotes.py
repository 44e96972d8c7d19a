"""Footnotes are numbered, have unique ids, and have links and backlinks."""

import re

from django.test import SimpleTestCase
from django.utils.translation import override

from interviews.prose import from_editor

TWICE = "Often[^a] and often.[^a]\n\n[^a]: Twice."


def ids(html):
    return re.findall(r'id="([^"]*)"', html)


def targets(html):
    return re.findall(r'href="#([^"]*)"', html)


class FootnotesOfTwoAnswers(SimpleTestCase):
    def setUp(self):
        answers = [("Yes.[^1]\n\n[^1]: Once.", "x-k7f3qa"), (TWICE, "x-p2m9rd")]
        self.page = "".join(from_editor(text, key) for text, key in answers)

    def test_every_footnote_id_is_unique_and_begins_with_its_exchange(self):
        self.assertEqual(
            ids(self.page),
            [
                *("x-k7f3qa-fnref-1", "x-k7f3qa-fn-1"),
                *("x-p2m9rd-fnref-1", "x-p2m9rd-fnref-1-2", "x-p2m9rd-fn-1"),
            ],
        )

    def test_every_footnote_link_has_a_target_and_every_id_a_link(self):
        self.assertEqual(set(targets(self.page)), set(ids(self.page)))


class Footnotes(SimpleTestCase):
    def test_a_footnote_number_is_a_labelled_reference(self):
        html = from_editor("Yes.[^why]\n\n[^why]: Because.")

        self.assertInHTML(
            '<sup><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="Note 1"'
            ' rel="noopener">1</a></sup>',
            html,
        )

    def test_footnotes_are_listed_at_the_end(self):
        html = from_editor("[^b]: Second.\n\nOne[^a] two[^b]\n\n[^a]: First.\n\nThe end.")

        body, notes = html.split('<div class="notes">')
        self.assertIn("The end.", body)
        self.assertLess(notes.index("First."), notes.index("Second."))

    def test_a_footnote_ends_with_a_backlink_to_each_reference(self):
        html = from_editor(TWICE)

        backlinks = re.findall(r'<a href="#([^"]*)" role="doc-backlink" aria-label="([^"]*)"', html)
        self.assertEqual(
            backlinks,
            [
                ("fnref-1", "Back to mention 1 of note 1"),
                ("fnref-1-2", "Back to mention 2 of note 1"),
            ],
        )

    def test_footnote_labels_are_escaped_and_translatable(self):
        with override("de"):
            html = from_editor(TWICE, key='"><script>')

        self.assertNotIn("<script>", html)


class UnusualFootnotes(SimpleTestCase):
    texts = {
        "in a heading": "# Head[^1]\n\n[^1]: note",
        "in a table": "| a[^1] |\n|---|\n| b[^1] |\n\n[^1]: note",
        "in a picture's words": "![alt [^1]](/a.png)\n\n[^1]: note",
        "in a link": "[link [^1]](/a)\n\n[^1]: note",
        "in itself": "Text[^1]\n\n[^1]: note[^1]",
        "in one another": "Text[^1]\n\n[^1]: note[^2]\n[^2]: other[^1]",
        "ending in a list": "Text[^1]\n\n[^1]: - note",
        "ending in code": "Text[^1]\n\n[^1]: note\n\n        code",
        "in a quotation": "> Text[^1]\n>\n> [^1]: note",
        "in a list": "- Text[^1]\n\n  [^1]: note",
        "within a note": "Text[^1]\n\n[^1]: note[^2]\n\n    [^2]: inner\n\n    rest",
        "written twice": "Text[^1]\n\n[^1]: note\n\n[^1]: another",
        "without a mention": "Text\n\n[^1]: note[^2]\n[^2]: other",
        "before the text": "[^1]: note\n\nText[^1]",
        "named in any script": "Text[^注]\n\n[^注]: note",
        "named by markup": 'Text[^"><b>]\n\n[^"><b>]: note',
        "interrupting a paragraph": "Text[^1]\n[^1]: note",
    }

    def test_every_link_of_unusual_footnotes_has_exactly_one_target(self):
        for place, text in self.texts.items():
            with self.subTest(place=place):
                html = from_editor(text, key="x-k7f3qa")

                self.assertEqual(len(ids(html)), len(set(ids(html))))
                self.assertLessEqual(set(targets(html)), set(ids(html)))
                self.assertTrue(all(name.startswith("x-k7f3qa-fn") for name in ids(html)))

    def test_no_word_of_a_note_is_lost(self):
        for place, text in self.texts.items():
            words = re.findall(r"Text|Head|note|inner|rest|another|other|code|link|alt", text)
            with self.subTest(place=place):
                html = from_editor(text)

                self.assertTrue(all(word in html for word in words))

    def test_a_note_that_ends_in_a_list_has_its_backlink_below(self):
        html = from_editor(self.texts["ending in a list"])

        self.assertRegex(html, r'</ul>\s*<p>\s*<a href="#fnref-1"')

    def test_a_note_within_a_note_does_not_end_it(self):
        html = from_editor(self.texts["within a note"])

        self.assertLess(html.index('id="fn-1"'), html.index("rest"))
        self.assertLess(html.index("rest"), html.index('id="fn-2"'))

    def test_a_label_longer_than_a_hundred_characters_is_text(self):
        label = "a" * 101

        html = from_editor(f"Text[^{label}]\n\n[^{label}]: note")

        self.assertIn(f"<p>Text[^{label}]</p>", html)
        self.assertIn(f"<p>[^{label}]: note</p>", html)

    def test_an_unused_note_stays_text_in_its_place(self):
        for written in ("[^Anna]: Me.", "[^1]: - Me.", "> [^1]: Me.\n\nNo."):
            with self.subTest(written):
                self.assertIn(written.strip("> ")[:5], from_editor(written))
                self.assertIn("Me.", from_editor(written))
                self.assertNotIn("fn-1", from_editor(written))

    def test_a_reference_without_a_note_stays_text(self):
        self.assertHTMLEqual(from_editor("See[^1] and ^[2]."), "<p>See[^1] and ^[2].</p>")
