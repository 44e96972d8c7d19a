"""Finds dialogues in dashes: each turn begins with a dash, or each question does."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.candidates import SPOKEN, Candidate
from interviews.transcripts.labels import INDENT, SPACE, Label
from interviews.transcripts.questions import is_prompt, is_question

DASH = re.compile(
    rf"{INDENT}(?P<mark>\*\*|__|[*_])?(?P<dash>(?:[—–―─━‒]|ーー){{1,3}}|-(?=[ \t]))"
    rf"{SPACE}*(?=\S)"
)
FEWEST = 4  # turns with dashes, if each begins with a dash
OTHERS = 2  # paragraphs without a dash per turn, if each turn begins with a dash
ASKING = 0.6  # share of the dashes that ask, if only questions have a dash
ASKING_DOUBLE = 0.3  # the same, if the dash is double: Japanese questions often end in “は。”
ASKING_TURNS, ANSWERING_TURNS = 0.5, 0.2  # shares that ask, if each turn begins with a dash
ASKING_TIMES = 0.7  # the same, if each turn begins with a time instead


def parse_dash(text):
    """Return the Label of a dash at the beginning of a text, or None."""
    match = DASH.match(text)
    if not match:
        return None
    rest = (match["mark"] or "") + text[match.end() :]
    return Label("", match["dash"], rest, is_strong=True, form=("dash",))


def parse_turn(text):
    """Return the Label of a turn that begins with nothing but its time."""
    return Label("", "", text, is_strong=True, form=("time",))


def find_dashes(blocks):
    """Return Candidates of the dashes that begin turns, with their sides, or an empty list."""
    found = [
        Candidate(number, line_number, label, parse_dash)
        for number, block in _get_free(blocks)
        for line_number, line in enumerate(block.text.split("\n"))
        if (label := parse_dash(line))
    ]
    usual = Counter(c.label.written for c in found).most_common(1)
    return _with_sides(blocks, [c for c in found if c.label.written == usual[0][0]], ASKING_TURNS)


def find_timed_turns(blocks):
    """Return Candidates of the turns that begin with a time and no name, with their sides."""
    timed = [(n, block) for n, block in _get_free(blocks) if block.start is not None]
    found = [Candidate(n, 0, parse_turn(block.text), parse_turn) for n, block in timed]
    return _with_sides(blocks, found, ASKING_TIMES)


def _get_free(blocks):
    return [(n, b) for n, b in enumerate(blocks) if b.role is None and b.kind in SPOKEN]


def _with_sides(blocks, found, asking):
    lines_of = {n: blocks[n].text.split("\n") for n in {one.block for one in found}}
    asks = [_asks(lines_of[one.block], one, after) for one, after in pairwise([*found, None])]
    if len(found) >= FEWEST and _take_turns(asks, asking) and not _has_others(blocks, found):
        sides = "QA" * len(found)
    elif len(found) < 2 or found[0].parse is parse_turn:
        return []
    elif _is_answered(blocks, found) and sum(asks) >= _get_asking(found) * len(asks):
        sides = "Q" * len(found)
    elif not any(asks) and _are_answers(blocks, found):
        sides = "A" * len(found)
    else:
        return []
    return [replace(one, side=side) for one, side in zip(found, sides, strict=False)]


def _get_asking(found):
    """Return the share of the dashes that must ask, if only questions have a dash."""
    is_double = len(found[0].label.written) > 1
    return ASKING_DOUBLE if is_double else ASKING


def _asks(lines, candidate, following):
    """Return whether the words of a dash ask, up to the next dash or the end of the block."""
    is_in_block = following and following.block == candidate.block
    lines = lines[candidate.line : following.line if is_in_block else None]
    words = candidate.parse("\n".join(lines)).rest.strip("*_ \n")
    return is_question(words) or is_prompt(words)


def _take_turns(asks, asking):
    """Return whether nearly every second turn asks, and the others rarely do."""
    one, other = asks[0::2], asks[1::2]
    return sum(one) >= asking * len(one) and sum(other) <= ANSWERING_TURNS * len(other)


def _has_others(blocks, found):
    begun = {candidate.block for candidate in found}
    free = [n for n in range(min(begun), len(blocks)) if _is_free(blocks[n]) and n not in begun]
    return len(free) > OTHERS * len(found)


def _is_answered(blocks, found):
    """Return whether words without a dash follow nearly every dash."""
    begun = {candidate.block for candidate in found}
    answered = sum(n + 1 < len(blocks) and n + 1 not in begun for n in begun)
    return len(begun) == len(found) and answered >= 0.8 * len(found)


def _are_answers(blocks, found):
    """Return whether a question without a dash precedes nearly every dash."""
    before = [blocks[c.block - 1] for c in found if c.block and not c.line]
    return sum(is_question(block.text) for block in before) >= 0.8 * len(found)


def _is_free(block):
    return block.role is None and block.kind not in (BlockKind.RULE, BlockKind.HEADING)
