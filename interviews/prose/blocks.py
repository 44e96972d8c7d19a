"""Block rules of the grammar, which keep text that CommonMark would take for markup.

Each rule is CommonMark's rule of the same name with a condition. Where the condition is not met,
the lines are a paragraph, and every character is shown.
"""

import re

from markdown_it.rules_block import (
    blockquote,
    fence,
    heading,
    hr,
    lheading,
    list_block,
    reference,
    table,
)
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

ITEM = re.compile(r"(?:[-+*]|(?P<number>\d{1,9})(?P<mark>[.)]))[ \t]+\S")
MOST_COUNTED = 999  # a greater number at the beginning is a year, not a list item
SEPARATOR = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
# The target of a link definition: another site, a page or anchor of this one, or anything in <>.
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|\.{0,2}/|#[a-z]|\?", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z{]", re.IGNORECASE)
UNDERLINE = re.compile(r"={3,}|-{3,}")
EMPTY_HEADING = re.compile(r"[#\s]*$")


def line_of(state, number):
    """Return a line of the text without the prefix of its list or quotation."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def lists(state, start, end, silent):
    """Parse a list whose first item has text, and a number with which a list can begin.

    Such a number is 0, 1, the number after the previous list's last number, or a number that the
    next item continues: “40. No more.” and “1933. When the dam broke.” are sentences.
    """
    if silent and state.sCount[start] < state.blkIndent:
        return list_block(state, start, end, silent)  # the next item of the list around
    line = line_of(state, start)
    item = ITEM.match(line)
    if not item or SEPARATOR.match(line):
        return False
    number = item["number"] and int(item["number"])
    if number and number > 1 and not _is_continued(state, start, end, number, item["mark"]):
        return False
    if not list_block(state, start, end, silent):
        return False
    if item["number"] and not silent:
        state.env["counted"] = _last_number(state)
    return True


def _is_continued(state, start, end, number, mark):
    """Return whether a number continues the previous list, or the next item continues it."""
    if number > MOST_COUNTED:
        return False
    if number == state.env.get("counted", 0) + 1:
        return True
    for following in range(start + 1, end):
        line = line_of(state, following)
        if state.sCount[following] <= state.sCount[start] + 1 and line:
            item = ITEM.match(line)
            if item and item["number"]:
                return int(item["number"]) == number + 1 and item["mark"] == mark
            if state.isEmpty(following - 1):
                return False
    return False


def _last_number(state):
    opened = (token for token in reversed(state.tokens) if token.type == "list_item_open")
    return int(next(token.info for token in opened if token.level == state.level + 1))


def number_items(state):
    """Keep the written number of each item of an ordered list, in `meta` and in HTML.

    Browsers count from the first number; an item with another number gets a `value`. If all items
    have the same number, as Markdown allows, they are counted.
    """
    lists = []
    for token in state.tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info:
            lists[-1].append(token)
        elif token.type == "ordered_list_close":
            _number(lists.pop())


def _number(items):
    written = [int(item.info) for item in items]
    is_same = len(set(written)) == 1
    for position, (item, number) in enumerate(zip(items, written, strict=True)):
        item.meta["number"] = number + position if is_same else number
        if position and not is_same and number != written[position - 1] + 1:
            item.attrs["value"] = number


def separators(state, start, end, silent):
    """Parse a separator between two parts of a text; at the beginning or end it is text."""
    between = (state.tokens or silent) and any(
        not state.isEmpty(number) for number in range(start + 1, end)
    )
    return bool(between) and hr(state, start, end, silent)


def quotations(state, start, end, silent):
    """Parse a quotation that ends with the last line that begins with “>”."""
    if silent:
        return blockquote(state, start, end, silent)
    last = state.lineMax
    marked = (number for number in range(start, end) if not line_of(state, number).startswith(">"))
    state.lineMax = next(marked, end)
    try:
        return blockquote(state, start, state.lineMax, silent)
    finally:
        state.lineMax = last


def headings(state, start, end, silent):
    """Parse a heading that has text."""
    is_empty = EMPTY_HEADING.match(line_of(state, start))
    return not is_empty and heading(state, start, end, silent)


def underlined_headings(state, start, end, silent):
    """Parse a heading whose underline has at least three characters: a single “-” is a dash."""
    tokens, line = len(state.tokens), state.line
    if not lheading(state, start, end, silent):
        return False
    if UNDERLINE.match(line_of(state, state.line - 1)):
        return True
    del state.tokens[tokens:]
    state.line = line
    return False


def fences(state, start, end, silent):
    """Parse fenced code. Text after the opening fence must be a language, and the fence closed."""
    line = line_of(state, start)
    info = line.lstrip("`~").lstrip()
    marks = line[: len(line) - len(line.lstrip("`~"))]
    if info and not (LANGUAGE.match(info) and _is_closed(state, start, marks)):
        return False
    return fence(state, start, end, silent)


def _is_closed(state, start, marks):
    """Return whether a later line closes a fence; a failed search is remembered in `env`."""
    if not marks or len(marks) >= state.env.get(f"unclosed {marks[0]}", len(state.src)):
        return False
    ending = re.compile(rf"^[ \t>]*{marks[0]}{{{len(marks)},}}[ \t]*$", re.MULTILINE)
    if ending.search(state.src, state.eMarks[start]):
        return True
    state.env[f"unclosed {marks[0]}"] = len(marks)
    return False


def tables(state, start, end, silent):
    """Parse a table, which ends before a row with more cells than its head."""
    if not table(state, start, end, silent=True):
        return False
    return silent or table(state, start, _first_wide_row(state, start, end), silent)


def _first_wide_row(state, start, end):
    """Return the line number of the first row with more cells than the head, or `end`."""
    columns = _cells(state, start)
    for number in range(start + 2, end):
        if state.isEmpty(number):
            return end
        if _cells(state, number) > columns:
            return number
    return end


def _cells(state, number):
    cells = escapedSplit(line_of(state, number).strip())
    return len(cells) - (not cells[0]) - (len(cells) > 1 and not cells[-1])


def definitions(state, start, end, silent):
    """Parse a link definition such as `[name]: https://…`, for restore_unused_definitions()."""
    tokens = len(state.tokens)
    if silent or not reference(state, start, end, silent):
        return False
    definition = state.tokens[-1]
    written = state.getLines(start, state.line, state.blkIndent, False).strip()
    address = written.partition("]:")[2].lstrip()
    if ADDRESS.match(definition.meta["url"]) or address.startswith("<"):
        definition.content = written
        return True
    label = definition.meta["id"]
    if state.env["references"][label]["map"] == definition.map:
        del state.env["references"][label]
    del state.tokens[tokens:]
    state.line = start
    return False


def restore_unused_definitions(state):
    """Show each link definition that no link uses as a paragraph, since it may be text."""
    used = {label for token in state.tokens for label in _labels(token)}
    for token in state.tokens:
        if token.type == "definition":
            token.hidden = token.meta["id"] in used
            used.discard(token.meta["id"])  # a second definition of a name is never used
    for token in state.tokens:
        if token.type == "definition" and not token.hidden:
            state.env["references"].pop(token.meta["id"], None)
    state.tokens = [part for token in state.tokens for part in _restore_unused(state, token)]


def _labels(token):
    """Yield the labels of the definitions that a token uses, and remove them from it."""
    for child in token.children or ():
        if child.type in {"link_open", "image"} and "label" in child.meta:
            yield child.meta.pop("label")
        yield from _labels(child)


def _restore_unused(state, token):
    if token.type != "definition":
        return [token]
    if token.hidden:
        return []
    inline = Token("inline", "", 0, content=token.content, level=token.level + 1, children=[])
    state.md.inline.parse(inline.content, state.md, state.env, inline.children)
    return [
        Token("paragraph_open", "p", 1, level=token.level, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=token.level, block=True),
    ]
