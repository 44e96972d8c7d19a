"""No text of editors or readers is executable."""

import json
import re
from html.parser import HTMLParser
from unittest import skipUnless

from django.conf import settings
from django.test import SimpleTestCase

from interviews import prose

DATA = settings.BASE_DIR.parent / "shared/data"

READERS_MAY = {
    *("p", "br", "em", "strong", "blockquote", "ul", "li", "li value", "code", "pre"),
    "hr",
    *("a", "a href", "a title", "a rel", "ol", "ol start"),
}
EDITORS_MAY = READERS_MAY | {
    *("h2", "h3", "h4", "h5", "h6", "hr", "s", "sup"),
    *("div", "div class", "table", "thead", "tbody", "tr", "th", "th class", "td", "td class"),
    *("img", "img src", "img alt", "img title", "img loading", "img width", "img height"),
    *("figure", "figcaption", "span", "span class"),
    "source",  # of <picture>; shows nothing by itself
    *("a id", "a role", "a aria-label", "li id", "section", "section role", "section aria-label"),
}

WRITTEN_HERE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](\x01javascript:alert(1))",
    "[a](&#106;avascript&colon;alert(1))",
    "[a](jav&#x0A;ascript:alert(1))",
    "![a](javascript:alert(1) 'onerror=alert(1)')",
    '![" onerror=alert(1) x="](/x \'" onload="alert(1)\')',
    "[a][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,<script>alert(1)</script>>",
    "[a](https://x' onclick='alert(1))",
    '``` "><script>alert(1)</script>\n```',
    "| a |\n|---|\n| <script>alert(1)</script> |",
    'a[^"><script>]\n\n[^"><script>]: <svg onload=alert(1)>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<form><math><mtext></form><form><mglyph><svg><style><path id='</style><img onerror=x>'>",
]


class Inspector(HTMLParser):
    """Return the tags and attributes of a page that its audience may not write."""

    def __init__(self, html, allowed):
        super().__init__()
        self.allowed, self.forbidden = allowed, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        held = [tag, *(f"{tag} {name}" for name, _ in attributes)]
        self.forbidden += [part for part in held if part not in self.allowed]
        addresses = [value or "" for name, value in attributes if name in {"href", "src"}]
        self.forbidden += [url for url in addresses if not leads_somewhere_safe(url)]

    def handle_comment(self, comment):
        self.forbidden.append(f"<!{comment}>")

    handle_decl = handle_pi = unknown_decl = handle_comment


def leads_somewhere_safe(address):
    # Browsers ignore control characters before a URL, and line breaks and tabs in it.
    address = re.sub(r"^[\0-\x20]+|[\t\r\n]", "", address)
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", address, re.IGNORECASE)
    return scheme is None or scheme[0].lower() in {"http", "https", "mailto"}


class AttacksCase(SimpleTestCase):
    def assert_inert(self, attack):
        for render, clean, allowed in (
            (prose.from_editor, prose.EDITOR_SANITISER.clean, EDITORS_MAY),
            (prose.inline_from_editor, prose.EDITOR_SANITISER.clean, EDITORS_MAY),
            (prose.from_reader, prose.READER_SANITISER.clean, READERS_MAY),
        ):
            # The sanitiser is tested alone too: it must be safe even if the grammar fails.
            for wall, html in (("both", render(attack)), ("sanitiser", clean(attack))):
                with self.subTest(attack=attack, audience=render.__name__, wall=wall):
                    self.assertEqual(Inspector(html, allowed).forbidden, [])


class OwnAttacks(AttacksCase):
    def test_own_attacks_are_inert(self):
        for attack in WRITTEN_HERE:
            self.assert_inert(attack)

    def test_own_attacks_are_inert_as_link_picture_title_and_footnote(self):
        for attack in WRITTEN_HERE:
            for place in ("[a]({})", "![a](<{}>)", "[a](/b '{}')", "<{}>", "a[^1]\n\n[^1]: {}"):
                self.assert_inert(place.format(attack))

    def test_the_inspector_detects_an_attack_that_works(self):
        for attack in ("<script>", "<p onclick=x>", "<a href=' java\nscript:x'>", "<!-- x -->"):
            with self.subTest(attack=attack):
                self.assertNotEqual(Inspector(attack, EDITORS_MAY).forbidden, [])

    def test_the_sanitiser_alone_limits_readers_links_to_the_web(self):
        for address in ("/admin/", "#top", "//example.org", "mailto:ada@example.org"):
            with self.subTest(address=address):
                html = prose.READER_SANITISER.clean(f'<a href="{address}">here</a>')

                self.assertNotIn("href", html)

    def test_an_exchanges_key_cannot_break_out_of_an_id(self):
        html = prose.from_editor("a[^1]\n\n[^1]: b", key="\"><script>alert(1)</script><p id='")

        self.assertEqual(Inspector(html, EDITORS_MAY).forbidden, [])


@skipUnless(DATA.is_dir(), "Attack lists are not at ../shared/data.")
class PublishedAttacks(AttacksCase):
    def test_cases_of_html5libs_sanitizer_are_inert(self):
        cases = json.loads((DATA / "sanitizer/html5lib-sanitizer-tests1.json").read_text("utf-8"))

        for case in cases:
            self.assert_inert(case["input"])

    def test_lists_of_payloads_are_inert_by_line_and_as_a_whole(self):
        for path in sorted((DATA / "sanitizer").rglob("*.txt")):
            text = path.read_text("utf-8", errors="replace")
            for attack in (text, *text.splitlines()):
                self.assert_inert(attack)

    def test_naughty_strings_are_inert_and_shown(self):
        for naughty in json.loads((DATA / "naughty/blns.json").read_text("utf-8")):
            self.assert_inert(naughty)
            if naughty.strip():
                self.assertTrue(prose.from_reader(naughty))
