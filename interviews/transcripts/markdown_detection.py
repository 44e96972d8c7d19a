"""Detects whether a text is Markdown or plain text.

One sign that plain text hardly has is enough: bold, a link, a fence, a closing HTML tag. Signs
that plain text has too, such as a dash before a line, a number, or “# 1”, do not count.
"""

import re

from interviews.prose.blocks import ADDRESS

MARKDOWN_FILE = re.compile(r"\.(?:md|markdown|mdown|mkdn?)$", re.IGNORECASE)
SAMPLE = 200_000  # characters that are examined
SIGNS = re.compile(
    r"^[ \t]*(?:\*\*[^\s*]|__[^\W_])|(?<!\w)(\*\*|__)[^\W_][^\n]{0,300}?\1"  # bold
    r"|\]\([^\s()]*[./#:][^\s()]*"  # a link or a picture
    rf"|^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?(?:{ADDRESS.pattern})"  # the address of a link
    r"|^ {0,3}(?:```|~~~)"
    r"|^ {0,3}#{2,6} \S|\A\s*# (?!\d)\S"  # a heading
    r"|\\\[[^\[\]\n]{0,100}\\\]"  # a bracket that somebody escaped
    r"|</(?:a|b|blockquote|cite|div|em|figure|h[1-6]|i|li|p|pre|small|span|strong|td|u|ul)>"
    r"|<(?:br|hr|img)\b[^<>]*>|<!--|\{%|\{\{\s*[\"']",
    re.IGNORECASE | re.MULTILINE,
)
# Two of these are enough.
HEADING = re.compile(r"^ {0,3}# (?!\d)\S", re.MULTILINE)
NOTE = re.compile(r"\[\^[^\]\s]{1,100}\]")
EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\W_])[^*_\n]{1,300}?(?<=[^\s\\])\1(?![\w*])")


def is_markdown(text, filename=""):
    """Return whether a text is Markdown, by its file name, else by its content."""
    if MARKDOWN_FILE.search(filename):
        return True
    text = text[:SAMPLE]
    return bool(SIGNS.search(text)) or any(
        len(sign.findall(text)) > 1 for sign in (HEADING, NOTE, EMPHASIS)
    )
