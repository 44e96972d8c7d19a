"""Markdown in, safe HTML out: what each audience may write, and the only place that sanitises.

Two walls stand one behind the other. The grammar makes no markup that its audience may not use:
what it does not know stays text, so no word is lost. The sanitiser then lets through what is
listed here and nothing else, whatever the grammar did. Every function is pure.
"""

import re
from itertools import chain, takewhile

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, list_block
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from interviews.prose_links import link_bare_addresses
from interviews.prose_pictures import is_elsewhere, link_to_pictures, picture_html, words
from interviews.remembering import remembered

SHARED_TAGS = {"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"}

# Readers write paragraphs, emphasis, links to the web, quotation, lists and code.
READER_URL = re.compile(r"https?://", re.IGNORECASE)
READER_SANITISER = nh3.Cleaner(
    tags=SHARED_TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="ugc nofollow noopener",
)

# Editors write that, headings, rules, pictures, strikethrough, tables, footnotes, and links that
# may also lead to a mailbox or to a place on this site.
EDITOR_URL = re.compile(r"(https?|mailto):|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
ALIGNMENTS = {"align-left", "align-center", "align-right"}
EDITOR_SANITISER = nh3.Cleaner(
    tags=SHARED_TAGS
    | {"h2", "h3", "h4", "h5", "h6", "hr", "img", "s"}
    | {"picture", "source", "div", "table", "thead", "tbody", "tr", "th", "td", "sup"},
    attributes={
        "a": {"href", "title", "id", "aria-label"},
        "img": {"src", "alt", "title", "srcset", "sizes", "width", "height", "decoding"},
        "source": {"type", "srcset", "sizes"},
        "li": {"id"},
        "ol": {"start"},
    },
    tag_attribute_values={"a": {"role": {"doc-noteref", "doc-backlink"}}},
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    allowed_classes={"div": {"table", "notes"}, "th": ALIGNMENTS, "td": ALIGNMENTS},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)

LONGEST = 500_000  # characters read as Markdown: a long novel. Beyond, only paragraphs are kept.
MOST_ATTRIBUTES = 1_000_000  # characters in link targets and titles, which a text may multiply
MENTION = re.compile(r"\[\^[^\]\s]{1,100}\]")  # of a footnote

# Characters that no page or feed can hold, and those that turn the direction of what follows.
ILLEGIBLE = dict.fromkeys([*range(9), *range(0xE, 0x20), 0xFFFE, 0xFFFF], "\ufffd")
ILLEGIBLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0xB: " ", 0xC: " "}
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def from_editor(text: str, key: str = "", level: int = 3) -> SafeString:
    """Render an editor's Markdown: CommonMark, strikethrough, tables, footnotes; no raw HTML.

    `key` begins every id, so it must be this text's own on its page. The highest heading in the
    text becomes h`level` (2 to 6); lower ones keep their distance from it, down to h6.
    """
    html = _render(EDITOR_GRAMMAR, text, {"key": key, "level": level})
    return mark_safe(EDITOR_SANITISER.clean(html))  # noqa: S308


def inline_from_editor(text: str) -> SafeString:
    """Render an editor's Markdown for a heading or a line: no paragraphs, lists or footnotes."""
    html = escape(text) if len(text) > LONGEST else EDITOR_GRAMMAR.renderInline(text, {"level": 2})
    return mark_safe(EDITOR_SANITISER.clean(html.translate(ILLEGIBLE)))  # noqa: S308


def from_reader(text: str, key: str = "") -> SafeString:
    """Render a reader's reply: paragraphs, line breaks, emphasis, links, quotation, lists, code.

    Nothing in a reply carries an id, so `key` changes nothing; both audiences are called alike.
    """
    html = _render(READER_GRAMMAR, text, {})
    # After the sanitiser, because a turning character may be written as an entity.
    return mark_safe(READER_SANITISER.clean(html).translate(TURNING))  # noqa: S308


def plain(text: str) -> str:
    """Return the words of an editor's Markdown, one line a block. It is not HTML: escape it."""
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2})
    blocks = [text] if tokens is None else [words([token]).strip() for token in tokens]
    # Words alone end up in attributes, mails and cards, where no block ends a turn of direction.
    return "\n".join(block for block in blocks if block).translate(ILLEGIBLE | TURNING)


def said(text: str) -> str:
    """Return the words of an answer as plain() does, without footnotes and what pictures show."""
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2})
    if tokens is None:
        return plain(text)
    blocks = (
        words([child for child in token.children if child.type != "image"])
        if token.children
        else words([token])
        for token in _before_footnotes(tokens)
    )
    return "\n".join(filter(None, map(str.strip, blocks))).translate(ILLEGIBLE | TURNING)


def beside(text: str) -> list[tuple[str, str]]:
    """Return the words in an answer that nobody says, each as ("picture" or "footnote", words).

    Of a picture these are its alternative text.
    """
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2}) or []
    body = _before_footnotes(tokens)
    inline = (child for token in body for child in token.children or ())
    pictures = (("picture", words([child])) for child in inline if child.type == "image")
    footnotes = (("footnote", words([token])) for token in tokens[len(body) :])
    found = ((kind, its.translate(ILLEGIBLE | TURNING)) for kind, its in chain(pictures, footnotes))
    return [(kind, its) for kind, its in found if its.strip()]


def _before_footnotes(tokens):
    return list(takewhile(lambda token: token.type != "footnote_block_open", tokens))


def _render(grammar, text, env):
    tokens = parse(grammar, text, env)
    if tokens is None:
        html = "\n".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n"))
        return html.translate(ILLEGIBLE)
    return grammar.renderer.render(tokens, grammar.options, env).translate(ILLEGIBLE)


def parse(grammar, text, env):
    """Return the block tokens of a text, or None if it is too much to be read as Markdown."""
    if len(text) > LONGEST:
        return None
    tokens = grammar.parse(text, env)
    inline = (child for token in tokens for child in token.children or ())
    attributes = sum(len(str(value)) for token in inline for value in token.attrs.values())
    return tokens if attributes <= MOST_ATTRIBUTES else None


def _grammar(allowed_url, **options):
    """Return a CommonMark parser that shows raw HTML, forbidden links and deep nesting as text."""
    grammar = MarkdownIt("commonmark", {"html": False, **options})
    grammar.validateLink = lambda url: allowed_url.match(url) is not None
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    grammar.block.ruler.at("blockquote", _no_deeper(blockquote), {"alt": interrupts})
    grammar.block.ruler.at("list", _no_deeper(list_block), {"alt": interrupts[:3]})
    return grammar


def _no_deeper(container):
    """Bound a rule whose content nests: the parser drops, unread, what lies below its depth."""

    def rule(state, *lines):
        return state.level + 2 < state.md.options.maxNesting and container(state, *lines)

    return rule


def _readers_grammar():
    # A line break that a reader types is meant; a link definition would make their words vanish.
    grammar = _grammar(READER_URL, breaks=True, maxNesting=8)  # a dozen “>” fill the page
    grammar.disable(["heading", "lheading", "hr", "reference"])
    grammar.core.ruler.push("pictures", lambda state: link_to_pictures(state, READER_URL.match))
    link_bare_addresses(grammar)
    return grammar


def _editors_grammar():
    grammar = _grammar(EDITOR_URL).enable(["strikethrough", "table"])
    # The Content-Security-Policy would leave a hole where a picture from elsewhere stood.
    grammar.core.ruler.push("pictures", lambda state: link_to_pictures(state, is_elsewhere))
    grammar.add_render_rule("image", picture_html)
    grammar.core.ruler.push("headings", _demote_headings)
    grammar.core.ruler.push("alignments", _align_by_class)
    grammar.add_render_rule("table_open", lambda *_: '<div class="table">\n<table>\n')
    grammar.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    footnote_plugin(grammar, inline=False, move_to_end=False)
    nested = _no_deeper(footnote_def)
    grammar.block.ruler.at("footnote_def", nested, {"alt": ["paragraph", "reference"]})
    grammar.inline.ruler.at("footnote_ref", _footnote_ref)
    grammar.core.ruler.push("endnotes", _move_notes_to_the_end)
    grammar.add_render_rule("footnote_ref", _reference_html)
    # No landmark: a page has notes under many answers, and a landmark for each would be noise.
    grammar.add_render_rule("footnote_block_open", lambda *_: '<div class="notes">\n<ol>\n')
    grammar.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</div>\n")
    grammar.add_render_rule("footnote_open", _note_html)
    grammar.add_render_rule("footnote_anchor", _backlink_html)
    return grammar


def _demote_headings(state):
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    steps = state.env["level"] - min((int(token.tag[1]) for token in headings), default=0)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + steps)}"


def _align_by_class(state):
    # The Content-Security-Policy refuses the style attribute that tables come with.
    for token in state.tokens:
        if style := token.attrs.pop("style", None):
            token.attrs["class"] = style.replace("text-align:", "align-")


def _footnote_ref(state, silent):
    # Unbounded labels would be searched for to the end of the paragraph from every bracket.
    return bool(MENTION.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


def _move_notes_to_the_end(state):
    """List the notes last, numbered as one meets them; a note that nothing refers to is kept."""
    body, notes, enclosing = [], {}, []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            enclosing.append(notes.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            enclosing.pop()
        else:
            (enclosing[-1] if enclosing else body).append(token)
    if notes:
        body.append(Token("footnote_block_open", "", 1))
        for number, (label, references) in enumerate(_references(body, notes).items(), start=1):
            body += _note(notes[label], number, references)
        body.append(Token("footnote_block_close", "", -1))
    state.tokens = body


def _references(body, notes):
    """Return the tokens that refer to each note, by its label, in order of first mention."""
    references = {}
    for token in [*body, *chain.from_iterable(notes.values())]:
        for child in token.children or ():
            if child.type == "footnote_ref":
                references.setdefault(child.meta["label"], []).append(child)
    return references | {label: [] for label in notes if label not in references}


def _note(content, number, references):
    """Return the tokens of one note, a link back to each of its references in its last line."""
    backlinks = []
    for time, reference in enumerate(references, start=1):
        reference.meta = {"number": number, "time": time}
        backlinks.append(Token("footnote_anchor", "", 0, meta=reference.meta))
    if backlinks and not (content and content[-1].type == "paragraph_close"):
        paragraph = Token("paragraph_open", "p", 1), Token("paragraph_close", "p", -1, block=True)
        content = [*content, *paragraph]
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
    # The selector after the arrow asks for a letter rather than a picture of one.
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


def _warm(grammar):
    # Tables of rules and of characters in links are filled at first use, unsafely among threads.
    grammar.parse("<https://example.org>", {"level": 2})
    return grammar


EDITOR_GRAMMAR, READER_GRAMMAR = _warm(_editors_grammar()), _warm(_readers_grammar())
from_editor, inline_from_editor = remembered(from_editor), remembered(inline_from_editor)
from_reader, plain, said = remembered(from_reader), remembered(plain), remembered(said)
