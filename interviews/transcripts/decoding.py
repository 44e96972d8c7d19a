"""Decodes bytes in any common encoding to clean text, or refuses them with a message."""

import codecs
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.transcripts.transcript import Unreadable

MAX_MEGABYTES = 20  # about three million words
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024  # bytes
SAMPLE = 64 * 1024  # bytes that are examined to recognise text

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it is tried before
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# The first bytes of files that are not text.
SIGNATURES = [
    (rb"%PDF-", gettext_lazy("a PDF")),
    (rb"\{\\rtf", gettext_lazy("a rich text (RTF) document")),
    (rb"PK\x03\x04", gettext_lazy("a Word or LibreOffice document, or another ZIP archive")),
    (rb"\xd0\xcf\x11\xe0", gettext_lazy("an old Word document")),
    (rb"\x89PNG", gettext_lazy("a PNG picture")),
    (rb"\xff\xd8\xff", gettext_lazy("a JPEG picture")),
    (rb"GIF8[79]a", gettext_lazy("a GIF picture")),
    (rb"RIFF....WEBP", gettext_lazy("a WebP picture")),
    (rb"RIFF....WAVE|ID3[\2-\4]\0|OggS\0|fLaC\0", gettext_lazy("a sound recording")),
    (rb"\0...ftyp", gettext_lazy("a film or sound recording")),
    (rb"\x1f\x8b\x08", gettext_lazy("a compressed archive")),
]

LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Characters that pages, feeds or databases can't hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def decode(source):
    """Return (text, warnings) for bytes or str; raise Unreadable if the source is no text."""
    if len(source) > MAX_BYTES:
        too_large = _("This is larger than %d MB; please split it into parts.")
        raise Unreadable(too_large % MAX_MEGABYTES)
    text, warnings = (source, []) if isinstance(source, str) else _from_bytes(source)
    text = LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    text, removed = UNPRINTABLE.subn("", text)
    if removed:
        warnings.append(_("Characters that cannot be shown were removed: %d.") % removed)
    if not text.strip("\ufeff\u200b \t\n\xa0"):
        raise Unreadable(_("There is no text in it."))
    return text, warnings


def _from_bytes(source):
    for mark, encoding in BYTE_ORDER_MARKS:
        if source.startswith(mark):
            return source[len(mark) :].decode(encoding, "replace"), []
    for first_bytes, kind in SIGNATURES:
        if re.match(first_bytes, source, re.DOTALL):
            message = _("This looks like %s, not text. Please copy and paste its text instead.")
            raise Unreadable(message % kind)
    if encoding := _wide_encoding(source[:SAMPLE]):
        return source.decode(encoding, "replace"), []
    if _is_binary(source[:SAMPLE]):
        raise Unreadable(_("This file is not text. Please copy and paste its text instead."))
    return _from_narrow_bytes(source)


def _wide_encoding(sample):
    """Recognise UTF-16 without a byte-order mark by zero bytes at every second position."""
    half, zeros = len(sample) / 2, (sample[0::2].count(0), sample[1::2].count(0))
    if max(zeros) > 0.4 * half and min(zeros) < 0.05 * half:
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    return None


def _is_binary(sample):
    """Return whether many of the bytes are control characters."""
    strange = len(sample) - len(sample.translate(None, bytes([*range(8), *range(14, 32)])))
    return strange > 8 and strange > len(sample) * 0.02


def _from_narrow_bytes(source):
    try:
        return source.decode("utf-8"), []
    except UnicodeDecodeError:
        text = source.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if sum(letter > "\x7f" for letter in text) > 2 * faults:
        return text, [_("Damaged characters were replaced by “\ufffd”: %d.") % faults]
    text = source.decode("cp1252", "replace")
    return text, [_("The file is not in UTF-8 and was read as Windows-1252; check the accents.")]
