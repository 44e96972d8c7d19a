"""The Markdown grammars of editors and readers: CommonMark, changed where it would lose text.

A grammar makes no markup that its audience may not use; unknown markup stays text. Pure.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote

from interviews.prose import blocks
from interviews.prose.emphasis import emphases, strikes
from interviews.prose.footnotes import add_footnotes
from interviews.prose.links import link_bare_addresses
from interviews.prose.passages import passages
from interviews.prose.pictures import (
    empty_decorations,
    is_external_url,
    make_figures,
    render_picture,
    replace_pictures_by_links,
)

READER_URL = re.compile(r"https?://", re.IGNORECASE)
EDITOR_URL = re.compile(r"(https?|mailto):|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)

# Beyond either limit, parsing takes a second or more; no answer is that long.
LONGEST = 200_000  # characters
MOST_MARKS = 20_000  # markup characters and line ends
MARKS = "!#&()*<>[\\]^_`|~\n"
ANY_BLOCK = ["paragraph", "reference", "blockquote", "list"]
MOST_ATTRIBUTES = 1_000_000  # characters of URLs and titles, since a definition may be used often


def is_too_complex(text):
    """Return whether a text is too long, or has too many markup characters, to be parsed."""
    return len(text) > LONGEST or sum(map(text.count, MARKS)) > MOST_MARKS


def parse(grammar, text, env):
    """Return the block tokens of a text, or None if the text is too complex."""
    if is_too_complex(text):
        return None
    tokens = grammar.parse(text, env)
    inline = (child for token in tokens for child in token.children or ())
    attributes = sum(len(str(value)) for token in inline for value in token.attrs.values())
    return tokens if attributes <= MOST_ATTRIBUTES else None


def parse_inline(text):
    """Return the tokens of a line of an editor's Markdown, or None if it is too complex."""
    return None if is_too_complex(text) else EDITOR_GRAMMAR.parseInline(text, {"level": 2})


def _grammar(allowed_url, **options):
    """Return a CommonMark parser that shows raw HTML, forbidden links and deep nesting as text."""
    grammar = MarkdownIt("commonmark", {"html": False, **options})
    grammar.validateLink = lambda url: allowed_url.match(url) is not None
    _change(grammar, "list", _bounded(blocks.lists), *ANY_BLOCK[:3])
    _change(grammar, "fence", blocks.fences, *ANY_BLOCK)
    grammar.inline.ruler.at("emphasis", emphases)
    grammar.core.ruler.after("inline", "numbers", blocks.number_items)
    # An indented paragraph is not code, since people indent ordinary text.
    return grammar.disable("code")


def _change(grammar, name, rule, *interrupts):
    """Replace a block rule of CommonMark; `interrupts` are the blocks that it can end."""
    grammar.block.ruler.at(name, rule, {"alt": list(interrupts)})


def _bounded(container):
    """Limit the depth of a block rule: the parser would drop text below its maximum nesting."""

    def rule(state, *lines):
        return state.level + 2 < state.md.options.maxNesting and container(state, *lines)

    return rule


def _readers_grammar():
    # Readers mean the line breaks that they type; a link definition would hide their text.
    grammar = _grammar(READER_URL, breaks=True, maxNesting=8)  # a dozen “>” fill the page
    grammar.disable(["heading", "lheading", "reference"])
    _change(grammar, "blockquote", _bounded(blocks.quotations), *ANY_BLOCK)
    _change(grammar, "hr", blocks.separators, *ANY_BLOCK)
    grammar.core.ruler.push(
        "pictures", lambda state: replace_pictures_by_links(state, READER_URL.match)
    )
    link_bare_addresses(grammar)
    return grammar


def _editors_grammar():
    grammar = _grammar(EDITOR_URL, inline_definitions=True, store_labels=True)
    grammar.enable(["strikethrough", "table"])
    _change(grammar, "blockquote", _bounded(blockquote), *ANY_BLOCK)
    _change(grammar, "heading", blocks.headings, "paragraph", "reference", "blockquote")
    _change(grammar, "lheading", blocks.underlined_headings)
    _change(grammar, "table", blocks.tables, "paragraph", "reference")
    _change(grammar, "reference", blocks.definitions)
    grammar.inline.ruler.at("strikethrough", strikes)
    grammar.inline.ruler.before("link", "passages", passages)
    grammar.core.ruler.after("inline", "unused_definitions", blocks.restore_unused_definitions)
    # The Content-Security-Policy blocks pictures from other hosts.
    grammar.core.ruler.push(
        "pictures", lambda state: replace_pictures_by_links(state, is_external_url)
    )
    grammar.core.ruler.push("decorations", empty_decorations)
    grammar.add_render_rule("image", render_picture)
    grammar.core.ruler.push("headings", _shift_headings)
    grammar.core.ruler.push("alignments", _align_by_class)
    grammar.add_render_rule("table_open", lambda *_: '<div class="table">\n<table>\n')
    grammar.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    add_footnotes(grammar, _bounded)
    grammar.core.ruler.push("figures", make_figures)
    return grammar


def _shift_headings(state):
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    steps = state.env["level"] - min((int(token.tag[1]) for token in headings), default=0)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + steps)}"


def _align_by_class(state):
    # The Content-Security-Policy blocks the style attribute that the parser sets.
    for token in state.tokens:
        if style := token.attrs.pop("style", None):
            token.attrs["class"] = style.replace("text-align:", "align-")


def _initialize(grammar):
    # The parser fills its rule tables at first use, which is not safe in several threads.
    grammar.parse("<https://example.org>", {"level": 2})
    return grammar


EDITOR_GRAMMAR, READER_GRAMMAR = _initialize(_editors_grammar()), _initialize(_readers_grammar())
