"""Texts whose questions are emphasised: alone in a paragraph, in a list, or before the answer."""

import re
from dataclasses import replace
from itertools import pairwise

from .blocks import Kind
from .questions import asks, emphasised, number_of, prompts

FREE = (Kind.PARAGRAPH, Kind.LIST)
# The emphasis at the beginning, then the rest of the block.
BEGINNING = re.compile(
    r"(\s*(?:\(?#?\d{1,3}\\?[.)][ \t]*|[-*+•][ \t]+)?(\*\*|__)(?=\S)(?:(?!\2).){2,2000}?\2[?:.]?)"
    r"[ \t]*(\n|(?=[^\W\d_]|[ ¿\"“‘(\[]))(.*)",
    re.DOTALL,
)

LINE_THAT_ASKS = re.compile(
    r"\n(?=(?:\(?\d{1,3}[.)][ \t]+)?(\*\*|__)(?=\S)(?:(?!\1).){2,600}?"
    r"[?？؟][\"'”’)]*\1[ \t]*(?:\n|$))",
    re.DOTALL,
)


def find(blocks, *, strong=True):
    """Return (blocks, {position: question}); what is emphasised must mostly ask."""
    if strong:
        apart = (part for block in blocks for part in _apart(block))
        blocks = [part for block in apart for part in _parts(block)]
    found = {}
    for number, block in enumerate(blocks):
        if block.role is None and block.kind in FREE:
            words = emphasised(block.text.strip(), strong=strong)
            if words and len(words) > 1:
                found[number] = words
    asking = {number: words for number, words in found.items() if _asks(words)}
    if len(asking) <= 0.5 * len(found):
        return blocks, {}
    return blocks, found if strong else asking


def _apart(block):
    """Split a block before each line where an emphasised question begins that fills its lines."""
    if block.kind not in FREE or block.role is not None or "\n" not in block.text:
        return [block]
    edges = [0, *(match.end() for match in LINE_THAT_ASKS.finditer(block.text)), len(block.text)]
    texts = [block.text[begin:end].rstrip("\n") for begin, end in pairwise(edges)]
    return [replace(block, text=text) for text in texts if text]


def _parts(block):
    """Split a block that begins with an emphasised question and goes on with the answer."""
    match = BEGINNING.match(block.text) if block.kind in FREE and block.role is None else None
    if not match or not match[4].strip():
        return [block]
    if emphasised(block.text) or not (match[3] or _asks(match[1].strip("*_ 0123456789.)"))):
        return [block]
    return [replace(block, text=match[1]), replace(block, text=match[4], kind=Kind.PARAGRAPH)]


def _asks(words):
    return asks(words) or prompts(words[len(number_of(words)) :])
