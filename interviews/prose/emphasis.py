"""Where emphasis begins and ends: CommonMark's rule, where that rule fails writers.

CommonMark lets no “**” end between a punctuation mark and a letter. Chinese and Japanese have no
space there, and “**Achtung:**Text” lacks one: their asterisks would stay on the page.
"""

import unicodedata

from markdown_it.rules_inline import emphasis, strikethrough


def emphases(state, silent):
    """Emphasis as in CommonMark, and two exceptions.

    A run of two or more asterisks, and one beside a wide letter or mark, may begin before
    whatever is no space and may end after it. Between two digits an asterisk is a sign of
    multiplication.
    """
    return _widened(emphasis.tokenize, state, silent)


def strikes(state, silent):
    """Struck words as GFM has them, with the first of these exceptions."""
    return _widened(strikethrough.tokenize, state, silent)


def _widened(tokenize, state, silent):
    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    if state.src[start] != "_":
        for delimiter in state.delimiters[known:]:
            _flank(delimiter, before, after, state.pos - start)
    return True


def _flank(delimiter, before, after, length):
    if before.isdecimal() and after.isdecimal():
        delimiter.open = delimiter.close = False
    elif length > 1 or _is_wide(before) or _is_wide(after):
        delimiter.open |= not after.isspace()
        delimiter.close |= not before.isspace()


def _is_wide(character):
    return unicodedata.east_asian_width(character) in {"W", "F"}
