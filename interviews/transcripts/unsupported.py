"""Recognises JSON that is no transcript, and keeps its text as one introduction."""

import json

from django.utils.translation import gettext as _

from interviews.transcripts.parser import parse_as_introduction


def detect_format(text, filename=""):
    """Return the name of an unsupported format (JSON), or an empty string."""
    return _("JSON") if _is_json(text) else ""


def parse(text, kind):
    """Return a ParsedTranscript with all text in the introduction, and a warning."""
    sentence = _("No transcript was found in this %s. Please paste plain text.")
    return parse_as_introduction(text, sentence % kind)


def _is_json(text):
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
