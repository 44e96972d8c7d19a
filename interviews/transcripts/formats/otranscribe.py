"""Reads the files of oTranscribe (.otr): JSON with the transcript as HTML."""

import json
import re

from interviews.transcripts import parser
from interviews.transcripts.formats.web_pages import to_markdown

TIME = re.compile(r"<span\b[^<>]{0,200}\bclass=\"timestamp\"[^<>]{0,200}>([^<>]{1,20})</span>")


def detect_format(text, filename=""):
    """Return whether a text is a file of oTranscribe."""
    return _get_html(text) is not None


def parse(text):
    """Return the ParsedTranscript of the HTML in the file."""
    page = TIME.sub(r"[\1] ", _get_html(text))
    return parser.parse(to_markdown(page), "otranscribe.md")


def _get_html(text):
    if not text.lstrip().startswith("{") or "media" not in text:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    page = whole.get("text")
    return page if isinstance(page, str) and "<" in page and "media" in whole else None
