"""Tells from its first and last bytes whether a rendition's file is complete.

A full disk or a power cut leaves files that are empty or cut off. Decoding each picture before
sending it would find more damage, but takes longer than sending it.
"""

import os

PNG_END = 8  # bytes from the name of the last chunk of a PNG to its end
RIFF_HEADER = 8  # bytes that the size in a WebP header does not count


def is_complete(file):
    """Return whether an open JPEG, PNG, WebP or AVIF file is neither empty nor cut off."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith(b"\xff\xd8"):
            file.seek(-2, os.SEEK_END)
            return file.read(2) == b"\xff\xd9"
        if head.startswith(b"\x89PNG"):
            file.seek(-PNG_END, os.SEEK_END)
            return file.read(4) == b"IEND"
        if head.startswith(b"RIFF"):
            return size >= int.from_bytes(head[4:8], "little") + RIFF_HEADER
        return head[4:8] == b"ftyp" and _has_all_boxes(file, size)
    finally:
        file.seek(0)


def _has_all_boxes(file, size):
    """Return whether the boxes of an AVIF file end where the file ends, with the pixels' box."""
    position, kinds = 0, set()
    while position < size:
        file.seek(position)
        header = file.read(8)
        kinds.add(header[4:])
        # The sizes 0 and 1 have special meanings; Pillow does not write them.
        position += max(int.from_bytes(header[:4], "big"), 8)
    return position == size and b"mdat" in kinds
