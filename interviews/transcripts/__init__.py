"""Turns a transcript that was written elsewhere into the exchanges of an interview.

`parse` takes bytes or text in any supported format, and gives each paragraph a role; `assemble`
makes an interview of the paragraphs, also after an editor changed roles and speakers.
"""

from interviews.transcripts import parser, unsupported
from interviews.transcripts.assembly import assemble
from interviews.transcripts.decoding import MAX_BYTES, decode
from interviews.transcripts.formats import (
    machine_labels,
    otranscribe,
    segments,
    subtitles,
    tables,
    web_pages,
)
from interviews.transcripts.transcript import (
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
    "Facts",
    "Paragraph",
    "ParagraphRole",
    "ParsedTranscript",
    "Speaker",
    "TranscriptAnswer",
    "Unreadable",
    "assemble",
    "is_role_label",
    "parse",
]

FORMATS = [subtitles, otranscribe, segments, tables, machine_labels, web_pages]


def parse(source, filename=""):
    """Return the ParsedTranscript of bytes or text; raise Unreadable with a message for editors.

    To add a format, add a module with `detect_format` and `parse` to FORMATS.
    """
    decoded, warnings = decode(source)
    parsed = _parse_text(decoded, filename)
    parsed.warnings[:0] = warnings
    return parsed


def _parse_text(text, filename):
    for reader in FORMATS:
        if reader.detect_format(text, filename) and (parsed := reader.parse(text)):
            return parsed
    kind = unsupported.detect_format(text, filename)
    return unsupported.parse(text, kind) if kind else parser.parse(text, filename)
