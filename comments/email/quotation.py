"""A reply as plain text for emails, marked as a quotation.

The reply's own lines begin with “> ”, the lines that it quotes with “>> ” and so on. Emphasis is
left out. The numbers of lists, the addresses of links and line breaks stay. The Markdown grammar
is the one that pages use.
"""

import textwrap
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from comments.email.plain_text import UNSEEN, WIDTH, in_one_line
from interviews import prose

MOST = 40  # words of the reply, and as many words that the reply quotes

QUOTE, SEPARATOR = "> ", "* * *"
INDENT = 4  # spaces before a line of code


class QuotedBlock(NamedTuple):
    """A paragraph, an item of a list or a piece of code."""

    first: str  # prefix of the first line
    rest: str  # prefix of the other lines
    lines: list
    level: int  # of quotation; the text of the reply itself is at 1
    is_tight: bool  # no empty line before this block
    is_code: bool = False


class ListItem:
    """An item of a list: a marker before its first line, an indent before the others."""

    def __init__(self, marker):
        self.marker, self.is_begun = marker, False

    def __str__(self):
        return " " * len(self.marker) if self.is_begun else self.marker


def quotation(text, most=MOST):
    """The lines of a quotation of a reader's Markdown, at most 76 characters wide.

    A word or an address that is longer than a line is not broken. “…” marks omitted words: own
    words beyond `most`, and quoted words beyond `most`. The limits are separate, so that a long
    quotation does not displace the reply to it.
    """
    blocks = _shortened(_BlockReader(text).blocks, most)
    lines = [line for block in blocks[:1] for line in _wrapped(block)]
    for before, block in pairwise(blocks):
        if not block.is_tight:
            lines.append(">" * min(before.level, block.level))
        lines += _wrapped(block)
    return lines


class _BlockReader:
    """Reads the blocks of a text, with the quotations and lists around each."""

    def __init__(self, text):
        self.blocks, self.around, self.lists, self.opens_list = [], [QUOTE], 0, False
        tokens = prose.parse(prose.READER_GRAMMAR, text, {})
        if tokens is None:
            self._add([in_one_line(text)])
        is_tight = False
        for token in tokens or ():
            if token.type == "paragraph_open":
                is_tight = token.hidden
            elif token.type == "inline":
                self._add(_lines_of(token.children), is_tight)
            elif token.type == "fence":
                self._add(token.content.removesuffix("\n").split("\n"), is_code=True)
            elif token.type == "hr":
                self._add([SEPARATOR])
            else:
                self._enter_or_leave(token)

    def _enter_or_leave(self, token):
        """Enter or leave a quotation, a list or an item."""
        match token.type:
            case "blockquote_open":
                self.around.append(QUOTE)
            case "bullet_list_open" | "ordered_list_open":
                self.opens_list = self.opens_list or not self.lists
                self.lists += 1
            case "list_item_open":
                number = token.meta.get("number")
                self.around.append(ListItem("- " if number is None else f"{number}. "))
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
            case "list_item_close":
                if not self.around[-1].is_begun:
                    self._add([""], is_tight=True)
                self.around.pop()
            case "blockquote_close":
                self.around.pop()

    def _add(self, lines, is_tight=False, is_code=False):
        first = self._prefix()
        for each in self.around:
            if isinstance(each, ListItem):
                each.is_begun = True
        level = self.around.count(QUOTE)
        is_tight, self.opens_list = is_tight and not self.opens_list, False
        self.blocks.append(QuotedBlock(first, self._prefix(), lines, level, is_tight, is_code))

    def _prefix(self):
        prefix = ""
        for each in self.around:
            is_deeper = each is QUOTE and prefix.endswith(QUOTE)
            prefix = (prefix.removesuffix(" ") if is_deeper else prefix) + str(each)
        return prefix


def _lines_of(tokens):
    """The text of inline tokens, one string per line; a link is followed by its address."""
    said, address, begin = "", "", 0
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                said += "\n"
            case "link_open":
                address, begin = token.attrs["href"], len(said)
            case "link_close":
                said += _unless_said(address, said[begin:])
            case _:
                said += token.content
    return [in_one_line(line) for line in said.split("\n")]


def _unless_said(address, words):
    if unquote(words.strip()) in (unquote(address), unquote(address).partition("://")[2]):
        return ""
    return f" <{address}>" if words.strip() else f"<{address}>"


def _shortened(blocks, most):
    left, shortened = {True: most, False: most}, []
    for block in blocks:
        is_own = block.level == 1
        if left[is_own] > 0:
            lines, left[is_own] = _first_words(block.lines, left[is_own])
            shortened.append(block._replace(lines=lines))
        elif is_own:
            shortened.append(block._replace(lines=["…"], is_code=False))
            left[is_own] = -1
        if left[True] < 0:
            break
    return shortened


def _first_words(lines, most):
    """Return the first `most` words as lines, and how many words may follow.

    The number is -1 if words were left out.
    """
    kept = []
    for line in lines:
        count = len(line.split())
        if count > most:
            words = " ".join(line.split()[:most])
            return [*kept, f"{words} …".strip()], -1
        kept.append(line)
        most -= count
    return kept, most


def _wrapped(block):
    before = block.first
    for line in block.lines:
        if block.is_code:
            yield f"{before}{' ' * INDENT}{line.expandtabs(4).translate(UNSEEN)}".rstrip()
        else:
            yield from textwrap.wrap(
                line,
                WIDTH,
                initial_indent=before,
                subsequent_indent=block.rest,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [before.rstrip()]
        before = block.rest
