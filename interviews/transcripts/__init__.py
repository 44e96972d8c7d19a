"""Text that was written elsewhere becomes the exchanges of an interview.

`read` takes bytes or text, in any form that is known, and gives each paragraph a role;
`assemble` makes an interview of them, also after an editor chose other roles and speakers.
"""

from interviews.transcripts import parser, unsupported
from interviews.transcripts.assembly import assemble

from .decoding import LARGEST, decode
from .transcript import Answer, Facts, Paragraph, Reading, Role, Speaker, Unreadable
from .vocabulary import is_a_role

__all__ = [
    "LARGEST",
    "Answer",
    "Facts",
    "Paragraph",
    "Reading",
    "Role",
    "Speaker",
    "Unreadable",
    "assemble",
    "is_a_role",
    "read",
]


def read(source, filename=""):
    """Return the Reading of bytes or text; raise Unreadable, with a sentence, for anything else.

    A further format is a further module with `kind_of` and `read`, asked before plain text.
    """
    decoded, warnings = decode(source)
    kind = unsupported.kind_of(decoded, filename)
    reading = unsupported.read(decoded, kind) if kind else parser.read(decoded, filename)
    reading.warnings[:0] = warnings
    return reading
