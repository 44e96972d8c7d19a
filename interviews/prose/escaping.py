"""Plain text as an editor's Markdown: every character of it is a word, and stays one. Pure."""

import re

from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline
from interviews.prose.token_text import words

# Without any of these, a text has no mark-up.
POSSIBLE = re.compile(r"[\\`*_\[<&~|]|^[ \t]*(?:[-+#>=:]|\d{1,3}[.)])", re.MULTILINE)
# What is mark-up only because of what follows: an item of a list, a definition, a last backslash.
DEPENDENT = re.compile(r"^[ \t]*(?:\d{1,3}[.)](?=[ \t]|$)|\[[^\]\n]*\]:)|\\$", re.MULTILINE)
LONGEST_LEFT = 10_000  # characters; whether a longer paragraph may stay as it is takes too long
PARAGRAPH = {"paragraph_open", "inline", "paragraph_close"}
WORDS = {"text", "softbreak", "hardbreak"}

# The round bracket is escaped because the search takes what stands in “](…)” for an address.
INLINE = re.compile(r"[\\`*<\[|]|(?<![^\W_])_|_(?![^\W_])|(?<=\])\(|&(?=[#\w])|~(?=~)|(?<=~)~")
BEGINNING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<number>\d{1,3}(?=[.)](?:[ \t]|$)))?"
    r"(?P<mark>(?<=\d)[.)]|[-+](?=[ \t]|$)|#(?=[#\s]|$)|>|[-=:](?=[-=:|\\ \t]*$))"
)


def escaped(text):
    """Return Markdown that reads as a plain text; the text itself where that is Markdown enough.

    Lines stay lines; a paragraph ends at an empty one.
    """
    if not POSSIBLE.search(text) or _reads_as_it_stands(text):
        return text
    return "\n".join(_escaped_line(line) for line in text.split("\n"))


def _reads_as_it_stands(text):
    """Return whether Markdown reads every character as a word, in paragraphs and on one line.

    A mark in one paragraph can pair with a mark in the next where a heading joins the two.
    """
    if len(text) > LONGEST_LEFT or DEPENDENT.search(text):
        return False
    in_paragraphs = parse(EDITOR_GRAMMAR, text, {"level": 2})
    if not {token.type for token in in_paragraphs} <= PARAGRAPH:
        return False
    return all(_are_words(tokens, text) for tokens in (in_paragraphs, parse_inline(text) or []))


def _are_words(tokens, text):
    kinds = {child.type for token in tokens for child in token.children or ()}
    return kinds <= WORDS and " ".join(words([token]) for token in tokens).split() == text.split()


def _escaped_line(line):
    line = INLINE.sub(r"\\\g<0>", line)
    return BEGINNING.sub(lambda at: f"{at['indent']}{at['number'] or ''}\\{at['mark']}", line)
