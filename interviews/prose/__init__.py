"""Markdown in, safe HTML out: what each audience may write, and the only place that sanitises.

There are two lines of defence. The grammar (grammar.py) makes no markup that its audience may
not use; unknown markup stays text, so no word is lost. The sanitiser then lets through only what
is listed here, whatever the grammar did. Every function is
pure.
"""

from itertools import chain

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from interviews.prose.grammar import EDITOR_GRAMMAR, READER_GRAMMAR, parse, parse_inline
from interviews.prose.memoize import memoize_text
from interviews.prose.token_text import drop_footnotes, get_lines, get_text

SHARED_TAGS = {"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"}

# Readers write paragraphs, emphasis, links to the web, quotation, lists and code.
READER_SANITISER = nh3.Cleaner(
    tags=SHARED_TAGS | {"hr"},
    attributes={"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="ugc nofollow noopener",
)

# Editors write that, headings, rules, pictures, strikethrough, tables, footnotes, and links that
# may also lead to a mailbox or to a place on this site.
ALIGNMENTS = {"align-left", "align-center", "align-right"}
EDITOR_SANITISER = nh3.Cleaner(
    tags=SHARED_TAGS
    | {"h2", "h3", "h4", "h5", "h6", "hr", "img", "s"}
    | {"picture", "source", "figure", "figcaption", "span"}
    | {"div", "table", "thead", "tbody", "tr", "th", "td", "sup"},
    attributes={
        "a": {"href", "title", "id", "aria-label"},
        "img": {"src", "alt", "title", "srcset", "sizes", "width", "height", "decoding"},
        "source": {"type", "srcset", "sizes"},
        "li": {"id", "value"},
        "ol": {"start"},
        "span": {"lang"},
    },
    tag_attribute_values={"a": {"role": {"doc-noteref", "doc-backlink"}}},
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    allowed_classes={
        "div": {"table", "notes"},
        "span": {"credit"},
        **dict.fromkeys(("th", "td"), ALIGNMENTS),
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)

# Characters that pages and feeds can't hold, and characters that change the text direction.
ILLEGAL_CHARACTERS = dict.fromkeys([*range(9), *range(0xE, 0x20), 0xFFFE, 0xFFFF], "\ufffd")
ILLEGAL_CHARACTERS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0xB: " ", 0xC: " "}
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def from_editor(text: str, key: str = "", level: int = 3) -> SafeString:
    """Render an editor's Markdown: CommonMark, strikethrough, tables, footnotes; no raw HTML.

    `key` prefixes every id, so it must be unique on the page. The highest heading in the text
    becomes h`level` (2 to 6); lower headings keep their distance from it, down to h6.
    """
    html = _render(EDITOR_GRAMMAR, text, {"key": key, "level": level})
    return mark_safe(EDITOR_SANITISER.clean(html))  # noqa: S308


def inline_from_editor(text: str) -> SafeString:
    """Render an editor's Markdown for a heading or a line: no paragraphs, lists or footnotes."""
    html = _html(EDITOR_GRAMMAR, text, parse_inline(text), {"level": 2})
    return mark_safe(EDITOR_SANITISER.clean(html))  # noqa: S308


def from_reader(text: str) -> SafeString:
    """Render a reader's reply: paragraphs, line breaks, emphasis, links, quotation, lists, code."""
    html = _render(READER_GRAMMAR, text, {})
    # After the sanitiser, because a bidi control may be written as an entity.
    return mark_safe(READER_SANITISER.clean(html).translate(BIDI_CONTROLS))  # noqa: S308


def plain(text: str, numbers: bool = True) -> str:
    """Return an editor's Markdown as plain text, one line a block. It is not HTML: escape it.

    Items of lists keep their numbers and bullets, unless `numbers` is False.
    """
    return _clean(_get_plain_text(EDITOR_GRAMMAR, text, {"level": 2}, numbers))


def inline_plain(text: str) -> str:
    """Return an editor's Markdown for a heading or a line as plain text. Escape it."""
    tokens = parse_inline(text)
    return _clean(text if tokens is None else get_text(tokens).strip())


def plain_from_reader(text: str) -> str:
    """Return a reader's reply as plain text, one line a block. Escape it."""
    return _clean(_get_plain_text(READER_GRAMMAR, text, {}))


def spoken_text(text: str) -> str:
    """Return plain() of an answer without footnotes and alternative texts of pictures."""
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2})
    if tokens is None:
        return plain(text)
    return _clean("\n".join(get_lines(drop_footnotes(tokens), pictures=False)))


def get_unspoken_text(text: str) -> list[tuple[str, str]]:
    """Return ("picture", alternative text) and ("footnote", text) of those in an answer."""
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2}) or []
    body = drop_footnotes(tokens)
    inline = (child for token in body for child in token.children or ())
    pictures = (("picture", get_text([child])) for child in inline if child.type == "image")
    footnotes = (("footnote", get_text([token])) for token in tokens[len(body) :])
    found = ((kind, _clean(content)) for kind, content in chain(pictures, footnotes))
    return [(kind, content) for kind, content in found if content.strip()]


def _get_plain_text(grammar, text, env, numbers=True):
    tokens = parse(grammar, text, env)
    return text if tokens is None else "\n".join(get_lines(tokens, numbers=numbers))


def _clean(text):
    # Plain text is used in attributes, emails and share images, where no element isolates its
    # direction from the text around it.
    return text.translate(ILLEGAL_CHARACTERS | BIDI_CONTROLS)


def _render(grammar, text, env):
    tokens = parse(grammar, text, env)
    if tokens is None:
        return "\n".join(
            f"<p>{_html(grammar, block, None, env)}</p>" for block in text.split("\n\n")
        )
    return _html(grammar, text, tokens, env)


def _html(grammar, text, tokens, env):
    """Return the HTML of the tokens of a text, or the text escaped if it has none."""
    if tokens is None:
        return escape(text).translate(ILLEGAL_CHARACTERS)
    return grammar.renderer.render(tokens, grammar.options, env).translate(ILLEGAL_CHARACTERS)


from_editor, inline_from_editor = memoize_text(from_editor), memoize_text(inline_from_editor)
from_reader, plain, spoken_text = (
    memoize_text(from_reader),
    memoize_text(plain),
    memoize_text(spoken_text),
)
inline_plain, plain_from_reader = memoize_text(inline_plain), memoize_text(plain_from_reader)
