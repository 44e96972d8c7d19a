"""Splits a text into blocks: paragraphs, headings, lists, code, …, each with one role."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from interviews.prose.blocks import ADDRESS
from interviews.transcripts.transcript import ParagraphRole


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    MARKUP = "markup"  # HTML, or a site generator's tag
    RULE = "rule"
    LINK = "link"  # definitions of reference links
    FOOTNOTE = "footnote"


@dataclass
class Block:
    """Consecutive lines of one kind; `role` is None until it is known."""

    text: str
    kind: BlockKind
    role: ParagraphRole | None = None
    speaker: str | None = None
    reason: str = ""
    start: int | None = None  # milliseconds from the beginning of the recording
    end: int | None = None
    label: str = ""  # that was removed from the beginning of the text

    def set_role(self, role, reason="", speaker=None):
        self.role, self.reason, self.speaker = role, reason, speaker


FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
UNDERLINE = re.compile(r" {0,3}(={3,}|-{3,})[ \t]*$")
NUMBER_SIGN = re.compile(r" {0,3}#[ \t]+\d{1,4}[ \t]+[a-zß-öø-ÿа-я]")  # “# 1 on my list”
RULE = re.compile(r"[ \t\xa0]*(?:([-*_~=•⁂])(?:[ \t\xa0]*\1){2,}|⁂|—{2,})[ \t\xa0]*$")
LINK = re.compile(
    rf" {{0,3}}\[(?!\^)((?:[^\[\]\\]|\\.){{1,200}})\]:[ \t]*(<[^<>]*>|(?:{ADDRESS.pattern})\S*)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,100})\]:")
LIST = re.compile(r"\s{0,3}(?:[-*+•·‣◦]|\(?\d{1,9}[.)])[ \t\xa0]")
MARKUP = re.compile(
    r"\s*(?:</?(?:address|article|aside|blockquote|br|center|details|div|dl|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|iframe|img|li|nav|ol|p|picture|pre|script|section|source|style|summary"
    r"|svg|table|tbody|td|tr|ul|video)\b|<!--|<!doctype|\[?\{%.*%\}\S*\s*$)",
    re.IGNORECASE,
)

# Lines that are always a block of their own.
SINGLE_LINES = [(HEADING, BlockKind.HEADING), (RULE, BlockKind.RULE)]
FIRST_LINES = [
    (FENCE, BlockKind.CODE),
    (FOOTNOTE, BlockKind.FOOTNOTE),
    (LINK, BlockKind.LINK),
    (MARKUP, BlockKind.MARKUP),
    (LIST, BlockKind.LIST),
]


def is_list_item(line):
    """Return whether a line begins an item of a list."""
    return bool(LIST.match(line))


def split(text, *, is_markdown=True):
    """Return the blocks of a text; joining them with blank lines gives the text.

    Plain text has only paragraphs, lists, dividing lines and underlined headings.
    """
    lines = text.split("\n")
    fence_of = _fences(lines) if is_markdown else {}
    kind_of = _kind if is_markdown else _plain_kind
    found = []
    # Lines of one fence belong together, and lines without an empty line between them.
    places = [fence_of.get(number, bool(line.strip())) for number, line in enumerate(lines)]
    for place, group in groupby(zip(places, lines, strict=True), lambda pair: pair[0]):
        part = [line for _place, line in group]
        if place is True:
            found += _group_by_kind(part, kind_of)
        elif place:
            found.append(Block("\n".join(part), BlockKind.CODE))
    return _join_footnotes(found)


def _fences(lines):
    """Return {line: (fence, first line)} of fenced code; an unclosed fence is text."""
    fence_of, opened = {}, None
    for number, line in enumerate(lines):
        match = FENCE.match(line)
        mark = match and match[1]
        if opened is None and mark:
            opened = mark, number
        elif mark and mark.startswith(opened[0]) and line.strip() == mark:
            fence_of |= dict.fromkeys(range(opened[1], number + 1), opened)
            opened = None
    return fence_of


def _group_by_kind(lines, kind_of):
    """Split consecutive lines into blocks of one kind."""
    found = []
    for line in lines:
        kind = kind_of(line)
        last = found[-1][0] if found else None
        if last == BlockKind.PARAGRAPH and _is_underline(line, found[-1][1]):
            found[-1] = (
                BlockKind.HEADING,
                [f"{'##' if '-' in line else '#'} {found[-1][1][0].strip()}"],
            )
        elif found and _continues(kind, last, line, found[-1][1][-1]):
            found[-1][1].append(line)
        else:
            found.append((kind, [line]))
    return [Block("\n".join(part).rstrip(), kind) for kind, part in found]


def _kind(line):
    start = line.lstrip()[:1]
    if start.isalpha() or NUMBER_SIGN.match(line):
        return BlockKind.PARAGRAPH
    for pattern, kind in [*SINGLE_LINES, *FIRST_LINES]:
        if pattern.match(line):
            return kind if kind != BlockKind.CODE else BlockKind.PARAGRAPH
    return {">": BlockKind.QUOTE, "|": BlockKind.TABLE}.get(start, BlockKind.PARAGRAPH)


def _plain_kind(line):
    if RULE.match(line):
        return BlockKind.RULE
    return BlockKind.LIST if is_list_item(line) else BlockKind.PARAGRAPH


def _continues(kind, last, line, above):
    if BlockKind.HEADING in (kind, last) or BlockKind.RULE in (kind, last):
        return False
    if BlockKind.LINK in (kind, last) or BlockKind.FOOTNOTE in (kind, last):
        return kind == last == BlockKind.LINK or (last == BlockKind.FOOTNOTE and line[:1].isspace())
    if last == BlockKind.MARKUP:
        return kind == last or line[:1].isspace() or not above.rstrip().endswith((">", "}"))
    if kind in (BlockKind.PARAGRAPH, BlockKind.TABLE):
        # Lines without markup continue a list item or a quotation.
        return last != BlockKind.TABLE or kind == last
    return kind == last


def _is_underline(line, above):
    """Return whether a line is a heading's underline: it follows a single short line."""
    if len(above) != 1 or len(above[0]) > 80 or not UNDERLINE.match(line):
        return False
    return "=" in line or not above[0].rstrip().endswith((".", "!", "?", ":", "…"))


def _join_footnotes(blocks):
    """Join indented paragraphs to the footnote before them."""
    joined = []
    for block in blocks:
        if (
            joined
            and joined[-1].kind == BlockKind.FOOTNOTE
            and block.text.startswith(("    ", "\t"))
        ):
            joined[-1].text += "\n\n" + block.text
        else:
            joined.append(block)
    return joined
