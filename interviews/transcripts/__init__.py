"""Turns a transcript that was written elsewhere into the exchanges of an interview.

`parse` takes bytes or text in any supported format, and gives each paragraph a role; `assemble`
makes an interview of the paragraphs, also after an editor changed roles and speakers.
"""

from django.utils.translation import gettext as _

from interviews.transcripts import parser, unsupported
from interviews.transcripts.assembly import assemble
from interviews.transcripts.decoding import MAX_BYTES, decode
from interviews.transcripts.doubts import find_doubts
from interviews.transcripts.formats import (
    archives,
    machine_labels,
    open_document,
    otranscribe,
    segments,
    subtitles,
    tables,
    web_pages,
    word,
)
from interviews.transcripts.transcript import (
    Doubt,
    Facts,
    Paragraph,
    ParagraphRole,
    ParsedTranscript,
    Speaker,
    TranscriptAnswer,
    Unreadable,
)
from interviews.transcripts.vocabulary import is_role_label

__all__ = [
    "MAX_BYTES",
    "Doubt",
    "Facts",
    "Paragraph",
    "ParagraphRole",
    "ParsedTranscript",
    "Speaker",
    "TranscriptAnswer",
    "Unreadable",
    "assemble",
    "find_doubts",
    "is_role_label",
    "parse",
]

DOCUMENTS = [word, open_document]
FORMATS = [subtitles, otranscribe, segments, tables, machine_labels, web_pages]


def parse(source, filename=""):
    """Return the ParsedTranscript of bytes or text; raise Unreadable with a message for editors.

    To add a format, add a module with `detect_format` and `parse` to FORMATS.
    """
    parsed = _parse(source, filename)
    parsed.number_utterances()
    parsed.doubts = find_doubts(parsed)
    if parsed.doubts:
        parsed.confidence = "low"
    return parsed


def _parse(source, filename):
    if archives.is_archive(source) and len(source) <= MAX_BYTES:
        parts = archives.read_xml(source)
        for document in DOCUMENTS:
            if document.detect_format(parts):
                return _parse_page(document.to_html(parts))
    decoded, warnings = decode(source)
    parsed = _parse_text(decoded, filename)
    parsed.warnings[:0] = warnings
    return parsed


def _parse_page(page):
    if parsed := web_pages.parse(page):
        return parsed
    raise Unreadable(_("There is no text in it."))


def _parse_text(text, filename):
    for reader in FORMATS:
        if reader.detect_format(text, filename) and (parsed := reader.parse(text)):
            return parsed
    kind = unsupported.detect_format(text, filename)
    return unsupported.parse(text, kind) if kind else parser.parse(text, filename)
