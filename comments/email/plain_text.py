"""Text for mail: nothing in it that cannot be seen, no line that is too long."""

import re
import textwrap
import unicodedata

from interviews import prose

WIDTH = 76  # characters; RFC 5322 asks for at most 78
# What ends a line or commands a terminal, and what turns the direction of what follows.
UNSEEN = (
    dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | prose.BIDI_CONTROLS
)
UNSEEN |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
# In the whole of a letter the isolates stay which `isolated` put there.
OF_A_LETTER = {code: to for code, to in UNSEEN.items() if code not in (0xA, 0x2068, 0x2069)}


RIGHT_TO_LEFT = {"R", "AL", "AN"}  # letters, digits and marks of Hebrew, Arabic and their kin


def in_one_line(text):
    return " ".join(text.translate(UNSEEN).split())


def isolated(text):
    """A name or a title for plain text: it does not turn the words and marks that follow it.

    Only what runs from right to left is enclosed (first strong isolate, pop directional isolate).
    """
    runs_left = any(unicodedata.bidirectional(each) in RIGHT_TO_LEFT for each in text)
    return f"\u2068{text}\u2069" if runs_left else text


def in_lines(text):
    """The text with its paragraphs, wrapped at 76; an address is never broken.

    A line that is marked as a quotation is wrapped already (comments.email.quotation).
    """
    lines = [in_width(line) for line in text.translate(OF_A_LETTER).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def in_width(line):
    if len(line) <= WIDTH or line.startswith(">"):
        return line
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
