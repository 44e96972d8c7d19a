"""The paragraphs and the spaces of pasted text. Pure."""

import re
from itertools import groupby

from interviews.prose.runs import BREAK, NOTE

SPACE = re.compile(r"[ \t\r\n\f]+")
# A no-break space stays only where typography wants one: beside « » ? ! : ; % and in numbers.
LOOSE_SPACE = re.compile(r"(?<![«\d])\xa0+(?![»?!:;%])|(?<=\d)\xa0+(?![\d»?!:;%])|\xa0{2,}")


def split_paragraphs(runs):
    """Yield the runs of each paragraph: two line breaks in a row end one."""
    lines = [[]]
    for text, marks in runs:
        if text == BREAK:
            lines.append([])
        else:
            lines[-1].append((text, marks))
    lines = [_trim(line) for line in lines]
    for has_words, group in groupby(lines, key=bool):
        if has_words:
            first, *rest = group
            yield _merge([*first, *(run for line in rest for run in [(BREAK, frozenset()), *line])])


def _trim(line):
    """Return the runs of a line without superfluous spaces; [] if it has no words."""
    trimmed, before = [], " "
    for text, marks in line:
        text = SPACE.sub(" ", LOOSE_SPACE.sub(" ", text))
        if before.endswith(" "):
            text = text.lstrip(" ")
        if text:
            trimmed.append((text, marks))
            before = text
    while trimmed and not trimmed[-1][0].rstrip():
        trimmed.pop()
    if trimmed:
        trimmed[-1] = (trimmed[-1][0].rstrip(), trimmed[-1][1])
    return trimmed


def _merge(runs):
    """Join neighbours with the same marks; a space between two equal marks belongs to both."""
    merged = []
    for index, (text, marks) in enumerate(runs):
        if not text.strip():
            before = merged[-1][1] if merged else frozenset()
            after = runs[index + 1][1] if index + 1 < len(runs) else frozenset()
            marks = (before & after) - {NOTE}
        if merged and merged[-1][1] == marks and NOTE not in marks:
            merged[-1] = (merged[-1][0] + text, marks)
        else:
            merged.append((text, marks))
    return merged
