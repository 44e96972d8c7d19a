"""Text for mail: nothing in it that cannot be seen, no line that is too long."""

import re
import textwrap

from interviews import prose

WIDTH = 76  # characters; RFC 5322 asks for at most 78
# What ends a line or commands a terminal, and what turns the direction of what follows.
UNSEEN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | prose.TURNING
UNSEEN |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
LINES = UNSEEN | {0xA: "\n"}


def in_one_line(text):
    return " ".join(text.translate(UNSEEN).split())


def in_lines(text):
    """The text with its paragraphs, wrapped at 76; an address is never broken."""
    lines = [in_width(line) for line in text.translate(LINES).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def in_width(line):
    if len(line) <= WIDTH:
        return line
    quoted = "> " if line.startswith("> ") else ""
    return textwrap.fill(
        line, WIDTH, subsequent_indent=quoted, break_long_words=False, break_on_hyphens=False
    )
