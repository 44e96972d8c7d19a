"""Opens the ZIP archives of word processors: only their XML, and none that grows without end."""

import io
import re
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from interviews.transcripts.transcript import Unreadable

FIRST_BYTES = b"PK\x03\x04"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    struct.error,
    ValueError,
)
MAX_PARTS = 2000
MAX_XML = 12_000_000  # bytes of XML in all; a talk of three hours has about a million
MAX_ELEMENTS = 100_000  # of all parts; mammoth takes 60 microseconds for each
# The parts that have the words of Word and OpenDocument, their styles and their links.
PART = re.compile(r"(?:word/.*|_rels/.*|\[Content_Types\]|content|styles)\.(?:xml|rels)")
# Documents have no declarations of entities; those could grow without end, or name other files.
DECLARATIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]


def refuse_damaged():
    """Return the Unreadable of a document that cannot be opened."""
    return Unreadable(
        _("This looks like a Word or LibreOffice document that is damaged or has a password.")
    )


def is_archive(source):
    """Return whether bytes are a ZIP archive."""
    return isinstance(source, bytes) and source.startswith(FIRST_BYTES)


def read_xml(source):
    """Return {name: bytes} of the XML of a document; raise Unreadable if it is damaged or huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            found = [each for each in archive.infolist() if PART.fullmatch(each.filename)]
            # An archive never gives more bytes than its list of contents says.
            if len(found) > MAX_PARTS or sum(each.file_size for each in found) > MAX_XML:
                raise Unreadable(_("This document is too large. Please split it into parts."))
            parts = {each.filename: archive.read(each) for each in found}
    except Unreadable:
        raise
    except DAMAGED as error:
        raise refuse_damaged() from error
    if sum(content.count(b"<") - content.count(b"</") for content in parts.values()) > MAX_ELEMENTS:
        raise Unreadable(_("This document is too large. Please split it into parts."))
    if any(mark in content for content in parts.values() for mark in DECLARATIONS):
        raise refuse_damaged()
    return parts
