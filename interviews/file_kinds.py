"""What kind of file an upload is that cannot be shown, by its first bytes."""

import re

HEAD = 1024  # bytes, of which a file's kind is told

# The first that matches counts. ISO media files (`ftyp`) name their brands, the main one first.
KINDS = [
    ("AVIF", rb"....ftyp(avif|avis)"),  # it is shown, so that it has no name here
    ("HEIC", rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)"),
    ("CR3", rb"....ftypcrx "),
    ("QuickTime", rb"....ftypqt  |....(moov|mdat|wide)"),
    ("MP4", rb"....ftyp"),
    ("GIF", rb"GIF8"),
    ("SVG", rb"(\xef\xbb\xbf)?\s*<(svg\b|[?!].*<svg\b)"),
    ("PDF", rb"\s*%PDF-"),
    ("Photoshop", rb"8BPS"),
    ("BMP", rb"BM.{4}\0{4}"),
    ("ICO", rb"\0\0[\x01\x02]\0"),
    ("JPEG XL", rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("JPEG 2000", rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ("RAW", rb"II\*\0.{4}CR|FUJIFILMCCD-RAW|IIRO|IIRS|MMOR|IIU\0"),
    ("TIFF", rb"II\*\0|MM\0\*|II\+\0|MM\0\+"),  # also most cameras' raw files
    ("PostScript", rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("WMF", rb"\xd7\xcd\xc6\x9a"),
    ("ZIP", rb"PK\x03\x04"),
]
SHOWN = {"AVIF"}


def unshowable_kind(head):
    """The name of the kind of file that begins so, such as "HEIC"; "" if it is not known."""
    for name, pattern in KINDS:
        if re.match(pattern, head, re.DOTALL):
            return "" if name in SHOWN or b"avif" in head[8:64] else name
    return ""
