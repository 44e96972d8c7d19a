"""Decides which words before a colon are speaker labels, and splits blocks where turns begin."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from interviews.names import name_key
from interviews.transcripts.blocks import Block, BlockKind, is_list_item
from interviews.transcripts.labels import Label, parse_letter_label, parse_name_label
from interviews.transcripts.names import ShortForms
from interviews.transcripts.questions import is_question
from interviews.transcripts.vocabulary import PAIRS, ROLE_LABELS

NON_SPEECH = (BlockKind.HEADING, BlockKind.RULE)
DENSE = 0.6  # share of paragraphs with a label in a text with one paragraph per turn


@dataclass
class Candidate:
    """A line that may begin a turn: its position, its label, and the key of the label's name."""

    block: int
    line: int
    label: Label
    name: str

    @property
    def is_lower_case(self):
        return self.label.name[0].islower()


def split(blocks, introduced):
    """Return (blocks, {position of a block: the Label removed from its beginning}).

    Blocks are split where a turn begins inside. `introduced` are names in the text before its
    first turn. A label that occurs only once counts only if other evidence supports it.
    """
    candidates = [
        candidate
        for number, block in enumerate(blocks)
        if block.role is None
        and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST)
        for candidate in _candidates(number, block)
    ]
    letters = _find_letter_pair(c.name for c in candidates if c.label.is_letter)
    by_letter = [c for c in candidates if c.label.is_letter and c.name in letters]
    by_name = [c for c in candidates if not c.label.is_letter and c.name not in _keys(letters)]
    names = _find_speaker_names(blocks, by_name, introduced, by_letter)
    starts = {(c.block, c.line): parse_name_label for c in by_name if c.name in names}
    return _split_at(blocks, starts | {(c.block, c.line): parse_letter_label for c in by_letter})


def _candidates(number, block):
    lines = block.text.split("\n") if block.kind != BlockKind.HEADING else [block.text]
    for line_number, line in enumerate(lines):
        if (
            line_number
            and block.kind == BlockKind.LIST
            and (line[:1].isspace() or is_list_item(line))
        ):
            continue
        if letter := parse_letter_label(line):
            yield Candidate(number, line_number, letter, letter.name)
        if name := parse_name_label(line):
            yield Candidate(number, line_number, name, name_key(name.name))


def _find_letter_pair(letters):
    """Return the letters for question and answer in the text, or an empty set."""
    count = Counter(letters)
    found = [pair for pair in PAIRS if count[pair[0]] and (count[pair[1]] or count[pair[0]] > 1)]
    best = max(found, key=lambda pair: count[pair[0]] + count[pair[1]], default=None)
    return set(best or ())


def _keys(names):
    return set(map(name_key, names))


def _find_speaker_names(blocks, candidates, introduced, letter_candidates):
    """Return the keys of names that are speakers: recurring names, and names supported by them."""
    often = _find_recurring_names(candidates, letter_candidates)
    turns = {c.block for c in candidates if c.name in often} | {c.block for c in letter_candidates}
    names = often | {c.name for c in candidates if name_key(c.label.alias) in often}
    dense = _is_dense(blocks, candidates, min(turns, default=0))
    forms = ShortForms(often)
    likely = {c.name for c in candidates if c.label.is_strong or dense}
    likely |= ROLE_LABELS | _keys(introduced)
    for candidate in candidates:
        name, block = candidate.name, candidate.block
        if name in names or candidate.is_lower_case:
            continue
        is_short_form = forms.is_related(name)
        is_adjacent = block > min(turns, default=block) and bool(turns & {block - 1, block + 1})
        answers = block - 1 in turns and is_question(blocks[block - 1].text)
        if is_short_form or (is_adjacent and (name in likely or answers)) or (dense and not turns):
            names.add(name)
            turns.update({block} if turns else ())
    return names


def _find_recurring_names(candidates, letter_candidates):
    """Return the keys of names that occur several times, in full or shortened."""
    count = Counter(c.name for c in candidates)
    # Without a capital, a word before a colon must recur more often to be a name.
    small = {c.name for c in candidates if c.is_lower_case}
    small -= {c.name for c in candidates if c.label.is_strong}
    often = {name for name in count if count[name] > (2 if name in small else 1)}
    often |= _find_short_forms(count.keys() - small - often)
    if letter_candidates:
        # In a text with Q and A, only a name beside them is a speaker.
        near = {c.block + step for c in letter_candidates for step in (-1, 1)}
        often &= {c.name for c in candidates if c.block in near}
    return often


def _find_short_forms(names):
    """Return the names that are short for another name, with that name: AB and Ada Blom."""
    full = {name for name in names if " " in name}
    forms = ShortForms(full)
    pairs = [(name, other) for name in names - full for other in forms.get_matches(name)]
    pairs += [(n, o) for n in full for o in forms.get_matches(n) if o != n]
    return {name for pair in pairs for name in pair}


def _is_dense(blocks, candidates, first):
    """Return whether most paragraphs have a label, and one of them is a question."""
    labelled = {candidate.block for candidate in candidates if candidate.block >= first}
    if len({candidate.name for candidate in candidates}) < 2 or not labelled:
        return False
    rest = [block for block in blocks[min(labelled) :] if block.kind == BlockKind.PARAGRAPH]
    return len(labelled) >= DENSE * len(rest) and any(is_question(blocks[n].text) for n in labelled)


def _split_at(blocks, starts):
    """Split blocks where turns start, and remove the labels."""
    found, labels, waiting = [], {}, None
    for part, label in _labelled_parts(blocks, starts):
        if label and not part.text and not waiting:
            waiting = label  # the turn's text is the next paragraph
            continue
        if waiting and (label or (part.role is None and part.kind not in NON_SPEECH)):
            labels[len(found)] = waiting
            found += [Block("", BlockKind.PARAGRAPH)] if label else []
            waiting = None
        if label:
            labels[len(found)] = label
        found.append(part)
    if waiting:
        labels[len(found)] = waiting
        found.append(Block("", BlockKind.PARAGRAPH))
    return found, labels


def _labelled_parts(blocks, starts):
    """Yield (block or part of a block without its label, label or None)."""
    lines_of = defaultdict(dict)
    for (number, line), label_of in starts.items():
        lines_of[number][line] = label_of
    for number, block in enumerate(blocks):
        for text, label_of in _parts(block, lines_of.get(number, {})):
            label = label_of(text) if label_of else None
            kind = BlockKind.PARAGRAPH if label and block.kind == BlockKind.LIST else block.kind
            yield replace(block, text=label.rest if label else text, kind=kind), label


def _parts(block, starts):
    """Yield (text, the function that parses its label, or None without a label)."""
    if starts.keys() <= {0}:
        yield block.text, starts.get(0)
        return
    lines = block.text.split("\n")
    edges = sorted({0, *starts})
    for begin, end in zip(edges, [*edges[1:], len(lines)], strict=True):
        yield "\n".join(lines[begin:end]).rstrip(), starts.get(begin)
