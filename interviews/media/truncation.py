"""Whether the file of a rendition is whole, told from its first and last bytes.

A disk that was full, or a machine that lost power, leaves files that are empty or cut off. To
decode each picture before it is sent would tell more, and take longer than to send it.
"""

import os

RIFF = 8  # bytes before those that a WebP's header counts


def is_complete(file):
    """Whether a JPEG, WebP or AVIF (an open file) is neither empty nor cut off."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith(b"\xff\xd8"):
            file.seek(-2, os.SEEK_END)
            return file.read(2) == b"\xff\xd9"
        if head.startswith(b"RIFF"):
            return size >= int.from_bytes(head[4:8], "little") + RIFF
        return head[4:8] == b"ftyp" and _has_its_boxes(file, size)
    finally:
        file.seek(0)


def _has_its_boxes(file, size):
    """Whether an AVIF's boxes, that of the pixels among them, end where the file does."""
    at, kinds = 0, set()
    while at < size:
        file.seek(at)
        box = file.read(8)
        kinds.add(box[4:])
        at += max(int.from_bytes(box[:4], "big"), 8)  # 0 and 1 mean more, and are not written
    return at == size and b"mdat" in kinds
