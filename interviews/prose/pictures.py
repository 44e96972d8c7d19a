"""Pictures in prose: which are shown, in which sizes, and which become links.

The HTML made here is not sanitised yet.
"""

import re

from django.conf import settings
from django.utils.html import format_html, format_html_join
from markdown_it.token import Token

from interviews.media.renditions import from_url
from interviews.prose.token_text import get_text

# The width of the text column in static/css/tokens.css; narrower on a phone.
SIZES = "(min-width: 42rem) 38rem, (min-width: 30rem) 90vw, calc(100vw - 3rem)"
SOURCES = re.compile("</?picture>|<source [^<>]*>")  # only tags: in text, < is &lt;
IMG = re.compile("<img [^<>]*>")
CHOICE = re.compile(' (?:srcset|sizes)="[^"]*"')
IN_MARKDOWN = re.compile(r"!\[\s*\]\(\s*<?([^\s)>]+)")


def replace_pictures_by_links(state, is_external):
    """Replace each picture for whose URL `is_external` returns true by a link."""
    for token in state.tokens:
        if token.children:
            token.children = list(_replace_pictures(token.children, is_external))


def _replace_pictures(tokens, is_external):
    """Yield inline tokens, with a link for each external picture, or its text inside a link."""
    in_link = False
    for token in tokens:
        if token.type != "image" or not is_external(token.attrs["src"]):
            in_link = token.type == "link_open" or (in_link and token.type != "link_close")
            yield token
            continue
        address = token.attrs["src"]
        text = Token("text", "", 0, content=get_text([token]) or address)
        opening = Token("link_open", "a", 1, attrs={"href": address})
        yield from [text] if in_link else [opening, text, Token("link_close", "a", -1)]


def empty_decorations(state):
    """Give pictures that only decorate, written ![-](…), an empty alternative text."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image" and child.content.strip() == "-":
                child.content, child.children = "", []


def make_figures(state):
    """Make a figure of each uploaded picture that has a title and stands alone in a paragraph.

    The title is its caption. The credit comes after the last “|” in the title.
    """
    tokens = state.tokens
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "paragraph_open" or opening.level or len(inline.children or ()) != 1:
            continue
        [image] = inline.children
        if image.type == "image" and image.attrs.get("title") and from_url(image.attrs["src"]):
            opening.tag = closing.tag = "figure"
            image.meta["caption"] = image.attrs.pop("title")


def _render_caption(title):
    words, mark, credit = title.rpartition("|")
    if not mark:
        return format_html("<figcaption>{}</figcaption>", title)
    caption = '<figcaption>{} <span class="credit">{}</span></figcaption>'
    return format_html(caption, words.strip(), credit.strip())


def is_external_url(address):
    """Return whether a browser would fetch this picture from another host."""
    return re.match("//|[a-z]+:", address, re.I) and not address.startswith(settings.MEDIA_URL)


def render_picture(renderer, tokens, index, options, env):
    """Render an uploaded picture with all its renditions, and any other picture unchanged."""
    token = tokens[index]
    upload = from_url(token.attrs["src"])
    if upload is None:
        return renderer.image(tokens, index, options, env)
    renditions, width, height = upload
    token.attrs |= {"srcset": renditions.jpeg, "sizes": SIZES, "src": renditions.default_url}
    token.attrs |= {"width": width, "height": height, "decoding": "async"}
    source = '<source type="{}" srcset="{}" sizes="{}">'
    sources = format_html_join("", source, [(*each, SIZES) for each in renditions.sources])
    caption = _render_caption(token.meta["caption"]) if "caption" in token.meta else ""
    return f"<picture>{sources}{renderer.image(tokens, index, options, env)}</picture>{caption}"


def find_pictures_without_alt(text):
    """Return the URLs of uploaded pictures without alternative text in an editor's Markdown.

    Screen readers skip such pictures, which is right for decoration only.
    """
    return [address for address in IN_MARKDOWN.findall(text) if from_url(address)]


def use_one_size(html):
    """Return sanitised HTML with one rendition per picture, for programs without `<picture>`."""
    return IMG.sub(lambda img: CHOICE.sub("", img[0]), SOURCES.sub("", html))
