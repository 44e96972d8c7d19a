"""What editors and readers may write, and what becomes of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from django.test import SimpleTestCase, override_settings
from django.utils.safestring import SafeString

from interviews import prose
from interviews.prose import from_editor, from_reader, inline_from_editor, plain
from interviews.prose.grammar import LONGEST


class WhatEditorsWrite(SimpleTestCase):
    def test_it_is_safe_for_a_template(self):
        self.assertIsInstance(from_editor("*Yes.*"), SafeString)

    def test_the_highest_heading_stands_at_the_level_asked_for(self):
        html = from_editor("## Then\n\n# First", level=4)

        self.assertInHTML("<h4>First</h4>", html)
        self.assertInHTML("<h5>Then</h5>", html)

    def test_a_heading_that_skips_a_level_still_skips_it(self):
        html = from_editor("# First\n\n### Then")

        self.assertHTMLEqual(html, "<h3>First</h3><h5>Then</h5>")

    def test_a_text_that_begins_at_a_low_heading_is_raised(self):
        self.assertHTMLEqual(from_editor("##### Alone", level=2), "<h2>Alone</h2>")

    def test_no_heading_falls_below_the_sixth_level(self):
        html = from_editor("# First\n\n###### Last")

        self.assertInHTML("<h6>Last</h6>", html)

    def test_raw_html_is_shown_as_text(self):
        html = from_editor("<b>He said</b>\n\n<div>\nso.\n</div>\n\n<!-- laughs -->")

        self.assertNotIn("<b>", html)
        self.assertNotIn("<div>", html)
        for words in ("&lt;b&gt;He said&lt;/b&gt;", "so.", "&lt;!-- laughs --&gt;"):
            self.assertIn(words, html)

    def test_quotation_marks_and_dashes_stay_as_they_were_said(self):
        said = "\"Well\" -- 'no' ... “yes” – « oui »"

        self.assertEqual(unescape(from_editor(said)), f"<p>{said}</p>\n")

    def test_a_picture_keeps_its_alternative_text_and_loads_when_it_is_near(self):
        html = from_editor('![Ada at *her* desk](/media/ada.jpg "1843")')

        picture = '<img src="/media/ada.jpg" alt="Ada at her desk" title="1843" loading="lazy">'
        self.assertInHTML(picture, html)

    def test_a_picture_of_this_site_is_shown(self):
        for address in ("/media/prose/a.jpg", "a.jpg", "../a.jpg", "?a=1", "/a//b:c.jpg", ""):
            with self.subTest(address=address):
                html = from_editor(f"![Ada]({address})")

                self.assertHTMLEqual(html, f'<p><img src="{address}" alt="Ada" loading="lazy"></p>')

    def test_a_picture_from_elsewhere_becomes_a_link_named_by_its_alternative_text(self):
        for address in ("https://d.org/a.jpg", "HTTP://d.org/a.jpg", "//d.org/a", "mailto:a@d.org"):
            for render in (from_editor, inline_from_editor):
                with self.subTest(address=address, render=render.__name__):
                    html = render(f"![Ada *at* work]({address})")

                    self.assertInHTML(f'<a href="{address}" rel="noopener">Ada at work</a>', html)
                    self.assertNotIn("<img", html)

    def test_a_picture_from_elsewhere_without_words_is_named_by_its_address(self):
        html = from_editor("![](https://d.org/a.jpg)")

        self.assertIn(">https://d.org/a.jpg</a>", html)

    def test_within_a_link_a_picture_from_elsewhere_leaves_its_words_and_others_stay(self):
        html = from_editor("[![Ada](https://d.org/a.jpg) ![Byron](/media/b.jpg)](/people/ada/)")

        self.assertHTMLEqual(
            html,
            '<p><a href="/people/ada/" rel="noopener">Ada '
            '<img src="/media/b.jpg" alt="Byron" loading="lazy"></a></p>',
        )

    @override_settings(MEDIA_URL="https://media.example/")
    def test_a_picture_from_where_uploads_are_kept_is_shown(self):
        kept = from_editor("![Ada](https://media.example/prose/a.jpg)")
        other = from_editor("![Ada](https://media.example.org/prose/a.jpg)")

        self.assertIn('<img src="https://media.example/prose/a.jpg"', kept)
        self.assertNotIn("<img", other)

    def test_a_link_may_lead_to_the_web_a_mailbox_or_this_site(self):
        for address in (
            "https://example.org/ü",
            "HTTP://example.org",
            "mailto:ada@example.org",
            "/people/ada/",
            "#x-k7f3qa",
            "?page=2",
            "//example.org/",
        ):
            with self.subTest(address=address):
                self.assertIn(' rel="noopener">here</a>', from_editor(f"[here]({address})"))

    def test_a_link_to_anywhere_else_stays_text(self):
        for address in ("javascript:alert(1)", "data:text/html,x", "ftp://x", "tel:1", "x+y.z:"):
            for written in (f"[here]({address})", f"<{address}>", f"![here]({address})"):
                with self.subTest(written=written):
                    html = from_editor(written)

                    self.assertHTMLEqual(html, f"<p>{written.replace('<', '&lt;')}</p>")

    def test_struck_words_can_still_be_read(self):
        self.assertHTMLEqual(from_editor("~~never~~ rarely"), "<p><s>never</s> rarely</p>")

    def test_a_table_can_scroll_and_is_aligned_without_a_style_attribute(self):
        html = from_editor("| year | votes |\n|:--|--:|\n| 1843 | 12 |")

        self.assertTrue(html.startswith('<div class="table">'))
        self.assertInHTML('<th class="align-left">year</th>', html)
        self.assertInHTML('<td class="align-right">12</td>', html)
        self.assertNotIn("style", html)


class WhatEditorsWriteInALine(SimpleTestCase):
    def test_emphasis_links_and_code_are_shown(self):
        html = inline_from_editor("*Why* [this](/x) `code`?")

        self.assertEqual(
            html, '<em>Why</em> <a href="/x" rel="noopener">this</a> <code>code</code>?'
        )

    def test_what_would_begin_a_block_or_a_note_stays_text(self):
        for line in ("# Why?", "1. Why?", "- Why?", "Why?[^1]", "One.\n\nWhy?", "[Ada]: /why"):
            with self.subTest(line=line):
                self.assertEqual(inline_from_editor(line), line)

    def test_raw_html_is_shown_as_text_however_long_it_is(self):
        for line in ("<b>Why?</b>", "<b>Why?</b>" * LONGEST):
            html = inline_from_editor(line)

            self.assertIsInstance(html, SafeString)
            self.assertTrue(unescape(html) == line and "<" not in html)


class WhatReadersWrite(SimpleTestCase):
    def test_it_is_safe_for_a_template(self):
        self.assertIsInstance(from_reader("*Yes.*"), SafeString)

    def test_emphasis_quotation_lists_and_code_are_theirs(self):
        html = from_reader(
            "*I* **do**:\n\n> she said\n\n- a\n- b\n\n1. c\n\n`x < y`\n\n```\ncode\n```"
        )

        self.assertHTMLEqual(
            html,
            "<p><em>I</em> <strong>do</strong>:</p><blockquote><p>she said</p></blockquote>"
            "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
            "<p><code>x &lt; y</code></p><pre><code>code\n</code></pre>",
        )

    def test_a_line_break_they_type_is_shown(self):
        self.assertHTMLEqual(from_reader("Best,\nAnna"), "<p>Best,<br>Anna</p>")

    def test_a_link_tells_search_engines_who_wrote_it(self):
        html = from_reader("[see](https://example.org) <http://example.org>")

        self.assertEqual(html.count('rel="ugc nofollow noopener"'), 2)

    def test_a_link_to_anywhere_but_the_web_stays_text(self):
        for address in ("mailto:a@b.org", "/admin/", "//evil.example", "#top", "javascript:x"):
            with self.subTest(address=address):
                html = from_reader(f"[here]({address})")

                self.assertHTMLEqual(html, f"<p>[here]({address})</p>")

    def test_markup_that_is_the_editors_stays_text(self):
        for written in (
            "# Heading",
            "Heading\n===",
            "Heading\n---",
            "***",
            "<b>bold</b>",
            "~~struck~~",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "Words[^1]\n\n[^1]: note",
            "[Ada]: https://example.org",
        ):
            with self.subTest(written=written):
                html = from_reader(written)

                self.assertNotRegex(html, r"<(?!/?(p|br|a)\b)")
                shown = unescape(re.sub(r"</?(p|br|a)\b[^>]*>", "", html))
                self.assertEqual(shown.split(), written.split())

    def test_a_picture_becomes_a_link_named_by_its_alternative_text(self):
        html = from_reader("![my *cat*](https://example.org/cat.jpg)")

        self.assertInHTML(
            '<a href="https://example.org/cat.jpg" rel="ugc nofollow noopener">my cat</a>', html
        )

    @override_settings(MEDIA_URL="https://media.example/")
    def test_a_picture_from_where_uploads_are_kept_is_no_exception(self):
        html = from_reader("![cat](https://media.example/cat.jpg)")

        self.assertIn(">cat</a>", html)

    def test_a_picture_without_words_becomes_a_link_named_by_its_address(self):
        html = from_reader("![](https://example.org/cat.jpg)")

        self.assertIn(">https://example.org/cat.jpg</a>", html)

    def test_a_picture_within_a_link_leaves_the_link_its_words(self):
        html = from_reader("[![cat](https://example.org/c.jpg)](https://example.org)")

        self.assertHTMLEqual(
            html,
            '<p><a href="https://example.org" rel="ugc nofollow noopener">cat</a></p>',
        )

    def test_characters_that_turn_what_follows_around_are_removed(self):
        for turning in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            for written in (turning, f"&#{ord(turning)};", f"&#x{ord(turning):X};"):
                with self.subTest(written=written):
                    html = from_reader(f'a{written}b [c{written}](https://d.org "{written}e")')

                    self.assertNotIn(turning, html)
                    self.assertIn("ab", html)

    def test_joiners_flags_and_marks_that_scripts_need_are_kept(self):
        words = "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f می\u200cخواهم שלום\u200f e\u0301"

        self.assertEqual(from_reader(words), f"<p>{words}</p>\n")


class WordsAlone(SimpleTestCase):
    def test_markup_is_gone_and_every_block_has_its_line(self):
        words = plain("# A\n\n*b* [c](/d)\nsame  \nline\n\n- e\n- `f`\n\n```python\ng\n```\n\n> h")

        self.assertEqual(words, "A\nb c same line\n- e\n- f\ng\nh")

    def test_a_picture_says_its_alternative_text(self):
        self.assertEqual(plain("See ![Ada *at* work](/a.jpg)."), "See Ada at work.")

    def test_a_picture_from_elsewhere_says_its_alternative_text_too(self):
        self.assertEqual(plain("See ![Ada *at* work](https://d.org/a.jpg)."), "See Ada at work.")

    def test_notes_are_read_but_not_their_numbers(self):
        self.assertEqual(plain("Often.[^1]\n\n[^1]: Twice."), "Often.\nTwice.")

    def test_they_cannot_turn_the_direction_of_what_follows(self):
        self.assertEqual(plain("a\u202eb &#x2066;c"), "ab c")

    def test_they_are_not_escaped(self):
        self.assertEqual(plain("R&D &lt; <b>"), "R&D < <b>")


class WordsInAnAnswer(SimpleTestCase):
    TEXT = "The **lamp**.[^1]\n\n![A lantern](/a.jpg) It burned.\n\n[^1]: A tin copy."

    def test_that_are_said_are_neither_footnotes_nor_what_pictures_show(self):
        self.assertEqual(prose.spoken_text(self.TEXT), "The lamp.\nIt burned.")
        self.assertEqual(prose.spoken_text("[![A lantern](/a.jpg)](/b)"), "")
        self.assertEqual(prose.spoken_text("x " * LONGEST), prose.plain("x " * LONGEST))

    def test_that_nobody_says_are_told_with_their_kind(self):
        self.assertEqual(
            prose.get_unspoken_text(self.TEXT),
            [("picture", "A lantern"), ("footnote", "A tin copy.")],
        )
        self.assertEqual(prose.get_unspoken_text("It burned."), [])


class TextInAnyShape(SimpleTestCase):
    def test_an_empty_text_is_empty(self):
        for render in (from_editor, from_reader, plain):
            self.assertEqual(render(""), "")

    def test_characters_that_feeds_cannot_hold_are_replaced(self):
        for character in ("\0", "\x08", "\x1b", "\ufffe", "\ud800"):
            for render in (from_editor, from_reader, plain):
                with self.subTest(character=character, render=render.__name__):
                    self.assertIn("a\ufffdb", render(f"a{character}b"))

    def test_the_end_of_a_printed_page_becomes_a_space(self):
        for written in ("a\x0cb", "a\x0bb", "a&#12;b"):
            for render in (from_editor, from_reader, plain):
                with self.subTest(written=written, render=render.__name__):
                    self.assertIn("a b", render(written))

    def test_what_lies_ten_thousand_levels_deep_is_still_read(self):
        for nested in (">", "- ", "1. ", "> - ", "[^1]: ", "[", "![", "*_", "\t- "):
            for render in (from_editor, from_reader, plain):
                with self.subTest(nested=nested, render=render.__name__):
                    self.assertTrue("the bottom" in render(nested * 10_000 + "the bottom"))

    def test_no_line_of_a_list_that_sinks_ever_deeper_is_lost(self):
        text = "\n".join(f"{'  ' * depth}- w{depth}w" for depth in range(200))

        for render in (from_editor, from_reader, plain):
            with self.subTest(render=render.__name__):
                shown = render(text)

                self.assertTrue(all(f"w{depth}w" in shown for depth in range(200)))

    def test_a_hundred_thousand_brackets_are_shown(self):
        for render in (from_editor, from_reader, plain):
            with self.subTest(render=render.__name__):
                self.assertTrue("[" * 100_000 in render("[" * 100_000))

    def test_markup_that_is_opened_and_never_closed_is_shown(self):
        for opening in ("![", "[^", "[a](", "[a](<", "^[", "*a **b ", "<a href='", "&#"):
            for render in (from_editor, from_reader):
                with self.subTest(opening=opening, render=render.__name__):
                    html = render("[^1]: x\n\n" + opening * 5_000)

                    self.assertTrue((opening * 5_000).strip() in unescape(html))

    def test_ten_megabytes_keep_their_words_and_paragraphs(self):
        text = "*so* he <b>said</b>\n\n" * 500_000

        for render in (from_editor, from_reader):
            with self.subTest(render=render.__name__):
                html = render(text)

                self.assertEqual(html.count("<p>*so* he &lt;b&gt;said&lt;/b&gt;</p>"), 500_000)
        self.assertEqual(plain(text).split(), text.split())

    def test_the_longest_text_is_still_read_as_markdown(self):
        self.assertIn("<em>so</em>", from_editor("*so*".ljust(LONGEST)))

    def test_what_has_too_many_marks_is_shown_as_paragraphs_whoever_wrote_it(self):
        for mark in ("[", "![", ">", "*", "_", "`", "<", "- a\n", "1. a\n", "&", "|a|\n|-|\n"):
            text = mark * (199_000 // len(mark))
            for render in (from_editor, from_reader):
                with self.subTest(mark=mark, render=render.__name__):
                    self.assertEqual(set(re.findall("<([a-z]+)", render(text))), {"p"})
            with self.subTest(mark=mark):
                self.assertTrue(plain(text) == text)

    def test_a_definition_cannot_swell_a_text_by_its_repetition(self):
        for definition in ("[r]: /" + "u" * 50_000, "[r]: /u '" + "t" * 50_000 + "'"):
            html = from_editor(definition + "\n\n" + "[r]" * 50_000)

            self.assertLess(len(html), 1_000_000)
            self.assertTrue("[r]" * 50_000 in html)

    def test_texts_rendered_side_by_side_do_not_meet(self):
        texts = [(f"w{n}[^a]\n\n[^a]: note {n}\n\n[r]: /{n}\n\n[r]", f"k{n}") for n in range(40)]
        alone = [from_editor(text, key) for text, key in texts]

        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda pair: from_editor(*pair), texts))

        self.assertEqual(together, alone)
