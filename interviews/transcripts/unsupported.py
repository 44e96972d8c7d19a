"""Recognises formats that are not supported yet, and keeps their text as one introduction."""

import json
import re

from django.utils.translation import gettext as _

from interviews.transcripts.parser import parse_as_introduction

CUE = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]*-->", re.MULTILINE)
OPENING_TAG = re.compile(
    r"\s*<(?:!doctype html|html|\?xml|(?:cite|p|div|body|article|h[1-6]|figure|section|main|header"
    r"|ul|ol|table|blockquote|span|a|img|figcaption)\b[^<>]*>)",
    re.IGNORECASE,
)
LINE_OF_TAGS = re.compile(r"^[ \t]*<[/!?]?[a-zA-Z]", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
LAST_TAG = re.compile(r"</[a-zA-Z][\w-]*>$")
SAMPLE = 20_000  # characters that are examined


def detect_format(text, filename=""):
    """Return the name of an unsupported format (subtitles, HTML, JSON), or an empty string."""
    sample = text[:SAMPLE]
    if sample.lstrip().startswith("WEBVTT") or len(CUE.findall(sample)) > 1:
        return _("subtitles")
    is_named_so = filename.endswith((".html", ".htm"))
    if OPENING_TAG.match(sample) and (is_named_so or _is_mostly_tags(sample, text)):
        return _("HTML")
    return _("JSON") if _is_json(text) else ""


def parse(text, kind):
    """Return a ParsedTranscript with all text in the introduction, and a warning."""
    sentence = _("This looks like %s, which is not supported yet. Please paste plain text.")
    return parse_as_introduction(text, sentence % kind)


def _is_mostly_tags(sample, text):
    """Return whether a text is HTML, not Markdown with HTML in it; lines of HTML may be wrapped."""
    paragraphs = [part for part in PARAGRAPHS.split(sample) if part.strip()]
    if 2 * sum(bool(LINE_OF_TAGS.match(part.lstrip())) for part in paragraphs) <= len(paragraphs):
        return False
    tags, lines = len(LINE_OF_TAGS.findall(sample)), sample.count("\n") + 1
    return tags > 0.4 * lines or bool(LAST_TAG.search(text.rstrip()[-40:]))


def _is_json(text):
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
