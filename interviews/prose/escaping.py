"""Escapes plain text as an editor's Markdown, so that every character is shown. Pure."""

import re

from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline
from interviews.prose.token_text import get_text

# A text without any of these characters has no markup.
POSSIBLE = re.compile(r"[\\`*_\[<&~|]|^[ \t]*(?:[-+#>=:]|\d{1,3}[.)])", re.MULTILINE)
# Markup that depends on the following text: a list item, a link definition, a final backslash.
DEPENDENT = re.compile(r"^[ \t]*(?:\d{1,3}[.)](?=[ \t]|$)|\[[^\]\n]*\]:)|\\$", re.MULTILINE)
MAX_UNCHANGED = 10_000  # characters; whether a longer paragraph may stay as it is takes too long
PARAGRAPH = {"paragraph_open", "inline", "paragraph_close"}
WORDS = {"text", "softbreak", "hardbreak"}

# The round bracket is escaped because the search takes “](…)” for the URL of a link.
INLINE = re.compile(r"[\\`*<\[|]|(?<![^\W_])_|_(?![^\W_])|(?<=\])\(|&(?=[#\w])|~(?=~)|(?<=~)~")
BEGINNING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<number>\d{1,3}(?=[.)](?:[ \t]|$)))?"
    r"(?P<mark>(?<=\d)[.)]|[-+](?=[ \t]|$)|#(?=[#\s]|$)|>|[-=:](?=[-=:|\\ \t]*$))"
)


def escape_markdown(text):
    """Return Markdown that shows exactly the given plain text, unchanged where that is possible.

    Line breaks stay; an empty line ends a paragraph.
    """
    if not POSSIBLE.search(text) or _is_plain(text):
        return text
    return "\n".join(_escape_line(line) for line in text.split("\n"))


def _is_plain(text):
    """Return whether Markdown reads every character as a word, in paragraphs and on one line.

    A mark in one paragraph can pair with a mark in the next where a heading joins the two.
    """
    if len(text) > MAX_UNCHANGED or DEPENDENT.search(text):
        return False
    in_paragraphs = parse(EDITOR_GRAMMAR, text, {"level": 2})
    if not {token.type for token in in_paragraphs} <= PARAGRAPH:
        return False
    return all(_are_words(tokens, text) for tokens in (in_paragraphs, parse_inline(text) or []))


def _are_words(tokens, text):
    kinds = {child.type for token in tokens for child in token.children or ()}
    return (
        kinds <= WORDS and " ".join(get_text([token]) for token in tokens).split() == text.split()
    )


def _escape_line(line):
    line = INLINE.sub(r"\\\g<0>", line)
    return BEGINNING.sub(lambda at: f"{at['indent']}{at['number'] or ''}\\{at['mark']}", line)
