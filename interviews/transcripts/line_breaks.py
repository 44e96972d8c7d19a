"""Finds out what the line breaks of a text mean: a wrapped line, a new line, or a paragraph."""

import re
from itertools import pairwise

from interviews.transcripts.blocks import Block, BlockKind, is_list_item
from interviews.transcripts.questions import is_question

WIDEST = 130  # columns; text is not wrapped at a greater width
SENTENCES = 0.7  # share of the lines of wrapped text that end with a sentence, at most
LONGEST_WORD = 60  # characters; longer words are URLs
LABEL = re.compile(r"\S{1,3}[.):\t]|[^:：]{1,40}[:：]")  # what a line may begin with instead


def split_paragraphs(blocks, *, is_markdown):
    """Return the blocks with one paragraph per block.

    In a text without blank lines, each line is a paragraph. In a text with blank lines, a
    deliberate line break is kept by Markdown's two spaces.
    """
    breaks = sum(map(_breaks, blocks))
    if not breaks or _is_wrapped(blocks):
        return blocks
    if breaks > 9 * max(len(blocks) - _lone_lines(blocks), 1) or len(blocks) == 1:
        return [line for block in blocks for line in _lines(block)]
    if is_markdown:
        return blocks
    if breaks > 0.5 * len(blocks):
        return [line for block in blocks for line in _lines(block)]
    return [part for block in blocks for part in _keep_line_ends(block)]


def _breaks(block):
    """Count the line breaks that no markup explains."""
    if (
        block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.QUOTE)
        or "\n" not in block.text
    ):
        return 0
    lines = block.text.split("\n")[1:]
    return (
        len(lines) if block.kind == BlockKind.PARAGRAPH else sum(not _is_marked(x) for x in lines)
    )


def _lone_lines(blocks):
    """Count the blocks that need no blank line between them: headings, rules, links."""
    return sum(
        block.kind in (BlockKind.HEADING, BlockKind.RULE, BlockKind.LINK) for block in blocks
    )


def _is_wrapped(blocks):
    """Return whether most lines end because the next word did not fit."""
    pairs = [
        (upper, lower)
        for block in blocks
        if _breaks(block)
        for upper, lower in pairwise(line.rstrip() for line in block.text.split("\n"))
    ]
    widths = sorted(len(upper) for upper, _lower in pairs)
    width = widths[int(len(widths) * 0.9)]
    if width > WIDEST:
        return False
    if sum(map(_ends_sentence, (upper for upper, _lower in pairs))) > SENTENCES * len(pairs):
        return False
    full = sum(len(upper) + 1 + _first_word(lower) > width * 0.96 for upper, lower in pairs)
    return full > 0.6 * len(pairs) and len(pairs) > 2


def _ends_sentence(line):
    return line.endswith((".", "?", "!", "。", "？", "！", "؟", ";"))


def _first_word(line):
    """Return the width of a line's first word; in scripts without spaces, one character."""
    word = line.split(None, 1)[0][:LONGEST_WORD] if line.strip() else ""
    return 1 if word >= "\u2e80" else len(word)


def _lines(block):
    """Split a block into lines, but keep lists, quotations and other marked blocks together."""
    if block.kind == BlockKind.PARAGRAPH:
        return [Block(text, BlockKind.PARAGRAPH) for text in _sentences(block.text.split("\n"))]
    if block.kind not in (BlockKind.LIST, BlockKind.QUOTE):
        return [block]
    lines = block.text.split("\n")
    end = next((n for n, line in enumerate(lines) if not _is_marked(line)), len(lines))
    rest = [Block(line, BlockKind.PARAGRAPH) for line in lines[end:]]
    return [Block("\n".join(lines[:end]), block.kind), *rest]


def _sentences(lines):
    """Return the lines, each joined with the next lines that continue its sentence."""
    texts = lines[:1]
    for upper, lower in pairwise(lines):
        if _continues(upper, lower):
            texts[-1] += f"\n{lower}"
        else:
            texts.append(lower)
    return texts


def _continues(upper, lower):
    """Return whether a line goes on with the sentence of the line above."""
    begins_small = lower[:1].islower() and not LABEL.match(lower) and not is_question(lower)
    return begins_small and upper.rstrip()[-1:].isalpha()


def _is_marked(line):
    return line[:1].isspace() or line[:1] == ">" or is_list_item(line)


def _keep_line_ends(block):
    """Return a block's lines as paragraphs if all lines are long, else as lines of a paragraph."""
    if block.kind != BlockKind.PARAGRAPH:
        return [block]
    lines = [line.rstrip() for line in block.text.split("\n")]
    if min(map(len, lines)) > WIDEST:
        return [Block(line, BlockKind.PARAGRAPH) for line in lines]
    ends = ("\n" if _continues(*pair) else "  \n" for pair in pairwise(lines))
    text = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    return [Block(text, block.kind)]
