"""Writes formatted text as an editor's Markdown, and checks that it is read as it was meant. Pure.

A run is a piece of text with its marks: ("so", {STRONG}). The Markdown is parsed again by our own
grammar; where the result differs from the runs, the next way to write them is tried. The last way
keeps the words only.
"""

import re
from typing import NamedTuple

from interviews.prose.escaping import BEGINNING, DEPENDENT, INLINE, POSSIBLE, escape_markdown
from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline


class Mark(NamedTuple):
    kind: str
    url: str = ""


STRONG, EMPHASIS, STRIKE, CODE = map(Mark, ("strong", "em", "s", "code"))
NOTE = Mark("note")  # the reference to a footnote, which is Markdown already
BREAK = "\n"
KINDS = {"strong_open": STRONG, "em_open": EMPHASIS, "s_open": STRIKE}
EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
QUOTES = "\\s\"“”„'‘’«»‹›.,;:!?()…–—-"
PUNCTUATED_EDGES = re.compile(rf"([{QUOTES}]*)(.*?)([{QUOTES}]*)", re.DOTALL)


class Style(NamedTuple):
    """One way to write runs."""

    escapes: bool
    emphasis: str = "*"
    edges: re.Pattern = EDGES


STYLES = [
    Style(escapes=False),
    Style(escapes=True),
    Style(escapes=True, emphasis="_"),
    Style(escapes=True, edges=PUNCTUATED_EDGES),
]


def write_block(runs, level=0):
    """Return the Markdown of a paragraph, or of a heading of this level."""
    if level:
        runs = [(text.replace(BREAK, " "), marks) for text, marks in runs]
    begin = "#" * level + " " if level else ""
    kinds = _get_kinds(level)
    return _write(runs, lambda text: parse(EDITOR_GRAMMAR, text, {"level": 2}), kinds, begin)


def write_line(runs):
    """Return inline Markdown on one line."""
    runs = [(text.replace(BREAK, " "), marks) for text, marks in runs]
    return _write(runs, parse_inline, ["inline"], "")


def get_words(runs):
    """Return the text of runs without references to footnotes."""
    return "".join(text for text, marks in runs if NOTE not in marks)


def _get_kinds(level):
    kind = "heading" if level else "paragraph"
    return [f"{kind}_open", "inline", f"{kind}_close"]


def _write(runs, parser, kinds, begin):
    words = "".join(text for text, _marks in runs)
    is_plain = not any(marks for _text, marks in runs) and not POSSIBLE.search(words)
    if is_plain and not (begin and words.endswith("#")):
        return begin + _break(words)
    for kept, style in _ways(runs):
        text = begin + _write_lines(kept, style)
        if begin and style.escapes and text.endswith("#"):
            text = text[:-1] + "\\#"  # it would end the heading
        if not style.escapes and DEPENDENT.search(text):
            continue
        tokens = parser(text)
        if tokens and [token.type for token in tokens] == kinds and _is_read(tokens, kept, style):
            return text
    return _break(escape_markdown(words))


def _ways(runs):
    """Yield (runs, style) of each way to write a text, the most faithful first."""
    yield from ((runs, style) for style in STYLES)
    for kinds in ({"a", "strong", "note"}, {"a", "note"}):
        fewer = [(text, frozenset(m for m in marks if m.kind in kinds)) for text, marks in runs]
        yield fewer, STYLES[1]


def _break(text):
    return text.replace(BREAK, "  \n")


def _write_lines(runs, style):
    text = _write_runs(runs, frozenset(), style)
    if not style.escapes:
        return text
    begin = [BEGINNING.sub(_escape_beginning, line) for line in text.split("\n")]
    return "\n".join(begin)


def _escape_beginning(found):
    return f"{found['indent']}{found['number'] or ''}\\{found['mark']}"


def _write_runs(runs, active, style):
    """Write runs inside the marks `active`, the mark with the longest reach outside."""
    written, start = "", 0
    while start < len(runs):
        text, marks = runs[start]
        ends = {mark: _end(runs, start, mark) for mark in sorted(marks - active - {NOTE})}
        if not ends:
            start += 1
            written += _write_text(text, marks, style)
            continue
        mark, end = max(ends.items(), key=lambda each: each[1])
        inner = _write_runs(runs[start:end], active | {mark}, style)
        piece = _wrap(inner, mark, style)
        if written.endswith("!") and piece.startswith("["):
            written = written[:-1] + "\\!"  # “![” would begin a picture
        written, start = written + piece, end
    return written


def _end(runs, start, mark):
    end = start
    while end < len(runs) and mark in runs[end][1]:
        end += 1
    return end


def _write_text(text, marks, style):
    if CODE in marks or NOTE in marks:
        return text
    if style.escapes:
        text = INLINE.sub(r"\\\g<0>", text)
        if any(mark.kind == "a" for mark in marks):
            text = text.replace("]", "\\]")  # it would end the text of the link
    return _break(text)


def _wrap(inner, mark, style):
    before, core, after = (style.edges if mark != CODE else EDGES).fullmatch(inner).groups()
    if mark.kind == "a":
        before, core, after = EDGES.fullmatch(inner).groups()
    if not core:
        return inner
    if mark.kind == "a":
        return f"{before}[{core}]({mark.url}){after}"
    if mark == CODE:
        return before + _fence(core) + after
    sign = {STRONG: "**", EMPHASIS: style.emphasis, STRIKE: "~~"}[mark]
    return f"{before}{sign}{core}{sign}{after}"


def _fence(code):
    code = " ".join(code.split())
    ticks = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    space = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{ticks}{space}{code}{space}{ticks}"


def _characters(runs):
    """Return [(character, its marks), …] without white space."""
    return [
        (character, frozenset(map(_normalize, marks - {NOTE})))
        for text, marks in runs
        for character in text
        if not character.isspace()
    ]


def _is_read(tokens, runs, style):
    """Return whether the grammar reads what was meant."""
    found, meant = _read(tokens), _characters(runs)
    if style.edges is PUNCTUATED_EDGES:
        found, meant = (
            [(each, marks if each.isalnum() else frozenset()) for each, marks in characters]
            for characters in (found, meant)
        )
    return found == meant


def _normalize(mark):
    return Mark("a", EDITOR_GRAMMAR.normalizeLink(mark.url)) if mark.kind == "a" else mark


def _read(tokens):
    """Return what the grammar makes of Markdown, as _characters() does."""
    found, active = [], []
    for child in (child for token in tokens for child in token.children or ()):
        if child.type == "link_open":
            active.append(Mark("a", child.attrs["href"]))
        elif child.type in KINDS:
            active.append(KINDS[child.type])
        elif child.nesting == -1:
            active.pop()
        else:
            marks = frozenset([*active, CODE] if child.type == "code_inline" else active)
            found += [(each, marks) for each in child.content if not each.isspace()]
    return found
