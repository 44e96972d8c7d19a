"""Footnotes in an editor's Markdown: their position, their numbers, links and backlinks.

The HTML made here is not sanitised yet.
"""

import re
from itertools import chain

from django.utils.html import format_html
from django.utils.translation import gettext
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

MENTION = re.compile(r"\[\^[^\]\s]{1,100}\]")


def add_footnotes(grammar, bounded):
    """Add footnotes to a grammar; `bounded` limits the nesting depth of a block rule."""
    footnote_plugin(grammar, inline=False, move_to_end=False)
    interrupts = {"alt": ["paragraph", "reference"]}
    grammar.block.ruler.at("footnote_def", bounded(footnote_def), interrupts)
    grammar.inline.ruler.at("footnote_ref", _footnote_ref)
    grammar.core.ruler.push("endnotes", _move_notes_to_the_end)
    grammar.add_render_rule("footnote_ref", _reference_html)
    # No landmark: a page has notes under many answers, and a landmark for each would be noise.
    grammar.add_render_rule("footnote_block_open", lambda *_: '<div class="notes">\n<ol>\n')
    grammar.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</div>\n")
    grammar.add_render_rule("footnote_open", _note_html)
    grammar.add_render_rule("footnote_anchor", _backlink_html)


def _footnote_ref(state, silent):
    # A limit for labels: otherwise every bracket starts a search to the end of the paragraph.
    return bool(MENTION.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


def _move_notes_to_the_end(state):
    """Move notes to the end, in the order of their references; an unused note becomes text."""
    mentioned = {child.meta["label"] for child in _mentions(state.tokens)}
    notes, body, enclosing = {}, [], []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            enclosing.append((label, notes.setdefault(label, []) if label in mentioned else []))
        elif token.type == "footnote_reference_close":
            label, content = enclosing.pop()
            if label not in mentioned:
                (enclosing[-1][1] if enclosing else body).extend(_as_text(label, content))
        else:
            (enclosing[-1][1] if enclosing else body).append(token)
    state.tokens = [*body, *_list_notes(body, notes)]


def _mentions(tokens):
    children = (child for token in tokens for child in token.children or ())
    return (child for child in children if child.type == "footnote_ref")


def _as_text(label, content):
    """Return the tokens of a note as ordinary text, with its label in front."""
    written = Token("text", "", 0, content=f"[^{label}]: ")
    if content and content[0].type == "paragraph_open":
        content[1].children.insert(0, written)
        return content
    return [
        *_paragraph(Token("inline", "", 0, content=written.content, children=[written])),
        *content,
    ]


def _paragraph(*inline):
    return [Token("paragraph_open", "p", 1), *inline, Token("paragraph_close", "p", -1, block=True)]


def _list_notes(body, notes):
    """Yield the tokens of the notes, in the order in which the text refers to them."""
    if not notes:
        return
    references = {}
    for mention in _mentions([*body, *chain.from_iterable(notes.values())]):
        references.setdefault(mention.meta["label"], []).append(mention)
    yield Token("footnote_block_open", "", 1)
    for number, label in enumerate(references, start=1):
        yield from _note(notes[label], number, references[label])
    yield Token("footnote_block_close", "", -1)


def _note(content, number, references):
    """Return the tokens of one note; its last line has a backlink to each reference."""
    backlinks = []
    for time, reference in enumerate(references, start=1):
        reference.meta = {"number": number, "time": time}
        backlinks.append(Token("footnote_anchor", "", 0, meta=reference.meta))
    if backlinks and not (content and content[-1].type == "paragraph_close"):
        content = [*content, *_paragraph()]
    opening = Token("footnote_open", "", 1, meta={"number": number})
    return [opening, *content[:-1], *backlinks, *content[-1:], Token("footnote_close", "", -1)]


def _reference_html(_renderer, tokens, index, _options, env):
    note = tokens[index].meta
    return format_html(
        '<sup><a id="{}" href="#{}" role="doc-noteref" aria-label="{}">{}</a></sup>',
        _id(env, "fnref", **note),
        _id(env, "fn", note["number"]),
        gettext("Note %(number)s") % note,
        note["number"],
    )


def _note_html(_renderer, tokens, index, _options, env):
    return format_html('<li id="{}">', _id(env, "fn", **tokens[index].meta))


def _backlink_html(_renderer, tokens, index, _options, env):
    # The variation selector after the arrow prevents an emoji.
    note = tokens[index].meta
    return format_html(
        ' <a href="#{}" role="doc-backlink" aria-label="{}">\u21a9\ufe0e{}</a>',
        _id(env, "fnref", **note),
        gettext("Back to mention %(time)s of note %(number)s") % note,
        note["time"] if note["time"] > 1 else "",
    )


def _id(env, kind, number, time=1):
    """Return `key-fn-1` for a note, `key-fnref-1` for its mention, `key-fnref-1-2` for the next."""
    return "-".join(filter(None, [env["key"], kind, str(number), str(time) if time > 1 else ""]))
