"""Removes traces of the recording from a transcript: timestamps, breaks, music."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.transcript import Paragraph, ParagraphRole

DIGITS = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
IN_BRACKETS = re.compile(rf"\\?\[\(?{DIGITS}\)?\\?\](?![(\[])[ \t]?")
ALONE = re.compile(rf"\(?{DIGITS}\)?(?:\s*(?:-->|[-–—])\s*\(?{DIGITS}\)?)?")
BREAK = re.compile(
    r"(?:break|commercial break|intro|outro|(?:theme |intro |outro )?music(?: (?:playing|plays))?"
    r"|sponsors?|ads?|jingle|advertisement)",
    re.IGNORECASE,
)
SHAPE = re.compile(r"[*_\[\\(♪\s]*(?P<words>[^*_\[\]\\()♪:]*)[*_\]\\)♪:\s]*")


def remove_timestamps(blocks):
    """Remove timestamps from the blocks; return them as a list of one left-out paragraph."""
    speech = [
        b for b in blocks if b.role is None and b.kind not in (BlockKind.CODE, BlockKind.TABLE)
    ]
    times = [time for block in speech for time in _times(block.text)]
    if len(times) < 2:
        return []  # a single time is a time of day
    for block in speech:
        if ":" in block.text:
            text = IN_BRACKETS.sub("", block.text)
            block.text = "" if ALONE.fullmatch(text.strip()) else text
    return [Paragraph(" ".join(times), ParagraphRole.LEFT_OUT, reason=_("Times of the recording."))]


def _times(text):
    if ":" not in text:
        return []
    alone = ALONE.fullmatch(text.strip())
    return [alone[0]] if alone else [time.strip(" \t") for time in IN_BRACKETS.findall(text)]


def drop_breaks(blocks):
    """Leave out blocks that only say that the recording pauses or that music plays."""
    for block in blocks:
        if block.role is None and len(block.text) < 60:
            shape = SHAPE.fullmatch(block.text.strip())
            if shape and BREAK.fullmatch(shape["words"].strip()) and _is_marked(block.text):
                block.set_role(ParagraphRole.LEFT_OUT, _("A break in the recording."))


def _is_marked(text):
    return text.strip()[:1] in "*_[(\\♪" or text.strip()[-1:] == ":"
