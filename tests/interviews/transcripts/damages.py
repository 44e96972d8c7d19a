"""Damages that transcripts suffer: labels that are dropped, misspelt, swapped or joined.

A damage takes the turns of a text, each a Part, and a random.Random; it returns other parts, or
None where it does not apply.
"""

import re
from dataclasses import dataclass, replace

from tests.interviews.transcripts.forms import BLANK


@dataclass(frozen=True)
class Part:
    """A turn: its template, label and words, and what stands between it and the next."""

    template: str
    label: str
    words: str
    glue: str = BLANK

    def write(self, number):
        minute, count = f"{number % 60:02}", number // 2 + 1
        return self.template.format(n=self.label, c=": ", t=self.words, m=minute, i=count)


def get_labelled_parts(turns, form, labels=("", "")):
    """Return the parts of a form of forms.LABELS, LETTERS or UNNAMED."""
    template, glue = form
    return [
        Part(template, label, words if glue == BLANK else " ".join(words.split()), glue)
        for pair in turns
        for label, words in zip(labels, pair, strict=True)
    ]


def get_marked_parts(turns, form):
    """Return the parts of a form of forms.QUESTIONS."""
    return [
        Part(template, "", words)
        for pair in turns
        for template, words in zip(form, pair, strict=True)
    ]


def write(parts):
    return "".join(part.write(number) + part.glue for number, part in enumerate(parts))


def drop_label(parts, chance):
    """Leave one turn without its label or mark-up."""
    marked = [n for n, part in enumerate(parts) if part.template != "{t}"]
    return _change(parts, chance.choice(marked), template="{t}") if marked else None


def drop_labels(parts, chance):
    """Leave a third of the turns without label or mark-up."""
    return [replace(p, template="{t}") if chance.random() < 0.35 else p for p in parts]


def misspell_label(parts, chance):
    """Swap two letters of one label."""
    at = chance.randrange(len(parts))
    label = parts[at].label
    pairs = [n for n in range(len(label) - 1) if label[n : n + 2].isalpha()]
    if len(label) < 4 or not pairs:
        return None
    n = chance.choice(pairs)
    swapped = label[:n] + label[n + 1] + label[n] + label[n + 2 :]
    return _change(parts, at, label=swapped) if swapped != label else None


def swap_label(parts, chance):
    """Give one turn the label of the turn before it."""
    at = chance.randrange(1, len(parts))
    before = parts[at - 1].label
    return _change(parts, at, label=before) if before else None


def join_turns(parts, chance):
    """Lose the line break after one turn."""
    return _change(parts, chance.randrange(len(parts) - 1), glue=" ")


def lose_question_mark(parts, chance):
    at = chance.choice([n for n, part in enumerate(parts) if re.search("[?？؟;]", part.words)])
    return _change(parts, at, words=re.sub(" ?[?？؟;]", ".", parts[at].words))


def _change(parts, at, **changes):
    return [*parts[:at], replace(parts[at], **changes), *parts[at + 1 :]]


DAMAGES = [drop_label, drop_labels, misspell_label, swap_label, join_turns, lose_question_mark]
