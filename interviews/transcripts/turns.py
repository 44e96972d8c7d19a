"""Which of the words before a colon name speakers, and where each speaker's turns begin."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from interviews.unique_names import name_key

from .blocks import Block, Kind, is_item
from .labels import Label, lettered, named
from .names import ShortForms
from .questions import asks
from .vocabulary import PAIRS, PLACES

SILENT = (Kind.HEADING, Kind.RULE)
DENSE = 0.6  # of the paragraphs have a label in a text where each turn is one paragraph


@dataclass
class Candidate:
    """A line that begins as a turn might: its place, its label, and whom that names, as a key."""

    block: int
    line: int
    label: Label
    name: str

    @property
    def is_small(self):
        return self.label.name[0].islower()


def split(blocks, introduced):
    """Return (blocks, {position of a block: Label it begins with, taken off its text}).

    Blocks are split where a turn begins inside. `introduced` are names that the text tells
    before its first turn; a label that is there only once is prose, unless more speaks for it.
    """
    candidates = [
        candidate
        for number, block in enumerate(blocks)
        if block.role is None and block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.LIST)
        for candidate in _candidates(number, block)
    ]
    letters = _pair(c.name for c in candidates if c.label.is_letter)
    by_letter = [c for c in candidates if c.label.is_letter and c.name in letters]
    by_name = [c for c in candidates if not c.label.is_letter and c.name not in _keys(letters)]
    names = _names(blocks, by_name, introduced, by_letter)
    starts = {(c.block, c.line): named for c in by_name if c.name in names}
    return _split_at(blocks, starts | {(c.block, c.line): lettered for c in by_letter})


def _candidates(number, block):
    lines = block.text.split("\n") if block.kind != Kind.HEADING else [block.text]
    for line_number, line in enumerate(lines):
        if line_number and block.kind == Kind.LIST and (line[:1].isspace() or is_item(line)):
            continue
        if letter := lettered(line):
            yield Candidate(number, line_number, letter, letter.name)
        if name := named(line):
            yield Candidate(number, line_number, name, name_key(name.name))


def _pair(letters):
    """Return the letters for question and answer that the text uses, if any."""
    count = Counter(letters)
    found = [pair for pair in PAIRS if count[pair[0]] and (count[pair[1]] or count[pair[0]] > 1)]
    best = max(found, key=lambda pair: count[pair[0]] + count[pair[1]], default=None)
    return set(best or ())


def _keys(names):
    return set(map(name_key, names))


def _names(blocks, candidates, introduced, lettered):
    """Return the candidates that are speakers: those that recur, and those they speak for."""
    often = _recurring(candidates, lettered)
    turns = {c.block for c in candidates if c.name in often} | {c.block for c in lettered}
    names = often | {c.name for c in candidates if name_key(c.label.alias) in often}
    dense = _is_dense(blocks, candidates, min(turns, default=0))
    forms = ShortForms(often)
    likely = {c.name for c in candidates if c.label.is_strong or dense}
    likely |= PLACES | _keys(introduced)
    for candidate in candidates:
        name, block = candidate.name, candidate.block
        if name in names or candidate.is_small:
            continue
        told = forms.relate_to(name)
        beside = block > min(turns, default=block) and bool(turns & {block - 1, block + 1})
        answers = block - 1 in turns and asks(blocks[block - 1].text)
        if told or (beside and (name in likely or answers)) or (dense and not turns):
            names.add(name)
            turns.update({block} if turns else ())
    return names


def _recurring(candidates, lettered):
    often |= _same_person(count.keys() - small - often)
