"""Decides which words before a colon are speaker labels, and splits blocks where turns begin."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from interviews.names import name_key
from interviews.transcripts.blocks import Block, BlockKind
from interviews.transcripts.candidates import choose_letters, find_candidates
from interviews.transcripts.dashes import find_dashes, find_timed_turns
from interviews.transcripts.names import HONORIFIC, ShortForms
from interviews.transcripts.questions import is_prompt, is_question
from interviews.transcripts.regular_labels import find_regular
from interviews.transcripts.timestamps import read_time
from interviews.transcripts.vocabulary import COURT_LABELS, ROLE_LABELS

NON_SPEECH = (BlockKind.HEADING, BlockKind.RULE)
NEAR = 4  # blocks between two turns
DENSE = 0.6  # share of paragraphs with a label in a text with one paragraph per turn


def split(blocks, introduced):
    """Return (blocks, {position of a block: the Label removed from its beginning}).

    Blocks are split where a turn begins inside. `introduced` are names in the text before its
    first turn. A label that occurs only once counts only if other evidence supports it.
    """
    found = _choose_turns(blocks, introduced) or find_timed_turns(blocks)
    return _split_at(blocks, {candidate.place: candidate for candidate in found})


def _choose_turns(blocks, introduced):
    """Return the candidates that begin turns: of one form, or of forms that go together."""
    with_letter, with_colon, bare = find_candidates(blocks)
    with_letter = choose_letters(with_letter)
    taken = {candidate.place for candidate in with_letter}
    with_colon = [c for c in with_colon if c.place not in taken]
    dashes = find_dashes(blocks)
    if dashes:  # what a turn in dashes begins with is no label, if names hardly look like that
        with_colon = [c for c in with_colon if not c.label.is_phrase]
    names = _find_speaker_names(blocks, with_colon, introduced, with_letter)
    found = with_letter + [c for c in with_colon if c.name in names]
    if dashes and not found and all(candidate.side == "Q" for candidate in dashes):
        found = find_regular(bare, asked=dashes)
    return max(_join(found, dashes), find_regular(bare), key=len)


def _join(found, dashes):
    """Return the candidates with names and with dashes; a dash before a name is no sign."""
    taken = {candidate.place for candidate in found}
    dashes = [candidate for candidate in dashes if candidate.place not in taken]
    return found + dashes if len(dashes) > 1 else found


def _keys(names):
    return set(map(name_key, names))


def _find_speaker_names(blocks, candidates, introduced, letter_candidates):
    """Return the keys of names that are speakers: recurring names, and names supported by them."""
    are_bold = _is_dense(blocks, [c for c in candidates if c.label.is_strong], 0)
    phrases = [c for c in candidates if c.label.is_phrase and not (are_bold and c.label.is_strong)]
    places = {candidate.place for candidate in phrases}
    candidates = [candidate for candidate in candidates if candidate.place not in places]
    often = _find_recurring_names(candidates, letter_candidates)
    certain = [c for c in candidates if c.name in often] + letter_candidates
    often |= _find_recurring_phrases(blocks, phrases, certain)
    turns = {c.block for c in candidates + phrases if c.name in often}
    turns |= {c.block for c in letter_candidates}
    names = often | {c.name for c in candidates if name_key(c.label.alias) in often}
    dense = _is_dense(blocks, candidates, min(turns, default=0))
    forms = ShortForms(often)
    likely = {c.name for c in candidates if c.label.is_strong or dense or HONORIFIC.match(c.name)}
    likely |= ROLE_LABELS | COURT_LABELS | _keys(introduced)
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


def _find_recurring_phrases(blocks, phrases, turns):
    """Return the phrases that recur and mostly follow a question, or each other.

    `turns` are the candidates that are surely labels. “My father said:” follows no question.
    """
    count = Counter(candidate.name for candidate in phrases)
    likely = [c for c in phrases if count[c.name] > 1 and not c.is_lower_case]
    found = set()
    for _round in range(2):
        before = {c.place: one for one, c in pairwise([None, *_in_order(likely + turns)])}
        follows = Counter(
            c.name for c in likely if _follows_question(blocks, c, before[c.place], found)
        )
        found = {name for name in follows if 2 * follows[name] >= count[name]}
    names = {candidate.name for candidate in turns} | found
    return found if len(names) > 1 else set()


def _in_order(candidates):
    return sorted(candidates, key=lambda candidate: candidate.place)


def _follows_question(blocks, candidate, before, phrases):
    """Return whether a question, or the turn of one of `phrases`, is just above a candidate."""
    if before and before.block >= candidate.block - 1 and not before.label.rest:
        return False  # the words of a label that stands alone
    if before and before.name in phrases and candidate.block - before.block <= NEAR:
        return True
    lines = blocks[candidate.block].text.split("\n")[: candidate.line]
    above = lines[-1] if lines else blocks[candidate.block - 1].text if candidate.block else ""
    return is_question(above) or is_prompt(before.label.rest if before else above)


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
    found, labels, waiting, times = [], {}, None, None
    for part, label in _labelled_parts(blocks, starts):
        if label and not part.text and not waiting:
            waiting, times = label, (part.start, part.end)  # the words are the next paragraph
            continue
        if waiting and (label or (part.role is None and part.kind not in NON_SPEECH)):
            labels[len(found)] = waiting
            found += [Block("", BlockKind.PARAGRAPH)] if label else []
            if part.start is None and not label:
                part.start, part.end = times
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
    for (number, line), candidate in starts.items():
        lines_of[number][line] = candidate
    for number, block in enumerate(blocks):
        for text, candidate in _parts(block, lines_of.get(number, {})):
            label = candidate.read(text) if candidate else None
            if not label:
                yield replace(block, text=text), None
                continue
            kind = BlockKind.PARAGRAPH if block.kind == BlockKind.LIST else block.kind
            start = read_time(label.time) if label.time else block.start
            yield replace(block, text=label.rest, kind=kind, start=start), label


def _parts(block, starts):
    """Yield (text, the Candidate that begins it, or None)."""
    if starts.keys() <= {0}:
        yield block.text, starts.get(0)
        return
    lines = block.text.split("\n")
    edges = sorted({0, *starts})
    for begin, end in zip(edges, [*edges[1:], len(lines)], strict=True):
        yield "\n".join(lines[begin:end]).rstrip(), starts.get(begin)
