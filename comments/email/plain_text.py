"""Plain text for emails: no invisible characters, no long lines."""

import re
import textwrap
import unicodedata

from interviews import prose

WIDTH = 76  # characters; RFC 5322 asks for at most 78
# Characters that end a line, control a terminal, or change the direction of the text.
UNSEEN = (
    dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | prose.BIDI_CONTROLS
)
UNSEEN |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
# For a whole email: keeps line feeds, and the isolates that `isolated` has added.
UNSEEN_IN_TEXT = {code: to for code, to in UNSEEN.items() if code not in (0xA, 0x2068, 0x2069)}


RIGHT_TO_LEFT = {"R", "AL", "AN"}  # letters, digits and marks of Hebrew, Arabic and their kin


def in_one_line(text):
    return " ".join(text.translate(UNSEEN).split())


def isolated(text):
    """Isolate right-to-left text, so that it does not change the direction of what follows.

    Adds a first strong isolate and a pop directional isolate; other text is returned unchanged.
    """
    runs_left = any(unicodedata.bidirectional(each) in RIGHT_TO_LEFT for each in text)
    return f"\u2068{text}\u2069" if runs_left else text


def wrap_lines(text):
    """Wrap the lines of a text at 76 characters, without breaking addresses.

    Lines of a quotation are wrapped already (comments.email.quotation).
    """
    lines = [wrap_line(line) for line in text.translate(UNSEEN_IN_TEXT).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def wrap_line(line):
    if len(line) <= WIDTH or line.startswith(">"):
        return line
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
