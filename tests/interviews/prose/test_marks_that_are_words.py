"""Text that CommonMark would take for markup, by editors and by readers."""

import re
from html.parser import HTMLParser
from itertools import chain

from django.test import SimpleTestCase
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.prose import (
    from_editor,
    from_reader,
    inline_from_editor,
    inline_plain,
    plain,
    plain_from_reader,
)

# Without URLs and entities, which are not shown unchanged; each number once, because lists with
# equal numbers are counted.
TYPED = [
    *("# ", "#", "- ", "+ ", "-", "--", "---", "===", "=", "* ", "***", "* * *", "> ", ">", "| "),
    *("1. ", "2. ", "3) ", "40. ", "41. ", "1933. ", "10.", "11) ", "007. ", "|-|\n", "|"),
    *("[Anna]: ", "[Anna]", "[8]: ", "[8]", "*", "**", "***", "_", "__", "~~", "5*6*9", "~~~~\n"),
    *("Before", "Me.", "42", "なに", "注意：", "“no”", "[9]: /", "```", "`", "\\", "(", "!"),
]
SPACES = ["", "", " ", " ", "\n", "\n", "\n\n", "    ", "\t", "  \n", "\n    ", "\n   "]
TEXTS = st.lists(
    st.tuples(st.sampled_from(TYPED), st.sampled_from(SPACES)),
    min_size=1,
    max_size=12,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: "".join(chain.from_iterable(pairs)))


class Reader(HTMLParser):
    """Return words and numbers as a browser shows them, with the numbers of lists."""

    def __init__(self, html):
        super().__init__()
        self.said, self.lists = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.said.append(" " if tag not in {"em", "strong", "s", "a", "sup"} else "")
        if tag in {"ol", "ul"}:
            self.lists.append(int(attributes.get("start", 1)) if tag == "ol" else None)
        elif tag == "li" and self.lists[-1] is not None:
            number = int(attributes.get("value", self.lists[-1]))
            self.lists[-1] = number + 1
            self.said.append(f" {number} ")

    def handle_endtag(self, tag):
        self.said.append(" " if tag not in {"em", "strong", "s", "a", "sup"} else "")
        if tag in {"ol", "ul"}:
            self.lists.pop()

    def handle_data(self, data):
        self.said.append(data)


def words(text):
    """Return letters and digits; numbers without leading zeros, as lists show them."""
    return "".join(word.lstrip("0") for word in re.findall(r"[^\W_]+", text))


def seen(html):
    return words("".join(Reader(html).said))


class Numbers(SimpleTestCase):
    @settings(max_examples=500, deadline=None)
    @given(TEXTS)
    @example("1. a\n3. b\n\n1933. c")
    @example("> [Anna]: Me.\n\n[Anna]")
    @example("| a |\n|-|\n| 1 | 2 |")
    @example("1. a\n\n   40. b")
    @example("[8]: 42")
    @example("```Before\n~~~~\n")
    def test_no_typed_number_is_lost(self, text):
        self.assertEqual(seen(from_editor(text)), words(text))
        self.assertEqual(seen(from_reader(text)), words(text))
        self.assertEqual(words(plain(text)), words(text))
        self.assertEqual(words(plain_from_reader(text)), words(text))


class Sentences(SimpleTestCase):
    """Each sentence is one paragraph in both grammars."""

    BOTH = (
        "1933. When the dam broke.",
        "1933.",
        "40. No more.",
        "10.",
        "1)",
        "-",
        "+",
        "#",
        "[Anna]: Me.",
        "[SPEAKER_01]: No.",
        "[Anna]: https://example.org",
        "[^1]: Me.",
        "2 * 3 * 4 is 2*3*4.",
        "One\n-",
        "Two\n=",
        "We met in\n40. It was cold.",
        "#hashtag",
        "007. Bond.",
    )

    def test_sentences_keep_their_numbers_dashes_and_brackets(self):
        for text in self.BOTH:
            for html, said in (
                (from_editor(text), plain(text)),
                (from_reader(text), plain_from_reader(text)),
            ):
                with self.subTest(text, html=html):
                    # A bare URL is a link in a reply.
                    self.assertRegex(html, r"^<p>(?:[^<]|<br>|<a [^>]*>|</a>)*</p>\n$")
                    self.assertEqual(
                        re.sub(r"</?(p|br|a)( [^>]*)?>", "", html).split(), text.split()
                    )
                    self.assertEqual(said.split(), text.split())

    def test_indented_sentences_are_not_code(self):
        for indented in ("    Then.", "\tThen.", "First.\n\n    Then.", "- First.\n\n      Then."):
            for html in (from_editor(indented), from_reader(indented)):
                with self.subTest(indented, html=html):
                    self.assertNotIn("<code>", html)
                    self.assertIn("Then.</p>", html)

    def test_brackets_stay_text_if_the_name_is_repeated(self):
        html = from_editor("[Anna]: Me.\n\n[Anna] laughs.")

        self.assertEqual(html, "<p>[Anna]: Me.</p>\n<p>[Anna] laughs.</p>\n")


class EditorsLists(SimpleTestCase):
    def test_lists_begin_at_zero_or_one_or_continue(self):
        for text, start in {"1. a": 1, "0. a": 0, "4. a\n5. b": 4, "10) a\n\n11) b": 10}.items():
            with self.subTest(text):
                opened = "<ol>" if start == 1 else f'<ol start="{start}">'
                self.assertIn(opened, from_editor(text))

    def test_lists_continue_below_a_paragraph(self):
        html = from_editor("1. a\n\nBetween.\n\n2. b\n\nBetween.\n\n3. c")

        self.assertIn('<ol start="2">', html)
        self.assertIn('<ol start="3">', html)

    def test_lists_keep_a_number_that_is_out_of_order(self):
        html = from_editor("1. a\n2. b\n1933. c\n1934. d")

        self.assertHTMLEqual(html, '<ol><li>a</li><li>b</li><li value="1933">c</li><li>d</li></ol>')
        self.assertEqual(plain("1. a\n2. b\n1933. c"), "1. a\n2. b\n1933. c")

    def test_lists_with_equal_numbers_are_counted(self):
        self.assertHTMLEqual(from_editor("1. a\n1. b"), "<ol><li>a</li><li>b</li></ol>")
        self.assertEqual(plain("1. a\n1. b"), "1. a\n2. b")

    def test_plain_text_of_lists_has_their_numbers_and_bullets(self):
        self.assertEqual(plain("- a\n- b\n\n  c\n\n1) d\n   * e"), "- a\n- b\nc\n1) d\n* e")

    def test_a_list_ends_a_list_of_another_kind(self):
        self.assertEqual(plain("- a\n40. No more."), "- a\n40. No more.")


class OtherEditorsMarkup(SimpleTestCase):
    def test_headings_quotations_code_and_links_work(self):
        for text, html in {
            "# One": "<h3>One</h3>",
            "One\n===": "<h3>One</h3>",
            "> One\ntwo": "<blockquote><p>One two</p></blockquote>",
            "```\n    One\n```": "<pre><code>    One\n</code></pre>",
            "[One][1]\n\n[1]: /x": '<p><a href="/x" rel="noopener">One</a></p>',
            "***": "<hr>",
        }.items():
            with self.subTest(text):
                self.assertHTMLEqual(from_editor(text), html)

    def test_a_second_definition_of_a_name_is_text(self):
        html = from_editor("[a]: /one\n[a]: /two\n\n[a]")

        self.assertIn("<p>[a]: /two</p>", html)
        self.assertIn('href="/one"', html)

    def test_a_cell_beyond_the_head_of_a_table_is_text(self):
        self.assertIn("<p>| 1 | 2 |</p>", from_editor("| a |\n|---|\n| 1 | 2 |"))


class Emphasis(SimpleTestCase):
    STRONG = {
        "**注意：**正文": "<strong>注意：</strong>正文",
        "**Achtung:**Text": "<strong>Achtung:</strong>Text",
        "这是**“引用”**的话": "这是<strong>“引用”</strong>的话",
        "**“一”**、**“二”**。": "<strong>“一”</strong>、<strong>“二”</strong>。",
        "**太郎（Taro）**は言った": "<strong>太郎（Taro）</strong>は言った",
        "He said **“no”**!": "He said <strong>“no”</strong>!",
        "*注意：*正文": "<em>注意：</em>正文",
        "a **b** c**d**e": "a <strong>b</strong> c<strong>d</strong>e",
        "*(**foo**)*": "<em>(<strong>foo</strong>)</em>",
        "2 ** 3, 2**3**4 and 5*6*7": "2 ** 3, 2**3**4 and 5*6*7",
    }

    def test_emphasis_may_end_between_punctuation_and_a_letter(self):
        for text, html in self.STRONG.items():
            with self.subTest(text):
                self.assertEqual(from_editor(text), f"<p>{html}</p>\n")
                self.assertEqual(from_reader(text), f"<p>{html}</p>\n")
                self.assertEqual(from_editor(f"# {text}"), f"<h3>{html}</h3>\n")
                self.assertEqual(inline_from_editor(text), html)

    def test_strikethrough_may_end_between_punctuation_and_a_letter(self):
        self.assertEqual(from_editor("~~删除：~~正文"), "<p><s>删除：</s>正文</p>\n")


class InlineMarkdown(SimpleTestCase):
    def test_plain_text_of_a_line_is_what_the_line_shows(self):
        for line in ("1. Why?", "# Why?", "- Why?", "> Why?", "[Anna]: Why?", "Why?[^1]", "***"):
            with self.subTest(line):
                self.assertEqual(inline_plain(line), line)

    def test_plain_text_of_a_line_has_no_markup(self):
        self.assertEqual(inline_plain("*Why* [this](/x)  \n`now`?"), "Why this now?")


class ReadersReplies(SimpleTestCase):
    def test_replies_have_a_separator_between_two_parts(self):
        for mark in ("* * *", "***", "- - -", "---"):
            with self.subTest(mark):
                html = from_reader(f"One.\n\n{mark}\n\nTwo.")

                self.assertHTMLEqual(html, "<p>One.</p><hr><p>Two.</p>")

    def test_replies_with_only_a_separator_have_no_bullets(self):
        self.assertEqual(from_reader("* * *"), "<p>* * *</p>\n")
        self.assertEqual(from_reader("One.\n\n* * *"), "<p>One.</p>\n<p>* * *</p>\n")

    def test_replies_continue_outside_of_a_quotation(self):
        for text in ("> Quoted.\nMine.", "> > Quoted.\nMine.", "> Quoted\n> on.\nMine."):
            with self.subTest(text):
                self.assertTrue(from_reader(text).endswith("</blockquote>\n<p>Mine.</p>\n"))

    def test_replies_in_a_list_continue_outside_of_a_quotation(self):
        html = from_reader("- > Quoted.\n  Mine.\n- Next.")

        self.assertIn("</blockquote>\nMine.</li>", html)
        self.assertIn("<li>Next.</li>", html)

    def test_plain_text_of_replies_uses_the_readers_grammar(self):
        self.assertEqual(
            plain_from_reader("> Quoted.\nMine.\n\n[Librarian]: Shelf-12\n\n# 1 is rest."),
            "Quoted.\nMine.\n[Librarian]: Shelf-12\n# 1 is rest.",
        )
