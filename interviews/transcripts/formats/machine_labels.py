"""Reads text in which a machine names voices by numbers: `[SPEAKER_00]: …`, as WhisperX does."""

from interviews.transcripts.formats.turns import Turn, parse_turns
from interviews.transcripts.formats.voices import MACHINE

MOST = 0.5  # share of the lines with words that must begin with a label
SAMPLE = 400  # lines that are examined


def detect_format(text, filename=""):
    """Return whether most lines begin with the number of a voice, as only machines write it."""
    lines = [line for line in text.split("\n", SAMPLE)[:SAMPLE] if line.strip()]
    found = [match for line in lines if (match := MACHINE.match(line.lstrip()))]
    is_marked = any("_" in match["name"] or match[0].startswith("[") for match in found)
    return len(found) > 1 and is_marked and len(found) >= MOST * len(lines)


def parse(text):
    """Return the ParsedTranscript; lines without a label continue the turn before them.

    A paragraph without a label is a turn of an unknown speaker.
    """
    groups, head, is_apart = [], [], False
    for line in text.split("\n"):
        label = MACHINE.match(line.lstrip())
        if label:
            groups.append([Turn(label["name"], line.lstrip()[label.end() :])])
        elif groups and is_apart and line.strip():
            groups.append([Turn("", line)])
        elif groups:
            groups[-1].append(Turn("", line))
        else:
            head.append(line)
        is_apart = not line.strip()
    return parse_turns(map(Turn.join, groups), introduction="\n".join(head))
