"""Where emphasis begins and ends: CommonMark's rule with two exceptions.

In CommonMark, “**” cannot end between a punctuation mark and a letter. Chinese and Japanese have
no space there, and “**Achtung:**Text” lacks one: the asterisks would stay visible.
"""

import unicodedata

from markdown_it.rules_inline import emphasis, strikethrough


def emphases(state, silent):
    """Parse emphasis as in CommonMark, with two exceptions.

    A run of two or more asterisks, or an asterisk beside a wide character, can open before any
    character that is no space, and close after one. An asterisk between two digits is a
    multiplication sign.
    """
    return _tokenize(emphasis.tokenize, state, silent)


def strikes(state, silent):
    """Parse strikethrough as in GFM, with the same exceptions."""
    return _tokenize(strikethrough.tokenize, state, silent)


def _tokenize(tokenize, state, silent):
    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    if state.src[start] != "_":
        for delimiter in state.delimiters[known:]:
            _set_flanks(delimiter, before, after, state.pos - start)
    return True


def _set_flanks(delimiter, before, after, length):
    if before.isdecimal() and after.isdecimal():
        delimiter.open = delimiter.close = False
    elif length > 1 or _is_wide(before) or _is_wide(after):
        delimiter.open |= not after.isspace()
        delimiter.close |= not before.isspace()


def _is_wide(character):
    return unicodedata.east_asian_width(character) in {"W", "F"}
