"""The grammars follow CommonMark, except for deliberate changes."""

import json
import re
from html.parser import HTMLParser
from unittest import skipUnless

from django.conf import settings
from django.test import SimpleTestCase
from markdown_it import MarkdownIt

from interviews.prose import from_editor

SPEC = settings.BASE_DIR.parent / "shared/data/markdown/commonmark-spec.json"

# Examples of the specification that render differently, and why. All others are equal.
RAW_HTML = {
    *(21, 31, *range(148, 194), 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538),
    *(*range(615, 620), 625, *range(627, 634), 645, 646),
}
HEADINGS = {
    *(10, 59, 62, 66, 67, 68, 71, 72, *range(75, 79), *range(80, 83), 84, 86, 89, 90, 91, 95, 96),
    *(102, 103, 141, 216, 217, 229, 230, 231, 232, 234, 302),
}
CODE_LANGUAGES = {24, 34, 142, 143, 146}
UNKNOWN_SCHEMES = {598, 600, 601, 603}
BARE_MARKS = {79, 83, 144, 280, 281, 282, 286}
INDENTED = {
    *(1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 85, 100, 107, 110, 111, 112, 114, 115, 116, 117, 118),
    *(134, 137, 213, 227, 233, 238, 240, 254, 255, 256, 259, 266, 272, 274, 275, 276),
    *(*range(288, 293), 315),
}
DEFINITIONS = {
    *(196, 205, 206, 209, 210, 212, 319, 539, 540, 546, 547, 565, 567, 569, 573, 575, 578, 579),
    594,
}
NUMBERS = {267, 270, 273, 298, 299, 301}
EMPHASIS = {358, 382, 394}
CHANGED_ON_PURPOSE = {
    "raw HTML is shown as text, so that nothing said is lost or executed": RAW_HTML,
    "headings step down below the question": HEADINGS,
    "the language of a code block, which nothing here uses, is not kept": CODE_LANGUAGES,
    "a mark without words, or a single dash under a line, is words": BARE_MARKS,
    "what is indented is no code: people indent what they write": INDENTED,
    "a link definition that no link uses, or that names no address, is words": DEFINITIONS,
    "a number that begins no list and goes on with none is words": NUMBERS,
    "** may stand between a letter and a mark; 5*6*78 is arithmetic": EMPHASIS,
    "a link leads to the web, a mailbox or this site, or stays text": UNKNOWN_SCHEMES,
}

BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "hr"),
    *("div", "table", "tr", "td", "del", "ins", "script", "style", "textarea", "br"),
}


class Outline(HTMLParser):
    """HTML as a list of tags and texts, for comparison."""

    def __init__(self, html):
        super().__init__()
        self.parts = [("<", "div")]
        self.feed(html)
        self.close()
        self.parts.append((">", "div"))

    def handle_starttag(self, tag, attributes):
        kept = sorted(pair for pair in attributes if pair[0] not in {"rel", "loading"})
        self.parts.append(("<", tag, *kept))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.parts.append((">", tag))

    def handle_data(self, text):
        if self.parts[-1][0] == "text":
            text = self.parts.pop()[1] + text
        self.parts.append(("text", text))

    def handle_comment(self, comment):
        self.parts.append(("comment", comment))

    handle_decl = handle_pi = unknown_decl = handle_comment

    def read(self):
        """Return the parts without the white space that only lays out the source."""
        read = []
        for before, part, after in zip(self.parts, self.parts[1:], self.parts[2:], strict=False):
            if part[0] == "text":
                text = part[1].lstrip("\n") if before[1] in BLOCKS else part[1]
                part = ("text", text.rstrip("\n") if after[1] in BLOCKS else text)
            if part != ("text", ""):
                read.append(part)
        return read


def same(html, other):
    return Outline(html).read() == Outline(other).read()


@skipUnless(SPEC.is_file(), "CommonMark's examples are not at ../shared/data/markdown.")
class CommonMarkExamples(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        examples = json.loads(SPEC.read_text(encoding="utf-8"))
        cls.examples = {example["example"]: example for example in examples}

    def test_the_specification_file_is_complete(self):
        self.assertEqual(len(self.examples), 655)

    def test_the_parser_follows_every_example(self):
        parser = MarkdownIt("commonmark")

        for number, example in self.examples.items():
            with self.subTest(example=number):
                self.assertTrue(same(parser.render(example["markdown"]), example["html"]))

    def test_the_editors_grammar_differs_in_the_listed_examples_only(self):
        changed = {
            number
            for number, example in self.examples.items()
            if not same(from_editor(example["markdown"]), example["html"])
        }

        self.assertEqual(changed, set().union(*CHANGED_ON_PURPOSE.values()))

    def test_no_example_is_listed_for_two_reasons(self):
        listed = sum(len(examples) for examples in CHANGED_ON_PURPOSE.values())

        self.assertEqual(listed, len(set().union(*CHANGED_ON_PURPOSE.values())))

    def test_headings_differ_in_nothing_but_their_level(self):
        self.assert_same_but_for(HEADINGS, r"<(/?)h[2-6]>", r"<\1h1>")

    def test_code_blocks_differ_in_nothing_but_their_language(self):
        self.assert_same_but_for(CODE_LANGUAGES, r' class="language-[^"]*"', "")

    def assert_same_but_for(self, examples, difference, common):
        for number in examples:
            with self.subTest(example=number):
                html = from_editor(self.examples[number]["markdown"])
                expected = self.examples[number]["html"]

                self.assertTrue(
                    same(re.sub(difference, common, html), re.sub(difference, common, expected))
                )
