"""Finds labels without a colon, which only their regular change tells from other words."""

from collections import Counter, defaultdict
from dataclasses import replace

from interviews.transcripts.candidates import CHANGES, changes
from interviews.transcripts.names import ShortForms
from interviews.transcripts.vocabulary import LETTER_PAIRS, NOT_NAMES, is_role_label


def find_regular(candidates, asked=()):
    """Return the candidates of the form that most turns have, or an empty list.

    `asked` are labels of questions in another form, which these may answer.
    """
    forms = defaultdict(list)
    for candidate in candidates:
        forms[candidate.label.form].append(candidate)
    found = [_choose(group, asked) for group in forms.values()]
    return max(found, key=len, default=[])


def _choose(group, asked):
    """Return the candidates of one form whose names recur and take turns."""
    group = [c for c in group if _may_be_a_name(c)]
    count = Counter(c.name for c in group)
    often = {name for name, number in count.items() if number > 1}
    found = [c for c in group if c.name in often]
    turns = sorted([*found, *asked], key=lambda candidate: candidate.place)
    if not found or len(often) + bool(asked) < 2 or len(often) > max(2, len(found) / 2):
        return []
    if changes(turns) < CHANGES:
        return []
    forms = ShortForms(often)
    found = [c for c in group if c.name in often or forms.get_matches(c.name)]
    return _with_sides(found, often)


def _may_be_a_name(candidate):
    if candidate.name.split()[0] in NOT_NAMES:
        return False
    return not candidate.label.is_phrase or is_role_label(candidate.label.name)


def _with_sides(found, often):
    """Return candidates with the sides of the letters among them."""
    pairs = [pair for pair in LETTER_PAIRS if pair[0].casefold() in often]
    pair = max(pairs, key=lambda pair: pair[1].casefold() in often, default=("", ""))
    sides = {pair[1].casefold(): "A", pair[0].casefold(): "Q"} if pair[0] else {}
    return [replace(c, side=sides.get(c.name, "")) for c in found]
