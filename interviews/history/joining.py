"""Joining two changes of one text: a three-way merge by paragraphs, sentences and words.

Both texts were made from one base. What only one of them changed is changed. Where both changed
the same words, both wordings stand, so that no word that somebody wrote is lost.
"""

import re
from difflib import Match, SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from interviews.history.comparison import ADDED, MAX_COMPARED_WORDS, REMOVED

SAVED_WORDING, YOUR_WORDING = "saved-wording", "your-wording"
# Letters of scripts without spaces between words, each with its marks.
IDEOGRAPH = (
    r"[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
)
MARKS = r"[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
PARAGRAPHS = re.compile(r"\n+|[^\n]+")
SENTENCES = re.compile(
    r""".+?(?:(?<=[.!?…])(?=\s)|(?<=[.!?…]["'”’»)*_])(?=\s)|(?<=[。！？])|$)""", re.DOTALL
)
# A word has its punctuation with it. Apart from their words, two marks would look like one.
WORDS = re.compile(rf"\s+|{IDEOGRAPH}{MARKS}|(?:(?!{IDEOGRAPH})\S)+")
LEVELS = (PARAGRAPHS, SENTENCES, WORDS)


class JoinedText(NamedTuple):
    """A joined text, as parts (text, state).

    The state is "" for words of your text, "added" and "removed" for what the saved text changed,
    "saved-wording" and "your-wording" for words that both changed.
    """

    parts: list

    @property
    def text(self):
        return "".join(text for text, state in self.parts if state != REMOVED)

    @property
    def changed_by_both(self):
        """The number of places at which two wordings stand."""
        both = (state in (SAVED_WORDING, YOUR_WORDING) for _text, state in self.parts)
        return sum(is_both for is_both, _run in groupby(both))


def join(base, saved, yours):
    """Return the JoinedText of two texts that were made from `base`.

    Args:
        base: None if it is unknown. The words of both texts are then kept, also words that one
            of them removed.
        saved: the text that somebody else has saved.
        yours: the text that is to be saved now.
    """
    parts = [part for part in _merge_region(base, saved, yours, LEVELS) if part[0]]
    runs = groupby(parts, key=lambda part: part[1])
    return JoinedText([("".join(text for text, _state in run), state) for state, run in runs])


def join_sets(base, saved, yours):
    """Return the set with the changes of both; None if both took something away.

    Who takes one thing away and adds another has replaced it. Of two replacements both would stand.
    """
    if base - saved and base - yours:
        return None
    return (saved | (yours - base)) - (base - yours)


def _merge_region(base, saved, yours, levels):
    """Yield the parts of a region; what both changed is merged again by smaller units."""
    if yours == saved or saved == (base or ""):
        yield yours, ""
    elif yours == (base or ""):
        yield yours, REMOVED
        yield saved, ADDED
    elif levels:
        yield from _merge(base, saved, yours, levels)
    elif saved.strip() or yours.strip():
        yield saved + _space_between(saved, yours), SAVED_WORDING
        yield yours, YOUR_WORDING
    else:  # both changed white space
        yield yours, ""


def _merge(base, saved, yours, levels):
    split, smaller = levels[0].findall, levels[1:]
    units = [split(base or ""), split(saved), split(yours)]
    if sum(sorted(map(len, units))[1:]) > MAX_COMPARED_WORDS:
        yield from _merge_region(base, saved, yours, smaller)
        return
    at = (0, 0, 0)
    for anchor in _find_anchors(base, *units, is_by_words=not smaller):
        region = [
            "".join(each[start:end]) for each, start, end in zip(units, at, anchor, strict=True)
        ]
        yield from _merge_region(base and region[0], *region[1:], smaller)
        yield "".join(units[1][anchor[1] : anchor[1] + 1]), ""
        at = [place + 1 for place in anchor]


def _find_anchors(base, base_units, saved, yours, is_by_words):
    """Return the places (in base, in saved, in yours) of units that stand in all; last the ends."""
    ends = (len(base_units), len(saved), len(yours))
    if base is None:
        pairs = _match(saved, yours, is_by_words).items()
        return [*((0, place, other) for place, other in pairs), ends]
    in_saved, in_yours = (_match(base_units, each, is_by_words) for each in (saved, yours))
    kept = [place for place in in_saved if place in in_yours]
    return [*((place, in_saved[place], in_yours[place]) for place in kept), ends]


def _match(units, others, is_by_words):
    """Return {place of a unit: its place among the others}, without accidental matches.

    Two sentences about different things have spaces and an “and” in common. Joined at these,
    their words would be mixed.
    """
    kept = []
    for block in SequenceMatcher(None, units, others, autojunk=False).get_matching_blocks():
        while kept and _is_accidental(kept, block, units, others, is_by_words):
            kept.pop()
        kept.append(block)
    return {at + n: there + n for at, there, size in kept for n in range(size)}


def _is_accidental(blocks, following, units, others, is_by_words):
    """Return whether the last of the blocks has fewer words than the changes on both its sides."""
    previous, block = ([Match(0, 0, 0), *blocks])[-2:]
    change = min(
        _weigh_change(previous, block, units, others),
        _weigh_change(block, following, units, others),
    )
    weight = _weigh(units[block.a : block.a + block.size])
    return change > 0 and weight <= (change if is_by_words else 0)


def _weigh_change(block, following, units, others):
    """Return the weight of what stands between two blocks."""
    removed = units[block.a + block.size : following.a]
    added = others[block.b + block.size : following.b]
    return max(_weigh(removed), _weigh(added))


def _weigh(units):
    """Return the number of units that are not white space."""
    return sum(not each.isspace() for each in units)


def _space_between(text, following):
    """Return what keeps two wordings apart."""
    if not (text and following) or text[-1].isspace() or following[0].isspace():
        return ""
    return "\n\n" if "\n" in text + following else " "
