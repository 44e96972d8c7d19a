"""Texts without any mark-up, whose questions are paragraphs of their own that end by asking."""

from dataclasses import replace

from .blocks import BlockKind, is_item
from .questions import addresses_someone, asks, is_to_oneself, number_of, prompts, says_i, takes_up

SHORT = 45  # words: most questions are shorter
REMARK = 25  # words in a remark without a question mark that somebody takes up
END = 40  # words at the end of a paragraph, in which a question speaks to somebody


def find(blocks):
    """Return (blocks, {position: question}), told by length, address and what stands around."""
    before = [None, *blocks]
    blocks = [part for pair in zip(before, blocks, strict=False) for part in _parts(*pair)]
    free = [number for number, block in enumerate(blocks) if block.role is None]
    numbered = [n for n in free if number_of(blocks[n].text) and _is_alone(blocks[n])]
    if sum(asks(blocks[n].text) for n in numbered) >= max(2, 0.6 * len(numbered)):
        return blocks, {number: blocks[number].text for number in numbered}
    found, listed = {}, False
    for place, number in enumerate(free[:-1]):
        before = blocks[free[place - 1]].text if place else ""
        after = blocks[free[place + 1]].text
        just_asked = bool(place) and free[place - 1] in found
        listed = _announces(before) or (listed and asks(before))
        if _is_alone(blocks[number]) and not listed:
            text = blocks[number].text
            if asks(text):
                is_question = _asks_somebody(text, after, just_asked)
            else:
                is_question = not just_asked and (prompts(text) or _is_taken_up(text, after, found))
            if is_question:
                found[number] = text
    return blocks, found


def is_guess(text):
    """Tell whether a question was told by what stands around it more than by its own form."""
    return not asks(text) or (says_i(text) and not addresses_someone(text))


def _announces(text):
    """Tell whether a text ends in a colon: what follows is a list, not a question."""
    return text.rstrip("*_ \n").endswith((":", "："))


def _parts(before, block):
    """Split a block whose first line asks and whose other lines answer."""
    lines = block.text.split("\n")
    if (
        block.role is not None
        or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST)
        or len(lines) < 2
    ):
        return [block]
    width = max(len(line.rstrip()) for line in lines)
    room = len(lines[0].rstrip()) + 1 + len(lines[1].split(None, 1)[0]) if lines[1].strip() else 0
    if not asks(lines[0]) or room > width or lines[1][:1] in " \t-*+•":
        return [block]
    if (before and _announces(before.text)) or (len(lines) > 2 and all(map(asks, lines))):
        return [block]
    rest = replace(block, text="\n".join(lines[1:]), kind=BlockKind.PARAGRAPH)
    return [replace(block, text=lines[0].rstrip()), rest]


def _is_alone(block):
    """Tell whether a block may be one question: a paragraph, or a single numbered item."""
    if block.kind == BlockKind.LIST:
        return bool(number_of(block.text)) and sum(map(is_item, block.text.split("\n"))) == 1
    return block.kind == BlockKind.PARAGRAPH and sum(map(asks, block.text.split("  \n"))) < 2


def _asks_somebody(text, after, just_asked):
    """Judge a paragraph that ends in a question mark; it may be a rhetorical question."""
    words = text.split()
    to_somebody = addresses_someone(" ".join(words[-END:]))
    if just_asked:
        # After a question this is its answer, unless it goes on asking and is then answered.
        return to_somebody and len(words) <= SHORT and not asks(after) and not takes_up(text)
    if asks(after) and says_i(text):
        return False  # the last words of an answer, before the next question
    if is_to_oneself(text):
        return False
    return len(words) <= SHORT or to_somebody


def _is_taken_up(text, after, asked):
    """Tell whether a short remark after some questions is answered as if it were one, too."""
    short = len(text.split()) <= REMARK and not _announces(text)
    return bool(asked) and short and takes_up(after)
