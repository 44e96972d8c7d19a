"""Pasted HTML as Markdown: no word is lost, formatting is kept, nothing unsafe comes through."""

import re
from collections import Counter
from html import escape
from unittest import SkipTest

from django.conf import settings
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from interviews import prose
from interviews.prose.from_html import MAX_HTML, TooLong, from_html, inline_from_html
from interviews.prose.pasted_links import clean_url

GOOGLE_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="ltr"><span style="font-weight:700;font-style:normal">How did </span><span
style="font-weight:700;font-style:italic">you</span><span style="font-weight:700"> come?</span></p>
<br /><p><span style="font-weight:400">By </span><a
href="https://www.google.com/url?q=https://a.org/b?c%3D1%26utm_source%3Dq&amp;sa=D"><span
style="text-decoration:underline">accident</span></a><span style="font-weight:400">.</span></p>
<ul><li aria-level="1"><p role="presentation"><span>one</span></p></li><ul><li><p>below
one</p></li></ul><li><p>two</p></li></ul><h2><span style="font-weight:700">A head</span></h2></b>
<br class="Apple-interchange-newline">"""

WORD = """<html xmlns:o="urn:x"><head><title>Draft</title><style><!-- p.MsoNormal {margin:0}
.Loud {font-weight:bold} --></style></head><body><!--StartFragment--><p class=MsoNormal><b>Why
<i>here</i>?<o:p></o:p></b></p><p class=MsoNormal>Because<span style='mso-spacerun:yes'>&nbsp;
</span>of <span class=Loud>it</span>.<a href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a></p><p
class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>First</p><p
class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o</span>Below</p><p class=MsoListParagraphCxSpLast
style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Last</p><p
style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>One</p><p
style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Two</p><div
style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1"><span>[1]</span></a> The note.</p></div><!--EndFragment--></body></html>"""

LIBRE_OFFICE = """<p>He said<a class="sdfootnoteanc" name="sdfootnote1anc"
href="#sdfootnote1sym"><sup>1</sup></a> <font face="Sans"><i>no</i></font>.</p><div
id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Twice.</p></div>"""


class FormattingIsKept(SimpleTestCase):
    def test_a_text_from_google_docs_keeps_its_formatting(self):
        self.assertEqual(
            from_html(GOOGLE_DOCS),
            "**How did *you* come?**\n\nBy [accident](https://a.org/b?c=1).\n\n"
            "- one\n  - below one\n- two\n\n### A head",
        )

    def test_a_text_from_word_keeps_its_formatting_lists_and_footnotes(self):
        self.assertEqual(
            from_html(WORD),
            "**Why *here*?**\n\nBecause of **it**.[^1]\n\n- First\n  - Below\n- Last\n\n"
            "1. One\n2. Two\n\n[^1]: The note.",
        )

    def test_a_footnote_from_libreoffice_gets_a_number_that_is_free(self):
        self.assertEqual(from_html(LIBRE_OFFICE, first_note=4), "He said[^4] *no*.\n\n[^4]: Twice.")

    def test_the_marks_of_comments_are_left_out(self):
        pasted = 'A hive.<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'

        self.assertEqual(from_html(pasted), "A hive.")

    def test_blocks_of_web_pages_become_blocks(self):
        for pasted, markdown in {
            "<div>a</div><div>b<br><br>c<br>d</div>": "a\n\nb\n\nc  \nd",
            "<blockquote><p>a</p><p>b</p></blockquote>c": "> a\n>\n> b\n\nc",
            "<ol start=3><li>a<ul><li>b</li></ul></li><li>c</li></ol>": "3. a\n   - b\n4. c",
            "<ul><li>a</li></ul><ul><li>b</li></ul>": "- a\n\n* b",
            "<h1>a</h1><h3><b>b</b></h3><hr>c": "## a\n\n#### b\n\n---\n\nc",
            "<table><tr><td>a</td><td>b</td></tr></table>": "a\n\nb",
            "<pre>a\n  b</pre>": "a  \nb",
            "<s>a</s> <code>f(`)</code>": "~~a~~ ``f(`)``",
        }.items():
            with self.subTest(pasted):
                self.assertEqual(from_html(pasted), markdown)

    def test_emphasis_stands_where_markdown_can_read_it(self):
        for pasted, markdown in {
            "a<b> b </b>c": "a **b** c",
            "a<b>b</b>c": "a**b**c",
            '<i>"a"</i>b': '"*a*"b',
            "<b>a <i>b</i></b><i> c</i>": "**a *b*** *c*",
            "<b>a</b> <b>b</b>": "**a b**",
            "<b><br></b>a<i> </i>": "a",
            "wow!<a href='https://a.org'>a]b</a>": "wow\\![a\\]b](https://a.org)",
        }.items():
            with self.subTest(pasted):
                self.assertEqual(from_html(pasted), markdown)

    def test_words_that_look_like_markdown_are_escaped_and_others_are_not(self):
        for words, markdown in {
            "[laughs] 2 * 3, snake_case": "[laughs] 2 * 3, snake_case",
            "*so* it was": "\\*so\\* it was",
            "1. That": "1\\. That",
            "# 1": "\\# 1",
            "a [b](c)": "a \\[b]\\(c)",
            "\\": "\\\\",
        }.items():
            with self.subTest(words):
                self.assertEqual(from_html(f"<p>{words}</p>"), markdown)

    def test_a_line_keeps_its_inline_formatting_only(self):
        self.assertEqual(
            inline_from_html(GOOGLE_DOCS),
            "**How did *you* come?** By [accident](https://a.org/b?c=1). one below one two A head",
        )

    def test_real_pages_keep_all_their_words(self):
        folder = settings.BASE_DIR.parent / "shared/data/derived/html-paste"
        pages = sorted(folder.glob("*.html"))
        if not pages:
            raise SkipTest(f"{folder} is not here.")
        for page in pages:
            with self.subTest(page.name):
                html = page.read_text()

                markdown = from_html(html)

                self.assertEqual(words_of(prose.from_editor(markdown)), words_of(html))
                self.assertEqual(
                    prose.from_editor(markdown).count("<strong>") > 0, "<strong>" in html
                )


def words_of(html):
    """Return how often each word is in HTML, without elements."""
    text = re.sub(r"<(?:style|script|title).*?</|<!--.*?-->", " ", html, flags=re.DOTALL)
    text = re.sub(r"</?(?:p|li|div|h\d|br|ul|ol|blockquote)\b[^>]*>", " ", text)
    text = re.sub(r"<[^>]*>", "", text)
    return Counter(prose.plain(text).replace("&amp;", "&").replace("&quot;", '"').split())


class NothingUnsafeComesThrough(SimpleTestCase):
    def test_only_links_to_the_web_and_to_mailboxes_stay(self):
        for url in (
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.org",
            "/a",
            "#a",
            "ftp://a.org",
        ):
            with self.subTest(url):
                self.assertEqual(from_html(f'<a href="{url}">a</a>'), "a")
                self.assertEqual(clean_url(url), "")
        self.assertEqual(clean_url("mailto:ines@example.org"), "mailto:ines@example.org")
        self.assertEqual(clean_url("java\nscript:alert(1)"), "")
        self.assertEqual(clean_url("https://a.org/(b) c"), "https://a.org/%28b%29%20c")

    def test_a_link_leads_to_its_page_without_redirect_and_tracking(self):
        for url in (
            "https://www.google.com/url?q=https://a.org/b&sa=D&ust=1",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.org%2Fb%3Ffbclid%3D1",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2Fb&data=x",
            "https://a.org/b?utm_source=x&utm_medium=y",
        ):
            with self.subTest(url):
                self.assertEqual(clean_url(url), "https://a.org/b")
        self.assertEqual(clean_url("https://www.google.com/url?q=javascript:alert(1)"), "")

    def test_scripts_and_styles_are_left_out(self):
        pasted = (
            "<script>a()</script><style>b{}</style><p onclick=c()>d<svg><script>e</script></svg>"
        )

        self.assertEqual(from_html(pasted), "d")

    def test_a_text_that_is_too_long_is_refused_and_a_deep_one_keeps_its_words(self):
        repeated = "".join(f"<b id={n}><p>" for n in range(2000))
        for huge in ("x" * (MAX_HTML + 1), repeated, "<p>x" * 5001, "<ul><li>" * 3001):
            with self.subTest(huge[:20]), self.assertRaises(TooLong):
                from_html(huge)
        for tag in ("b", "blockquote", "ul><li", "span style=color:red", "div"):
            with self.subTest(tag):
                deep = f"<{tag}>" * 2000 + "deep down"

                self.assertEqual(
                    prose.plain(from_html(deep), numbers=False).split(), ["deep", "down"]
                )


TEXT = st.text(st.sampled_from("ab *_`[]()<>#-1.!~|\\&:\n\xa0é“"), max_size=12)
INLINE = st.deferred(
    lambda: (
        TEXT.map(escape)
        | st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(["b", "i", "s", "code", "u", "a"]),
            st.deferred(lambda: INLINE),
        )
        | st.builds('<a href="https://a.org/{}">{}</a>'.format, st.integers(0, 9), TEXT.map(escape))
        | st.lists(INLINE, max_size=4).map("".join)
    )
)
BLOCKS = st.deferred(
    lambda: (
        st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(["p", "div", "h2", "blockquote", "pre", "li", "ul", "ol", "td"]),
            INLINE | BLOCKS,
        )
        | st.lists(BLOCKS, max_size=3).map("".join)
    )
)


class AnyHTML(SimpleTestCase):
    @hypothesis_settings(deadline=None, max_examples=150)
    @given(BLOCKS | INLINE)
    def test_no_character_is_lost_or_added(self, html):
        shown = characters(re.sub("<[^>]*>", "", html))
        for convert, render in ((from_html, prose.plain), (inline_from_html, prose.inline_plain)):
            arguments = {"numbers": False} if render is prose.plain else {}

            found = characters(escape(render(convert(html), **arguments)))

            self.assertEqual(found, shown)


def characters(html):
    return Counter(re.sub(r"\s", "", html))
