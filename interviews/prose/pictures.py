"""Pictures in prose: which are shown, in which sizes, and which become a link..

What comes out of here is markup that has yet to be sanitised.
"""

import re

from django.conf import settings
from django.utils.html import format_html_join
from markdown_it.token import Token

from interviews.media.renditions import from_url
from interviews.prose.token_text import words

# As wide as the measure, which a phone does not have: tokens.css.
SIZES = "(min-width: 42rem) 38rem, (min-width: 30rem) 90vw, calc(100vw - 3rem)"
SOURCES = re.compile("</?picture>|<source [^<>]*>")  # only tags: in text, < is &lt;
IMG = re.compile("<img [^<>]*>")
CHOICE = re.compile(' (?:srcset|sizes)="[^"]*"')
IN_MARKDOWN = re.compile(r"!\[\s*\]\(\s*<?([^\s)>]+)")


def link_to_pictures(state, leads_away):
    """Put a link in place of each picture whose address `leads_away`."""
    for token in state.tokens:
        if token.children:
            token.children = list(_without_pictures(token.children, leads_away))


def _without_pictures(tokens, leads_away):
    """Yield inline tokens; for a picture that leads away a link to it, or its words in a link."""
    in_link = False
    for token in tokens:
        if token.type != "image" or not leads_away(token.attrs["src"]):
            in_link = token.type == "link_open" or (in_link and token.type != "link_close")
            yield token
            continue
        address = token.attrs["src"]
        said = [Token("text", "", 0, content=words([token]) or address)]
        opening = Token("link_open", "a", 1, attrs={"href": address})
        yield from said if in_link else [opening, *said, Token("link_close", "a", -1)]


def is_elsewhere(address):
    """Whether a picture would be fetched from another host than this site's."""
    return re.match("//|[a-z]+:", address, re.I) and not address.startswith(settings.MEDIA_URL)


def picture_html(renderer, tokens, index, options, env):
    """A picture that was uploaded here in all its renditions; any other as it is."""
    token = tokens[index]
    upload = from_url(token.attrs["src"])
    if upload is None:
        return renderer.image(tokens, index, options, env)
    renditions, width, height = upload
    token.attrs |= {"srcset": renditions.jpeg, "sizes": SIZES, "src": renditions.default_url}
    token.attrs |= {"width": width, "height": height, "decoding": "async"}
    source = '<source type="{}" srcset="{}" sizes="{}">'
    sources = format_html_join("", source, [(*each, SIZES) for each in renditions.sources])
    return f"<picture>{sources}{renderer.image(tokens, index, options, env)}</picture>"


def find_pictures_without_alt(text):
    """The addresses of the uploaded pictures in an editor's Markdown that have no alternative text.

    Someone who cannot see them is not told that they are there: right only for what decorates.
    """
    return [address for address in IN_MARKDOWN.findall(text) if from_url(address)]


def use_one_size(html):
    """Sanitised HTML whose pictures leave no choice, for programs that know no `<picture>`."""
    return IMG.sub(lambda img: CHOICE.sub("", img[0]), SOURCES.sub("", html))
