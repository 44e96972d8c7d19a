"""Turns a transcript that was written elsewhere into the exchanges of an interview.

`parse` takes bytes or text in any supported format, and gives each paragraph a role; `assemble`
makes an interview of the paragraphs, also after an editor changed roles and speakers.
"""

from interviews.transcripts import parser, unsupported
from interviews.transcripts.assembly import assemble
from interviews.transcripts.decoding import MAX_BYTES, decode
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


def parse(source, filename=""):
    """Return the ParsedTranscript of bytes or text; raise Unreadable with a message for editors.

    To add a format, add a module with `detect_format` and `parse`, and call it before `parser`.
    """
    decoded, warnings = decode(source)
    kind = unsupported.detect_format(decoded, filename)
    parsed = unsupported.parse(decoded, kind) if kind else parser.parse(decoded, filename)
    parsed.warnings[:0] = warnings
    return parsed
