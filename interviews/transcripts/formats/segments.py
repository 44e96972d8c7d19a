"""Reads JSON with a list of spoken segments: Whisper, WhisperX, Podcasting 2.0 and others."""

import json

from django.utils.translation import gettext as _

from interviews.transcripts.formats.times import find_unit, to_milliseconds
from interviews.transcripts.formats.turns import Turn, parse_turns
from interviews.transcripts.formats.voices import name_speakers
from interviews.transcripts.transcript import Paragraph, ParagraphRole

LISTS = (
    "segments",
    "utterances",
    "transcription",
    "chunks",
    "captions",
    "cues",
    "paragraphs",
    "monologues",
)
LISTS += ("transcript", "results", "data", "result")
TEXTS = ("text", "body", "transcript", "content", "utterance", "sentence", "value")
SPEAKERS = ("speaker", "speakerName", "speaker_name", "speaker_label", "participant", "name")
STARTS = ("start", "startTime", "start_time", "begin", "from", "offset")
ENDS = ("end", "endTime", "end_time", "to", "stop")
DEPTH = 3  # levels above the list of segments


def detect_format(text, filename=""):
    """Return whether a text is JSON with a list of segments."""
    return _find_segments(_load(text)) is not None


def parse(text):
    """Return the ParsedTranscript of the segments."""
    whole = _load(text)
    segments = _find_segments(whole)
    times = [time for segment in segments for time in _get_times(segment) if time is not None]
    unit = find_unit(times, sum(len(_get_text(segment)) for segment in segments))
    turns = [_make_turn(segment, unit) for segment in segments]
    return parse_turns(name_speakers(turns), _leave_out(whole, turns))


def _load(text):
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _find_segments(value, depth=DEPTH):
    """Return the list of segments with words in a value of JSON, or None."""
    if isinstance(value, list):
        are_objects = bool(value) and all(isinstance(each, dict) for each in value)
        return value if are_objects and any(map(_get_text, value)) else None
    if not isinstance(value, dict) or not depth:
        return None
    found = (_find_segments(value[name], depth - 1) for name in LISTS if name in value)
    return next((segments for segments in found if segments is not None), None)


def _get_first(segment, names):
    return next((segment[name] for name in names if segment.get(name) is not None), None)


def _get_text(segment):
    """Return the words of a segment; Rev splits them into elements."""
    elements = segment.get("elements")
    if isinstance(elements, list):
        values = [each.get("value") for each in elements if isinstance(each, dict)]
        return "".join(value for value in values if isinstance(value, str))
    return next((segment[n] for n in TEXTS if isinstance(segment.get(n), str)), "")


def _get_speaker(segment):
    """Return the name of a segment's speaker; a number names the voice."""
    speaker = _get_first(segment, SPEAKERS)
    if isinstance(speaker, dict):
        speaker = _get_first(speaker, ("name", "label", "id"))
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        return _("Speaker %d") % speaker
    return speaker if isinstance(speaker, str) else ""


def _get_times(segment):
    """Return the start and the end of a segment as they are written; whisper.cpp nests them."""
    elements = segment.get("elements")
    if isinstance(elements, list):
        timed = [each for each in elements if isinstance(each, dict) and "ts" in each]
        return [timed[0]["ts"], timed[-1].get("end_ts")] if timed else [None, None]
    pair = segment.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return pair
    nested = segment.get("offsets")
    holder = nested if isinstance(nested, dict) else segment
    return [_get_first(holder, STARTS), _get_first(holder, ENDS)]


def _make_turn(segment, unit):
    start, end = (to_milliseconds(time, unit) for time in _get_times(segment))
    return Turn(_get_speaker(segment), _get_text(segment), start, end)


def _leave_out(whole, turns):
    """Return the whole text if it has words that no segment has."""
    text = whole.get("text") if isinstance(whole, dict) else None
    if not isinstance(text, str):
        return []
    spoken = {word for turn in turns for word in turn.text.split()}
    if spoken.issuperset(text.split()):
        return []
    reason = _("The whole text in the file; some of its words are in no segment.")
    return [Paragraph(text, ParagraphRole.LEFT_OUT, reason=reason)]
