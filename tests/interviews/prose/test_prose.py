"""The HTML and plain text of editors' and readers' Markdown."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from django.test import SimpleTestCase, override_settings
from django.utils.safestring import SafeString

from interviews import prose
from interviews.prose import from_editor, from_reader, inline_from_editor, plain
from interviews.prose.grammar import LONGEST


class EditorsMarkdown(SimpleTestCase):
    def test_editors_html_is_marked_safe(self):
        self.assertIsInstance(from_editor("*Yes.*"), SafeString)

    def test_the_highest_heading_gets_the_requested_level(self):
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

    def test_quotation_marks_and_dashes_stay_unchanged(self):
        said = "\"Well\" -- 'no' ... “yes” – « oui »"

        self.assertEqual(unescape(from_editor(said)), f"<p>{said}</p>\n")

    def test_a_picture_keeps_its_alternative_text_and_loads_lazily(self):
        html = from_editor('![Ada at *her* desk](/media/ada.jpg "1843")')

        picture = '<img src="/media/ada.jpg" alt="Ada at her desk" title="1843" loading="lazy">'
        self.assertInHTML(picture, html)

    def test_a_picture_of_this_site_is_shown(self):
        for address in ("/media/prose/a.jpg", "a.jpg", "../a.jpg", "?a=1", "/a//b:c.jpg", ""):
            with self.subTest(address=address):
                html = from_editor(f"![Ada]({address})")

                self.assertHTMLEqual(html, f'<p><img src="{address}" alt="Ada" loading="lazy"></p>')

    def test_an_external_picture_becomes_a_link_with_its_alternative_text(self):
        for address in ("https://d.org/a.jpg", "HTTP://d.org/a.jpg", "//d.org/a", "mailto:a@d.org"):
            for render in (from_editor, inline_from_editor):
                with self.subTest(address=address, render=render.__name__):
                    html = render(f"![Ada *at* work]({address})")

                    self.assertInHTML(f'<a href="{address}" rel="noopener">Ada at work</a>', html)
                    self.assertNotIn("<img", html)

    def test_an_external_picture_without_alternative_text_becomes_a_link_with_its_url(self):
        html = from_editor("![](https://d.org/a.jpg)")

        self.assertIn(">https://d.org/a.jpg</a>", html)

    def test_within_a_link_only_an_external_picture_becomes_text(self):
        html = from_editor("[![Ada](https://d.org/a.jpg) ![Byron](/media/b.jpg)](/people/ada/)")

        self.assertHTMLEqual(
            html,
            '<p><a href="/people/ada/" rel="noopener">Ada '
            '<img src="/media/b.jpg" alt="Byron" loading="lazy"></a></p>',
        )

    @override_settings(MEDIA_URL="https://media.example/")
    def test_a_picture_from_the_upload_host_is_shown(self):
        kept = from_editor("![Ada](https://media.example/prose/a.jpg)")
        other = from_editor("![Ada](https://media.example.org/prose/a.jpg)")

        self.assertIn('<img src="https://media.example/prose/a.jpg"', kept)
        self.assertNotIn("<img", other)

    def test_a_link_may_lead_to_the_web_an_email_address_or_this_site(self):
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

    def test_a_link_with_another_scheme_stays_text(self):
        for address in ("javascript:alert(1)", "data:text/html,x", "ftp://x", "tel:1", "x+y.z:"):
            for written in (f"[here]({address})", f"<{address}>", f"![here]({address})"):
                with self.subTest(written=written):
                    html = from_editor(written)

                    self.assertHTMLEqual(html, f"<p>{written.replace('<', '&lt;')}</p>")

    def test_struck_text_is_still_shown(self):
        self.assertHTMLEqual(from_editor("~~never~~ rarely"), "<p><s>never</s> rarely</p>")

    def test_a_table_can_scroll_and_is_aligned_without_a_style_attribute(self):
        html = from_editor("| year | votes |\n|:--|--:|\n| 1843 | 12 |")

        self.assertTrue(html.startswith('<div class="table">'))
        self.assertInHTML('<th class="align-left">year</th>', html)
        self.assertInHTML('<td class="align-right">12</td>', html)
        self.assertNotIn("style", html)


class EditorsInlineMarkdown(SimpleTestCase):
    def test_emphasis_links_and_code_are_shown_in_a_line(self):
        html = inline_from_editor("*Why* [this](/x) `code`?")

        self.assertEqual(
            html, '<em>Why</em> <a href="/x" rel="noopener">this</a> <code>code</code>?'
        )

    def test_blocks_and_footnotes_in_a_line_stay_text(self):
        for line in ("# Why?", "1. Why?", "- Why?", "Why?[^1]", "One.\n\nWhy?", "[Ada]: /why"):
            with self.subTest(line=line):
                self.assertEqual(inline_from_editor(line), line)

    def test_raw_html_in_a_line_is_shown_as_text(self):
        for line in ("<b>Why?</b>", "<b>Why?</b>" * LONGEST):
            html = inline_from_editor(line)

            self.assertIsInstance(html, SafeString)
            self.assertTrue(unescape(html) == line and "<" not in html)


class ReadersMarkdown(SimpleTestCase):
    def test_readers_html_is_marked_safe(self):
        self.assertIsInstance(from_reader("*Yes.*"), SafeString)

    def test_readers_may_use_emphasis_quotations_lists_and_code(self):
        html = from_reader(
            "*I* **do**:\n\n> she said\n\n- a\n- b\n\n1. c\n\n`x < y`\n\n```\ncode\n```"
        )

        self.assertHTMLEqual(
            html,
            "<p><em>I</em> <strong>do</strong>:</p><blockquote><p>she said</p></blockquote>"
            "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
            "<p><code>x &lt; y</code></p><pre><code>code\n</code></pre>",
        )

    def test_a_readers_line_break_is_shown(self):
        self.assertHTMLEqual(from_reader("Best,\nAnna"), "<p>Best,<br>Anna</p>")

    def test_a_readers_link_is_marked_as_user_generated(self):
        html = from_reader("[see](https://example.org) <http://example.org>")

        self.assertEqual(html.count('rel="ugc nofollow noopener"'), 2)

    def test_a_readers_link_with_another_scheme_stays_text(self):
        for address in ("mailto:a@b.org", "/admin/", "//evil.example", "#top", "javascript:x"):
            with self.subTest(address=address):
                html = from_reader(f"[here]({address})")

                self.assertHTMLEqual(html, f"<p>[here]({address})</p>")

    def test_markup_for_editors_stays_text_in_a_reply(self):
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

    def test_a_readers_picture_becomes_a_link_with_its_alternative_text(self):
        html = from_reader("![my *cat*](https://example.org/cat.jpg)")

        self.assertInHTML(
            '<a href="https://example.org/cat.jpg" rel="ugc nofollow noopener">my cat</a>', html
        )

    @override_settings(MEDIA_URL="https://media.example/")
    def test_a_readers_picture_from_the_upload_host_becomes_a_link(self):
        html = from_reader("![cat](https://media.example/cat.jpg)")

        self.assertIn(">cat</a>", html)

    def test_a_readers_picture_without_alternative_text_becomes_a_link_with_its_url(self):
        html = from_reader("![](https://example.org/cat.jpg)")

        self.assertIn(">https://example.org/cat.jpg</a>", html)

    def test_a_readers_picture_within_a_link_becomes_text(self):
        html = from_reader("[![cat](https://example.org/c.jpg)](https://example.org)")

        self.assertHTMLEqual(
            html,
            '<p><a href="https://example.org" rel="ugc nofollow noopener">cat</a></p>',
        )

    def test_bidi_controls_are_removed(self):
        for turning in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            for written in (turning, f"&#{ord(turning)};", f"&#x{ord(turning):X};"):
                with self.subTest(written=written):
                    html = from_reader(f'a{written}b [c{written}](https://d.org "{written}e")')

                    self.assertNotIn(turning, html)
                    self.assertIn("ab", html)

    def test_joiners_and_marks_that_scripts_need_are_kept(self):
        words = "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f می\u200cخواهم שלום\u200f e\u0301"

        self.assertEqual(from_reader(words), f"<p>{words}</p>\n")


class PlainText(SimpleTestCase):
    def test_plain_text_has_no_markup_and_one_line_a_block(self):
        words = plain("# A\n\n*b* [c](/d)\nsame  \nline\n\n- e\n- `f`\n\n```python\ng\n```\n\n> h")

        self.assertEqual(words, "A\nb c same line\n- e\n- f\ng\nh")

    def test_plain_text_has_alternative_texts(self):
        self.assertEqual(plain("See ![Ada *at* work](/a.jpg)."), "See Ada at work.")

    def test_plain_text_has_alternative_texts_of_external_pictures(self):
        self.assertEqual(plain("See ![Ada *at* work](https://d.org/a.jpg)."), "See Ada at work.")

    def test_plain_text_has_footnotes_without_their_numbers(self):
        self.assertEqual(plain("Often.[^1]\n\n[^1]: Twice."), "Often.\nTwice.")

    def test_plain_text_has_no_bidi_controls(self):
        self.assertEqual(plain("a\u202eb &#x2066;c"), "ab c")

    def test_plain_text_is_not_escaped(self):
        self.assertEqual(plain("R&D &lt; <b>"), "R&D < <b>")


class SpokenText(SimpleTestCase):
    TEXT = "The **lamp**.[^1]\n\n![A lantern](/a.jpg) It burned.\n\n[^1]: A tin copy."

    def test_spoken_text_has_no_footnotes_and_alternative_texts(self):
        self.assertEqual(prose.spoken_text(self.TEXT), "The lamp.\nIt burned.")
        self.assertEqual(prose.spoken_text("[![A lantern](/a.jpg)](/b)"), "")
        self.assertEqual(prose.spoken_text("x " * LONGEST), prose.plain("x " * LONGEST))

    def test_unspoken_text_is_returned_with_its_kind(self):
        self.assertEqual(
            prose.get_unspoken_text(self.TEXT),
            [("picture", "A lantern"), ("footnote", "A tin copy.")],
        )
        self.assertEqual(prose.get_unspoken_text("It burned."), [])


class UnusualTexts(SimpleTestCase):
    def test_an_empty_text_is_empty(self):
        for render in (from_editor, from_reader, plain):
            self.assertEqual(render(""), "")

    def test_characters_that_feeds_cannot_hold_are_replaced(self):
        for character in ("\0", "\x08", "\x1b", "\ufffe", "\ud800"):
            for render in (from_editor, from_reader, plain):
                with self.subTest(character=character, render=render.__name__):
                    self.assertIn("a\ufffdb", render(f"a{character}b"))

    def test_a_form_feed_becomes_a_space(self):
        for written in ("a\x0cb", "a\x0bb", "a&#12;b"):
            for render in (from_editor, from_reader, plain):
                with self.subTest(written=written, render=render.__name__):
                    self.assertIn("a b", render(written))

    def test_text_nested_ten_thousand_levels_deep_is_shown(self):
        for nested in (">", "- ", "1. ", "> - ", "[^1]: ", "[", "![", "*_", "\t- "):
            for render in (from_editor, from_reader, plain):
                with self.subTest(nested=nested, render=render.__name__):
                    self.assertTrue("the bottom" in render(nested * 10_000 + "the bottom"))

    def test_no_line_of_a_deeply_nested_list_is_lost(self):
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

    def test_ten_megabytes_keep_their_text_and_paragraphs(self):
        text = "*so* he <b>said</b>\n\n" * 500_000

        for render in (from_editor, from_reader):
            with self.subTest(render=render.__name__):
                html = render(text)

                self.assertEqual(html.count("<p>*so* he &lt;b&gt;said&lt;/b&gt;</p>"), 500_000)
        self.assertEqual(plain(text).split(), text.split())

    def test_a_text_at_the_limit_is_parsed_as_markdown(self):
        self.assertIn("<em>so</em>", from_editor("*so*".ljust(LONGEST)))

    def test_text_with_too_many_marks_is_shown_as_paragraphs(self):
        for mark in ("[", "![", ">", "*", "_", "`", "<", "- a\n", "1. a\n", "&", "|a|\n|-|\n"):
            text = mark * (199_000 // len(mark))
            for render in (from_editor, from_reader):
                with self.subTest(mark=mark, render=render.__name__):
                    self.assertEqual(set(re.findall("<([a-z]+)", render(text))), {"p"})
            with self.subTest(mark=mark):
                self.assertTrue(plain(text) == text)

    def test_a_link_definition_cannot_multiply_the_size_of_a_text(self):
        for definition in ("[r]: /" + "u" * 50_000, "[r]: /u '" + "t" * 50_000 + "'"):
            html = from_editor(definition + "\n\n" + "[r]" * 50_000)

            self.assertLess(len(html), 1_000_000)
            self.assertTrue("[r]" * 50_000 in html)

    def test_texts_rendered_in_several_threads_do_not_mix(self):
        texts = [(f"w{n}[^a]\n\n[^a]: note {n}\n\n[r]: /{n}\n\n[r]", f"k{n}") for n in range(40)]
        alone = [from_editor(text, key) for text, key in texts]

        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda pair: from_editor(*pair), texts))

        self.assertEqual(together, alone)
