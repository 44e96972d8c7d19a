"""Pasted HTML as an editor's Markdown: from Word, Google Docs, LibreOffice and web pages. Pure.

nh3 reads the HTML as browsers do, and leaves well-formed HTML with the few elements that matter
here. PastedHTML reads that as blocks of formatted text, and markdown_blocks.py writes the blocks.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

from interviews.prose.escaping import escape_markdown
from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline
from interviews.prose.markdown_blocks import List, MarkdownBlock, Quotation, write_blocks
from interviews.prose.pasted_links import clean_url
from interviews.prose.pasted_notes import find_notes
from interviews.prose.pasted_paragraphs import SPACE, split_paragraphs
from interviews.prose.pasted_styles import get_marks, is_hidden, is_list_mark, read_style_sheets
from interviews.prose.runs import BREAK, NOTE, STRONG, Mark, get_words, write_line
from interviews.prose.token_text import get_lines, get_text

MAX_HTML = 5_000_000  # characters, as pasted; Word sends a style sheet with every paste
MAX_CLEANED = 1_500_000  # characters; elements that are not closed are repeated in each block
MAX_BLOCKS = 5000  # each is parsed several times; more take seconds
MAX_DEPTH = 3000  # elements within each other; twice the depth takes four times as long
# Elements that nest; those whose end tag may be missing do not count.
NESTING = re.compile(
    r"<(/?)(?:div|section|article|header|footer|main|aside|figure|table|ul|ol|dl|blockquote|pre"
    r"|span|font|center|b|i|em|strong|a|fieldset|form|nav|details|[a-z]+-[a-z-]+)\b",
    re.IGNORECASE,
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "div", "section", "article", "header", "footer", "main", "aside", "figure"}
BLOCKS |= {"figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "dl"}
BLOCKS |= {"dt", "dd", "address", "pre", "center", "details", "summary", "fieldset", "form", "nav"}
BLOCKS |= {"blockquote", "ul", "ol", "li", *HEADINGS}
INLINE = {"a", "b", "strong", "i", "em", "cite", "s", "del", "strike", "code", "span", "font"}
CLEANER = nh3.Cleaner(
    tags=BLOCKS | INLINE | {"br", "hr"},
    clean_content_tags={"style", "script", "title", "template", "iframe", "object", "xml"},
    attributes={"*": {"style", "class", "id"}, "a": {"href", "name"}, "ol": {"start"}},
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
    url_relative="pass_through",
)
WORD_LIST = re.compile(r"\bl\d+\s+level(\d)", re.IGNORECASE)
NUMBER = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


class TooLong(ValueError):
    """The HTML is too long to be read while an editor waits."""


def from_html(html: str, first_note: int = 1) -> str:
    """Return pasted HTML as Markdown; TooLong if it is too long.

    Footnotes are numbered from `first_note`.
    """
    blocks = _read(html, first_note)
    paragraphs = [MarkdownBlock((), block.runs) for block in blocks if block.runs]
    expected = Counter(word for block in blocks for word in get_words(block.runs).split())
    for written in (blocks, paragraphs):
        text = write_blocks(written)
        tokens = parse(EDITOR_GRAMMAR, text, {"level": 2})
        if tokens and Counter(" ".join(get_lines(tokens, numbers=False)).split()) == expected:
            return text
    return "\n\n".join(escape_markdown(get_words(block.runs)) for block in paragraphs)


def inline_from_html(html: str) -> str:
    """Return pasted HTML as Markdown on one line; TooLong if it is too long."""
    blocks = [[run for run in block.runs if NOTE not in run[1]] for block in _read(html, 1)]
    text = " ".join(filter(None, map(write_line, blocks)))
    expected = " ".join(map(get_words, blocks)).split()
    tokens = parse_inline(text)
    return (
        text
        if tokens and get_text(tokens).split() == expected
        else escape_markdown(" ".join(expected))
    )


def _read(html, first_note):
    if len(html) > MAX_HTML or _get_depth(html) > MAX_DEPTH:
        raise TooLong
    cleaned = CLEANER.clean(html.replace("\0", ""))
    if len(cleaned) > MAX_CLEANED:
        raise TooLong
    reader = PastedHTML(read_style_sheets(html), find_notes(cleaned, first_note))
    reader.feed(cleaned)
    reader.close()
    reader.end_block()
    if len(reader.blocks) > MAX_BLOCKS:
        raise TooLong
    return reader.blocks


def _get_depth(html):
    """Return how many elements are within each other at most; a little more if tags are wrong."""
    depth = deepest = 0
    for closes in NESTING.findall(html):
        depth = max(0, depth - 1) if closes else depth + 1
        deepest = max(deepest, depth)
    return deepest


class PastedHTML(HTMLParser):
    """Reads cleaned HTML as `blocks`."""

    def __init__(self, style_sheet, notes):
        super().__init__(convert_charrefs=True)
        self.style_sheet = style_sheet
        self.references, self.notes = notes
        self.blocks, self.runs, self.elements = [], [], []
        self.containers, self.lists, self.word_items = [], [], {}
        self.marks, self.level, self.note = frozenset(), 0, None
        self.open_pre = 0  # elements
        self.is_hidden, self.list_mark, self.word_list, self.word_mark = False, None, None, None

    # --- Elements ---------------------------------------------------------------------

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in ("br", "hr"):
            self._break(tag, attributes)
            return
        if tag in BLOCKS:
            self.end_block()
        state = (self.marks, self.level, self.is_hidden, self.list_mark, list(self.containers))
        self.elements.append((tag, state))
        self.open_pre += tag == "pre"
        style = self.style_sheet.get_style(attributes)
        self.is_hidden = self.is_hidden or is_hidden(style, attributes)
        self.marks = get_marks(tag, style, self.marks)
        self.level = HEADINGS.get(tag, self.level)
        if is_list_mark(style):
            self.list_mark = []
        elif tag == "p" and (found := WORD_LIST.search(style.get("mso-list", ""))):
            self.word_list = (style["mso-list"].split()[0], int(found[1]))
        self._start(tag, attributes)

    def _start(self, tag, attributes):
        if tag == "blockquote":
            self.containers.append(Quotation())
        elif tag in ("ul", "ol"):
            self._start_list(tag, attributes)
        elif tag == "li":
            self._start_item()
        elif tag == "a":
            self._start_link(attributes)

    def _start_list(self, tag, attributes):
        start = attributes.get("start", "1")
        number = int(start) if start.isascii() and start.isdecimal() and len(start) < 4 else 1
        parent = self.elements[-2][0] if len(self.elements) > 1 else ""
        # Google Docs writes a list below an item beside the item, not in it.
        if parent in ("ul", "ol") and self.lists[-1].last:
            self.containers.append(self.lists[-1].last)
        self.lists.append(List(number if tag == "ol" else None))

    def _start_item(self):
        if not self.lists:
            self.lists.append(List(None))
        self.containers.append(self.lists[-1].add_item())

    def _start_link(self, attributes):
        names = {attributes.get("id"), attributes.get("name")}
        target = (attributes.get("href") or "").removeprefix("#")
        places = [(name, target) for name in names]
        reference = next(filter(None, map(self.references.get, places)), None)
        note = next(filter(None, map(self.notes.get, places)), None)
        if reference:
            self._add(f"[^{reference}]", frozenset({NOTE}))
        elif note:
            self.note = note
        if reference or note or target.startswith(("cmnt", "_msocom", "_cmnt")):
            self.is_hidden = True  # the number, and the mark of a comment
        elif url := clean_url(attributes.get("href")):
            self.marks = frozenset(m for m in self.marks if m.kind != "a") | {Mark("a", url)}

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.end_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        while self.elements:
            closed, state = self.elements.pop()
            self.open_pre -= closed == "pre"
            self.marks, self.level, self.is_hidden, list_mark, self.containers = state
            if closed == tag:
                break
        if self.list_mark is not None and list_mark is None:
            self._number_word_item("".join(self.list_mark))
            self.list_mark = None

    def _break(self, tag, attributes):
        if tag == "hr":
            self.end_block()
            self.blocks.append(MarkdownBlock(tuple(self.containers), [], is_rule=True))
        elif "Apple-interchange-newline" not in (attributes.get("class") or ""):
            self._add(BREAK, frozenset())

    # --- Text -------------------------------------------------------------------------

    def handle_data(self, data):
        if self.list_mark is not None:
            self.list_mark.append(data)
        elif self.open_pre:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self._add(BREAK, frozenset())
                self._add(line, self.marks)
        else:
            self._add(SPACE.sub(" ", data), self.marks)

    def _add(self, text, marks):
        if not self.is_hidden and text:
            self.runs.append((text, marks))

    def end_block(self):
        """Add the text since the last block as one block or several, if it has any words."""
        runs, self.runs = self.runs, []
        paragraphs = list(split_paragraphs(runs))
        containers = tuple(self.containers)
        if paragraphs and self.word_list:
            containers += self._word_containers()
        elif paragraphs:
            self.word_items = {}
        for paragraph in paragraphs:
            level = 0 if containers or self.note else min(self.level + 1, 6) if self.level else 0
            if level:
                paragraph = [(text, marks - {STRONG}) for text, marks in paragraph]
            self.blocks.append(MarkdownBlock(containers, paragraph, level, self.note))
            self.note = None
        self.word_list = self.word_mark = None

    # --- Lists of Word ----------------------------------------------------------------

    def _number_word_item(self, text):
        found = NUMBER.search(text)
        self.word_mark = found[0] if found and text.strip()[-1:] in ".)" else None

    def _word_containers(self):
        """Return the containers of a paragraph that Word shows as an item of a list."""
        name, level = self.word_list
        self.word_items = {
            key: each
            for key, each in self.word_items.items()
            if key[1] < level or key == (name, level)
        }
        rows = self.word_items.setdefault((name, level), List(1 if self.word_mark else None))
        outer = [each for key, each in sorted(self.word_items.items(), key=lambda i: i[0][1])]
        parents = [each.last for each in outer if each is not rows and each.last]
        return (*parents, rows.add_item())
