"""Reads HTML, as browsers, Word and Google Docs save it, by way of Markdown."""

import re

from django.utils.translation import gettext as _

from interviews.prose.from_html import TooLong, from_html
from interviews.transcripts import parser
from interviews.transcripts.transcript import Unreadable

OPENING_TAG = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*(?=<!doctype html|<html))?<(?:!doctype html|html"
    r"|(?:cite|p|div|body|article|h[1-6]|figure|section|main"
    r"|header|ul|ol|table|blockquote|span|a|img|figcaption)\b[^<>]*>)",
    re.IGNORECASE,
)
LINE_OF_TAGS = re.compile(r"^[ \t]*<[/!?]?[a-zA-Z]", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
LAST_TAG = re.compile(r"</[a-zA-Z][\w-]*>$")
SAMPLE = 20_000  # characters that are examined


def detect_format(text, filename=""):
    """Return whether a text is HTML."""
    sample = text[:SAMPLE]
    if not OPENING_TAG.match(sample):
        return False
    return filename.lower().endswith((".html", ".htm")) or _is_mostly_tags(sample, text)


def parse(text):
    """Return the ParsedTranscript of a page, or None without words; Unreadable if too long."""
    markdown = to_markdown(text)
    return parser.parse(markdown, "page.md") if markdown.strip() else None


def to_markdown(page):
    """Return HTML as Markdown; raise Unreadable if it is too long."""
    try:
        return from_html(page)
    except TooLong as error:
        message = _(
            "This page is too long or too deeply nested to be read. Please copy its text from a "
            "browser, or split it into parts."
        )
        raise Unreadable(message) from error


def _is_mostly_tags(sample, text):
    """Return whether a text is HTML, not Markdown with HTML in it; lines of HTML may be wrapped."""
    paragraphs = [part for part in PARAGRAPHS.split(sample) if part.strip()]
    if 2 * sum(bool(LINE_OF_TAGS.match(part.lstrip())) for part in paragraphs) <= len(paragraphs):
        return False
    tags, lines = len(LINE_OF_TAGS.findall(sample)), sample.count("\n") + 1
    return tags > 0.4 * lines or bool(LAST_TAG.search(text.rstrip()[-40:]))
