"""PNG files without the notes that Pillow refuses to unpack.

A PNG holds texts, and a colour profile, which may unpack to a thousand times their size. Pillow
refuses such a file as a whole. None of these texts is kept of an upload, so they can be left out.
"""

import struct
import zlib

from PIL.PngImagePlugin import MAX_TEXT_CHUNK

SIGNATURE = b"\x89PNG\r\n\x1a\n"
FRAME = 12  # bytes of a chunk beside its content: its length and kind before it, a checksum after
# Where the packed part of each kind begins: behind so many zero bytes, and so many more bytes.
PACKED = {b"zTXt": (1, 1), b"iCCP": (1, 1), b"iTXt": (4, 0)}
MOST = MAX_TEXT_CHUNK - 1  # bytes, unpacked, of all such chunks of a file


def without_vast_notes(png):
    """The bytes of a PNG without the packed chunks that come to too much; others as they are."""
    if not png.startswith(SIGNATURE):
        return png
    kept, at, room = [SIGNATURE], len(SIGNATURE), MOST
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8].ljust(8, b"\0"))
        chunk, at = png[at : at + FRAME + length], at + FRAME + length
        size = _unpacked_size(kind, chunk[8:-4], room) if kind in PACKED else 0
        if size <= room:
            kept.append(chunk)
            room -= size
    return b"".join(kept)


def _unpacked_size(kind, content, most):
    """How many bytes a chunk unpacks to; above `most` only that it is more. 0 if it is not packed
    or garbled, which Pillow leaves out itself.
    """
    zeros, more = PACKED[kind]
    parts = content.split(b"\0", zeros)
    if len(parts) <= zeros or (kind == b"iTXt" and parts[1] != b"\x01"):
        return 0
    try:
        return len(zlib.decompressobj().decompress(parts[zeros][more:], most + 1))
    except zlib.error:
        return 0
