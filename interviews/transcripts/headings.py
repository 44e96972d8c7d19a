"""Texts whose questions are headings."""

import re
from collections import Counter

from .blocks import Kind
from .questions import asks, number_of, prompts

HASHES = re.compile(r"\s*(#+)[ \t]*(.*?)[ \t#]*$", re.DOTALL)


def find(blocks):
    """Return (blocks, {position: question}); the headings of one level must mostly ask."""
    headings = {n: HASHES.match(b.text).groups() for n, b in enumerate(blocks) if _is_free(b)}
    levels = Counter(len(hashes) for hashes, words in headings.values() if words)
    asking = Counter(len(hashes) for hashes, words in headings.values() if _asks(words))
    level = max(asking, key=lambda level: asking[level], default=0)
    if asking[level] <= 0.5 * levels[level]:
        return blocks, {}
    return blocks, {
        number: words
        for number, (hashes, words) in headings.items()
        if len(hashes) == level and words
    }


def _is_free(block):
    return block.kind == Kind.HEADING and block.role is None


def _asks(words):
    return asks(words) or prompts(words[len(number_of(words)) :])
