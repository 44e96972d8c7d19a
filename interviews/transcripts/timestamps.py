"""Moves the times of a recording from the words to their blocks, and leaves out its breaks."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.formats.times import parse_clock
from interviews.transcripts.transcript import Paragraph, ParagraphRole

DIGITS = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
LOOSE = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"  # as machines write the times of a range
SPAN = rf"(?:{LOOSE}[ \t]*(?:-->|→)[ \t]*{LOOSE}|{DIGITS}(?:\s*[-–—]\s*{DIGITS})?)"
# A time in brackets, to which some machines add how many seconds were spoken.
IN_BRACKETS = re.compile(
    rf"\\?\[\(?{DIGITS}\)?\\?\](?:\[\d{{1,4}}(?:\.\d{{1,3}})?\]|(?![(\[]))[ \t]?"
)
# What may stand between the beginning of a line and its time: a label.
LABEL = re.compile(r"[^\n.!?。？！]{1,80}(?:[:：][*_]{0,3}|[*_]{1,3}[:：]?)[ \t\xa0]*")
ALONE = re.compile(rf"\\?[\[(]?{SPAN}\\?[\])]?")
# A time before the words of a line; some machines write a dash between them.
LEADING = re.compile(
    rf"[ \t\xa0]*(?:(?P<open>\\?[\[(]){SPAN}\\?[\])](?![(\[])|{SPAN})"
    r"(?:[ \t\xa0]+(?:[-–—][ \t]+)?|$)",
    re.MULTILINE,
)
CLOCK = re.compile(LOOSE)
LENGTH = re.compile(r"[ \t]*\[\d{1,4}(?:\.\d{1,3})?s\][ \t]*$")  # of a turn, after its words
# Share of the paragraphs with a time, so that a time without brackets is not of the day.
USUAL, USUAL_WITH_SECONDS = 0.4, 0.1
BREAK = re.compile(
    r"(?:break|commercial break|intro|outro|(?:theme |intro |outro )?music(?: (?:playing|plays))?"
    r"|sponsors?|ads?|jingle|advertisement)",
    re.IGNORECASE,
)
SHAPE = re.compile(r"[*_\[\\(♪\s]*(?P<words>[^*_\[\]\\()♪:]*)[*_\]\\)♪:\s]*")


def move_times(blocks):
    """Return (blocks with the times that stood before their words, removed times as left out)."""
    blocks = [part for block in blocks for part in _split_at_times(block)]
    speech = [block for block in blocks if _is_speech(block)]
    found = [time for block in speech for time in _find_times(block.text)]
    lengths = [length[0].strip() for b in speech if (length := LENGTH.search(b.text))]
    if len(lengths) > 1:
        for block in speech:
            block.text = LENGTH.sub("", block.text)
    if len(found) < 2:
        return blocks, _left_out(lengths) if len(lengths) > 1 else []
    shape = _find_usual_shape(speech)
    removed = [time for block in speech for time in _move(block, shape)]
    return _pass_on(blocks), _left_out(removed + (lengths if len(lengths) > 1 else []))


def _is_speech(block):
    return block.role is None and block.kind not in (BlockKind.CODE, BlockKind.TABLE)


def _left_out(times):
    reason = _("Times of the recording.")
    return [Paragraph(" ".join(times), ParagraphRole.LEFT_OUT, reason=reason)] if times else []


def _split_at_times(block):
    """Split a paragraph in which several lines begin with a time."""
    lines = block.text.split("\n")
    if block.kind != BlockKind.PARAGRAPH or block.role or len(lines) < 2:
        return [block]
    places = [number for number, line in enumerate(lines) if LEADING.match(line)]
    if len(places) < 2 and not (places and ALONE.fullmatch(lines[places[0]].strip())):
        return [block]
    edges = sorted({0, *places, len(lines)})
    parts = ("\n".join(lines[begin:end]).rstrip() for begin, end in pairwise(edges))
    return [replace(block, text=part) for part in parts]


def _find_times(text):
    if ":" not in text:
        return []
    leading = LEADING.match(text)
    rest = text[leading.end() :] if leading else text
    return [*([leading[0].strip()] if leading else []), *map(str.strip, IN_BRACKETS.findall(rest))]


def _find_usual_shape(speech):
    """Return the shape of times that so many paragraphs begin with that these are no words."""
    leading = [match[0] for block in speech if (match := LEADING.match(block.text))]
    shape = Counter(map(_get_shape, leading)).most_common(1)[0][0] if leading else None
    times = [read_time(each) for each in leading if _get_shape(each) == shape]
    ascending = sum(one <= other for one, other in pairwise(times))
    least = USUAL_WITH_SECONDS if shape == 2 or min(times, default=0) == 0 else USUAL
    is_usual = len(times) >= least * len(speech) and ascending >= 0.9 * (len(times) - 1)
    return shape if is_usual else None


def _get_shape(time):
    """Return 1 for minutes and seconds, which may be a time of the day, 2 with hours."""
    return CLOCK.search(time)[0].count(":")


def _move(block, shape):
    """Move the time before the words of a block to its start; return the removed times."""
    if ":" not in block.text:
        return []
    leading = LEADING.match(block.text)
    removed = []
    if leading and _is_time(leading, block, shape):
        block.start, block.end = _read_span(leading[0])
        block.text = block.text[leading.end() :].lstrip("\n")
        removed.append(leading[0].strip(" \t-–—"))
    inside = list(IN_BRACKETS.finditer(block.text))
    if inside and block.start is None and LABEL.fullmatch(block.text[: inside[0].start()]):
        block.start = read_time(inside[0][0])
    if inside and block.start is not None and not block.text[inside[-1].end() :].strip():
        block.end = read_time(inside[-1][0])
    block.text = IN_BRACKETS.sub("", block.text).rstrip()
    return removed + [match[0].strip() for match in inside]


def _is_time(leading, block, shape):
    first = block.text.split("\n", 1)[0].strip()
    return bool(leading["open"] or ALONE.fullmatch(first)) or _get_shape(leading[0]) == shape


def _read_span(text):
    times = [parse_clock(time[0]) for time in CLOCK.finditer(text)]
    return (times[0], times[1]) if len(times) > 1 else (times[0], None)


def read_time(text):
    """Return the milliseconds of the first time in a text, or None."""
    match = CLOCK.search(text)
    return parse_clock(match[0]) if match else None


def _pass_on(blocks):
    """Return the blocks with words; a time alone is the time of the next block."""
    found, times = [], None
    for block in blocks:
        if not block.text.strip():
            times = (block.start, block.end) if block.start is not None else times
            continue
        if times and _is_speech(block):
            if block.start is None:
                block.start, block.end = times
            times = None
        found.append(block)
    return found


def set_ends(blocks):
    """Set the end of each block with a start to the start of the next, if it has no end."""
    timed = [block for block in blocks if block.start is not None]
    for block, following in pairwise(timed):
        if block.end is None and following.start >= block.start:
            block.end = following.start


def drop_breaks(blocks):
    """Leave out blocks that only say that the recording pauses or that music plays."""
    for block in blocks:
        if block.role is None and len(block.text) < 60:
            shape = SHAPE.fullmatch(block.text.strip())
            if shape and BREAK.fullmatch(shape["words"].strip()) and _is_marked(block.text):
                block.set_role(ParagraphRole.LEFT_OUT, _("A break in the recording."))


def _is_marked(text):
    return text.strip()[:1] in "*_[(\\♪" or text.strip()[-1:] == ":"
