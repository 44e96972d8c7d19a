"""Removes the numbers of the lines from the pages of a court, and joins the lines of a turn."""

import re
from collections import Counter
from itertools import pairwise

from django.utils.translation import gettext as _

from interviews.transcripts.labels import parse_letter_label, parse_name_label
from interviews.transcripts.transcript import Paragraph, ParagraphRole

NUMBERED = re.compile(r"[ \t]*(?P<number>\d{1,2})(?:[ \t]+(?P<words>\S.*)|[ \t]*)$")
PAGE = re.compile(r"\W*(?:page\s+)?\d{1,5}(?:\s+of\s+\d{1,5})?\W*", re.IGNORECASE)
EXAMINATION = re.compile(r"(?:BY|By)\s+(?:M[RSrs]+|D[Rr])\.?\s+[^\s:]+(?:\s+[^\s:]+)?:")
FEWEST = 5  # lines
MOST = 0.8  # share of the lines that must have a number, one more than the line above
DIGITS = re.compile(r"\d+")


def remove_line_numbers(text):
    """Return (a text without the numbers of its lines, removed words as left-out paragraphs)."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = [NUMBERED.match(line) for line in lines]
    numbers = [int(match["number"]) for match in found if match]
    counting = sum(two == one + 1 for one, two in pairwise(numbers))
    if len(lines) < FEWEST or counting < MOST * (len(lines) - 1):
        return text, []
    headers = Counter(_shape(line) for line, match in zip(lines, found, strict=True) if not match)
    left_out, kept = [], []
    for line, match in zip(lines, found, strict=True):
        words = (match["words"] or "") if match else line.strip()
        if not match and (PAGE.fullmatch(line) or headers[_shape(line)] > 1):
            left_out.append(line.strip())
        else:
            kept.append(words)
    removed = [_left_out(" ".join(map(str, numbers)), _("Numbers of the lines."))]
    removed += [_left_out("\n".join(left_out), _("Heads and feet of the pages."))] * bool(left_out)
    return _join(kept), removed


def _shape(line):
    return DIGITS.sub("", line).strip()


def _left_out(text, reason):
    return Paragraph(text, ParagraphRole.LEFT_OUT, reason=reason)


def _join(lines):
    """Join lines to paragraphs, each of which begins with a label or after an empty line."""
    paragraphs = [[]]
    for line in lines:
        if not line or _begins_turn(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return "\n\n".join(filter(None, (" ".join(filter(None, part)) for part in paragraphs)))


def _begins_turn(line):
    if parse_letter_label(line) or EXAMINATION.match(line):
        return True
    label = parse_name_label(line)
    return bool(label) and label.written.isupper()
