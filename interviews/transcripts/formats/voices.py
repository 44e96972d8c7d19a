"""Finds who speaks in subtitles: voice tags, `[SPEAKER_00]:`, `Name:`, and marks of a change."""

import re
from dataclasses import replace

from interviews.transcripts import speaker_turns
from interviews.transcripts.blocks import Block, BlockKind
from interviews.transcripts.formats.turns import DASHES, Turn
from interviews.transcripts.labels import parse_letter_label, parse_name_label

MACHINE = re.compile(r"\[?(?P<name>(?:SPEAKER|Speaker|speaker)[ _-]?\d{1,3})\]?[ \t]*:[ \t]*")
CHANGE = re.compile(r"(?:>>+|&gt;&gt;)[ \t]*")


def name_speakers(lines):
    """Return the turns of spoken lines, with the speakers that labels name.

    A line that only looks as if it had a label stays with the words before it.
    """
    if any(line.speaker for line in lines):
        return lines
    parts = _join_unlabelled([_read_label(line) for line in lines])
    blocks = [Block(turn.text, BlockKind.PARAGRAPH, reason=turn.speaker) for turn in parts]
    plain = [replace(b, text="") if b.reason else b for b in blocks]
    found, labels = speaker_turns.split(plain, [])
    # What has no words behind it is no label here, but the words themselves: “12:30”.
    labels = {number: label for number, label in labels.items() if label.rest.strip()}
    if len(found) != len(parts) or not (labels or any(turn.speaker for turn in parts)):
        return lines
    return _continue_speakers(parts, labels)


def _read_label(line):
    """Return a line as a turn, without the mark of a change and without a machine's label."""
    change = CHANGE.match(line.text)
    text = line.text[change.end() :] if change else line.text
    machine = MACHINE.match(text)
    if machine:
        return Turn(machine["name"], text[machine.end() :], line.start, line.end)
    if change and not parse_name_label(text):
        text = f"- {text}"  # the usual mark of another voice
    return Turn("", text, line.start, line.end)


def _starts_turn(turn):
    if turn.speaker or turn.text.startswith(DASHES):
        return True
    return bool(parse_name_label(turn.text) or parse_letter_label(turn.text))


def _join_unlabelled(turns):
    """Join lines to parts that begin with a possible label."""
    groups = []
    for turn in turns:
        if not groups or _starts_turn(turn):
            groups.append([])
        groups[-1].append(turn)
    return [Turn.join(group) for group in groups]


def _continue_speakers(parts, labels):
    """Return parts with their speakers; a part without a label continues the one before it.

    A dash is the mark of another voice, which nobody names.
    """
    turns, speaker = [], ""
    for number, turn in enumerate(parts):
        label = labels.get(number)
        before = "" if turn.text.startswith(DASHES) else speaker
        speaker = turn.speaker or (label.name if label else before)
        turns.append(Turn(speaker, label.rest if label else turn.text, turn.start, turn.end))
    return turns
