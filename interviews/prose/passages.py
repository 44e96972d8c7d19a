"""Passages in another language: `[le mot juste]{lang=fr}`, as Pandoc writes them.

Screen readers then read them with the sounds of that language.
"""

import re

# A language tag of BCP 47: the language, then its script, region or variant.
LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\}")


def passages(state, silent):
    """Parse a passage whose language is named; anything else in brackets stays as it is."""
    if state.src[state.pos] != "[" or state.src.startswith("[^", state.pos):  # a footnote
        return False
    start, end = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos)
    found = LANGUAGE.match(state.src, end + 1, state.posMax) if end > start else None
    if found is None:
        return False
    if not silent:
        _tokenize(state, start, end, found[1])
    state.pos = found.end()
    return True


def _tokenize(state, start, end, language):
    longest, state.pos, state.posMax = state.posMax, start, end
    opening = state.push("span_open", "span", 1)
    opening.attrs = {"lang": language}
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.posMax = longest
