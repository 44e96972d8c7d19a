"""An editor's Markdown, written anew so that it can stand in one document with others.

It reads as it did: its own footnotes stay its own, a link whose address stands elsewhere in the
text carries it along, a heading stays below the question, what is left open is closed, and raw
HTML, which is only words here, is words for every other reader of Markdown too. mdformat writes
it, from what this house's own grammar read.
"""

import re
from types import SimpleNamespace

from markdown_it.token import Token
from mdformat.renderer import MDRenderer

from interviews import prose
from interviews.exports.absolute_urls import resolve_url
from interviews.prose.grammar import EDITOR_GRAMMAR, parse, parse_inline

ALIGNMENTS = {"": "---", "align-left": ":--", "align-center": ":-:", "align-right": "--:"}
LEADING_ELSEWHERE = {"link_open": "href", "image": "src"}


def whole(text, key, page, level=3, speaker=""):
    """Blocks of Markdown. `key` begins the names of footnotes; links are seen from `page`.

    `level` is that of the highest heading; `speaker` is named in bold before the first words.
    """
    tokens = parse(EDITOR_GRAMMAR, text, {"key": key, "level": level})
    if tokens is None:  # more than is read as Markdown: paragraphs, as on the page
        tokens = [token for words in text.split("\n\n") for token in _paragraph(words)]
    return _written(_named(tokens, speaker), key, page)


def line(text, page, level=0):
    """Markdown without blocks, on one line; as a heading of this level, if it is given."""
    tokens = parse_inline(text)
    if tokens is None:
        return words(text, level)
    [inline] = tokens
    for token in inline.children:
        if token.type in ("softbreak", "hardbreak"):
            token.type, token.content = "text", " "
    return _written(_block(inline, level), "", page)


def words(text, level=0):
    """Plain words, on one line, in which nothing is markup; as a heading, if a level is given."""
    inline = Token("inline", "", 0, children=[Token("text", "", 0, content=" ".join(text.split()))])
    return _written(_block(inline, level), "", "")


def _paragraph(text):
    return _block(Token("inline", "", 0, children=[Token("text", "", 0, content=text)]), 0)


def _block(inline, level):
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    return [Token(f"{kind}_open", tag, 1), inline, Token(f"{kind}_close", tag, -1)]


def _named(tokens, speaker):
    """The tokens with who speaks: at the head of the first paragraph, or above what is none."""
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


def _written(tokens, key, page):
    for token in tokens:
        _prepare(token, page)
        for child in token.children or ():
            _prepare(child, page)
    written = MDRenderer().render(tokens, {"parser_extension": [OURS]}, {"key": key})
    return written.translate(prose.ILLEGAL_CHARACTERS).strip("\n")


def _prepare(token, page):
    """Say in the parser's own words what our grammar says in others, and whole addresses."""
    if token.type == "heading_open":
        token.markup = "#" * int(token.tag[1])
    elif token.type == "fence" and token.content and not token.content.endswith("\n"):
        token.content += "\n"  # one that the text's end closed
    elif attribute := LEADING_ELSEWHERE.get(token.type):
        token.attrs[attribute] = resolve_url(page, token.attrs[attribute])


def _label(node, context):
    return f"[^{context.env['key']}-{node.meta['number']}]"


def _footnote(node, context):
    with context.indented(4):
        blocks = [child.render(context) for child in node.children]
    content = "\n\n".join(block for block in blocks if block).replace("\n", "\n    ")
    begins_in_line = node.children and node.children[0].type == "paragraph"
    between = " " if begins_in_line else "\n\n    "
    return f"{_label(node, context)}:{between}{content}".rstrip()


def _table(node, context):
    """Its head, the alignments, its rows; mdformat leaves tables to others."""
    rows = [row for part in node.children for row in part.children]
    aligned = [ALIGNMENTS[str(cell.attrs.get("class", ""))] for cell in rows[0].children]
    lines = [[_cell(cell, context) for cell in row.children] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [lines[0], aligned, *lines[1:]])


def _cell(node, context):
    return _joined("")(node, context).replace("|", "\\|")


def _not_a_table(text, _node, _context):
    """A paragraph, no line of which could be taken for the one below the head of a table."""
    return re.sub(r"^([ |:]*)-(?=[ |:-]*$)", r"\1\\-", text, flags=re.MULTILINE)


def _joined(between):
    def render(node, context):
        parts = [child.render(context) for child in node.children]
        return between.join(part for part in parts if part)

    return render


def _escape(text, _node, _context):
    text = re.sub(r"(?<!\\)<(?=[a-zA-Z/!?])", r"\\<", text.replace("~~", "\\~~"))  # of “<<b>”
    return re.sub(r"(?<!\\)\[(?=\^)", r"\\[", text)


def _ordered_list(node, context):
    """A list with the numbers that its items have; mdformat would write the first one again."""
    paragraphs = [
        part for item in node.children for part in item.children if part.type == "paragraph"
    ]
    between = "\n" if all(paragraph.hidden for paragraph in paragraphs) else "\n\n"
    return between.join(_item(item, _mark(node), context) for item in node.children)


def _item(node, mark, context):
    number = f"{node.meta['number']}{mark} "
    with context.indented(len(number)):
        text = node.render(context)
    lines = text.split("\n")
    rest = [" " * len(number) + line if line else "" for line in lines[1:]]
    return "\n".join([f"{number}{lines[0]}".rstrip(), *rest])


def _mark(node):
    """What follows the numbers of a list: not the mark of a list right before this one."""
    before = node.previous_sibling
    if before is None or before.type != "ordered_list":
        return "."
    return ")" if _mark(before) == "." else "."


OURS = SimpleNamespace(
    RENDERERS={
        "s": lambda node, context: f"~~{_joined('')(node, context)}~~",
        "ordered_list": _ordered_list,
        "table": _table,
        "footnote_ref": _label,
        "footnote": _footnote,
        "footnote_block": _joined("\n\n"),
        "footnote_anchor": lambda _node, _context: "",
    },
    POSTPROCESSORS={"text": _escape, "paragraph": _not_a_table},
)
