"""Renders an editor's Markdown as normalised Markdown that can be joined with other texts.

The meaning stays: footnotes get unique names, reference links become inline links, headings rank
below the question, unclosed fences are closed, and raw HTML, which our grammar shows as text, is
escaped for other Markdown parsers. mdformat renders the tokens of our own grammar.
"""

import re
from types import SimpleNamespace

from markdown_it.token import Token
from mdformat.renderer import MDRenderer

from interviews import prose
from interviews.exports.absolute_urls import resolve_url
from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline

ALIGNMENTS = {"": "---", "align-left": ":--", "align-center": ":-:", "align-right": "--:"}
URL_ATTRIBUTES = {"link_open": "href", "image": "src"}


def render_blocks(text, key, page, level=3, speaker=""):
    """Return blocks of Markdown.

    `key` prefixes the names of footnotes; links are relative to `page`; the highest heading gets
    `level`; `speaker` is named in bold before the first words.
    """
    tokens = parse(EDITOR_GRAMMAR, text, {"key": key, "level": level})
    if tokens is None:  # too complex for Markdown: plain paragraphs, as on the page
        tokens = [token for words in text.split("\n\n") for token in _paragraph(words)]
    return _render(_add_speaker(tokens, speaker), key, page)


def render_line(text, page, level=0):
    """Return inline Markdown on one line; as a heading if a level is given."""
    tokens = parse_inline(text)
    if tokens is None:
        return render_words(text, level)
    [inline] = tokens
    for token in inline.children:
        if token.type in ("softbreak", "hardbreak"):
            token.type, token.content = "text", " "
    return _render(_block(inline, level), "", page)


def render_words(text, level=0):
    """Return plain text on one line, escaped; as a heading if a level is given."""
    inline = Token("inline", "", 0, children=[Token("text", "", 0, content=" ".join(text.split()))])
    return _render(_block(inline, level), "", "")


def _paragraph(text):
    return _block(Token("inline", "", 0, children=[Token("text", "", 0, content=text)]), 0)


def _block(inline, level):
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    return [Token(f"{kind}_open", tag, 1), inline, Token(f"{kind}_close", tag, -1)]


def _add_speaker(tokens, speaker):
    """Add the speaker's name to the first paragraph, or as a paragraph before another block."""
    if not speaker:
        return tokens
    name = [
        Token("strong_open", "strong", 1, markup="**"),
        Token("text", "", 0, content=f"{speaker}:"),
        Token("strong_close", "strong", -1, markup="**"),
    ]
    if tokens and tokens[0].type == "paragraph_open":
        tokens[1].children = [*name, Token("text", "", 0, content=" "), *tokens[1].children]
        return tokens
    return [*_block(Token("inline", "", 0, children=name), 0), *tokens]


def _render(tokens, key, page):
    for token in tokens:
        _prepare_token(token, page)
        for child in token.children or ():
            _prepare_token(child, page)
    written = MDRenderer().render(tokens, {"parser_extension": [EXTENSION]}, {"key": key})
    return written.translate(prose.ILLEGAL_CHARACTERS).strip("\n")


def _prepare_token(token, page):
    """Adapt a token of our grammar to what mdformat expects, and make its URL absolute."""
    if token.type == "heading_open":
        token.markup = "#" * int(token.tag[1])
    elif token.type == "fence" and token.content and not token.content.endswith("\n"):
        token.content += "\n"  # a fence that was closed by the end of the text
    elif attribute := URL_ATTRIBUTES.get(token.type):
        token.attrs[attribute] = resolve_url(page, token.attrs[attribute])


def _render_label(node, context):
    return f"[^{context.env['key']}-{node.meta['number']}]"


def _render_footnote(node, context):
    with context.indented(4):
        blocks = [child.render(context) for child in node.children]
    content = "\n\n".join(block for block in blocks if block).replace("\n", "\n    ")
    begins_in_line = node.children and node.children[0].type == "paragraph"
    between = " " if begins_in_line else "\n\n    "
    return f"{_render_label(node, context)}:{between}{content}".rstrip()


def _render_table(node, context):
    """Render a table, for which mdformat has no renderer."""
    rows = [row for part in node.children for row in part.children]
    aligned = [ALIGNMENTS[str(cell.attrs.get("class", ""))] for cell in rows[0].children]
    lines = [[_render_cell(cell, context) for cell in row.children] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [lines[0], aligned, *lines[1:]])


def _render_cell(node, context):
    return _join_children("")(node, context).replace("|", "\\|")


def _escape_table_delimiter(text, _node, _context):
    """Escape lines of a paragraph that look like the delimiter row of a table."""
    return re.sub(r"^([ |:]*)-(?=[ |:-]*$)", r"\1\\-", text, flags=re.MULTILINE)


def _join_children(between):
    def render(node, context):
        parts = [child.render(context) for child in node.children]
        return between.join(part for part in parts if part)

    return render


def _escape(text, _node, _context):
    text = re.sub(r"(?<!\\)<(?=[a-zA-Z/!?])", r"\\<", text.replace("~~", "\\~~"))  # of “<<b>”
    text = re.sub(r"(?<!\\)\](?=\{lang=)", r"\\]", text)
    return re.sub(r"(?<!\\)\[(?=\^)", r"\\[", text)


def _ordered_list(node, context):
    """Render a list with the number of each item; mdformat would repeat the first number."""
    paragraphs = [
        part for item in node.children for part in item.children if part.type == "paragraph"
    ]
    between = "\n" if all(paragraph.hidden for paragraph in paragraphs) else "\n\n"
    return between.join(_render_item(item, _mark(node), context) for item in node.children)


def _render_item(node, mark, context):
    number = f"{node.meta['number']}{mark} "
    with context.indented(len(number)):
        text = node.render(context)
    lines = text.split("\n")
    rest = [" " * len(number) + line if line else "" for line in lines[1:]]
    return "\n".join([f"{number}{lines[0]}".rstrip(), *rest])


def _mark(node):
    """Return the delimiter after the numbers, different from that of a list just before."""
    before = node.previous_sibling
    if before is None or before.type != "ordered_list":
        return "."
    return ")" if _mark(before) == "." else "."


EXTENSION = SimpleNamespace(
    RENDERERS={
        "span": lambda node, context: (
            f"[{_join_children('')(node, context)}]{{lang={node.attrs['lang']}}}"
        ),
        "s": lambda node, context: f"~~{_join_children('')(node, context)}~~",
        "ordered_list": _ordered_list,
        "table": _render_table,
        "footnote_ref": _render_label,
        "footnote": _render_footnote,
        "footnote_block": _join_children("\n\n"),
        "footnote_anchor": lambda _node, _context: "",
    },
    POSTPROCESSORS={"text": _escape, "paragraph": _escape_table_delimiter},
)
