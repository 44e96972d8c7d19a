"""What readers would see of a reply: its links and its words, as its page renders them.

Screening counts the links that the page shows, and nothing else: a name like Node.js is none.
"""

import html
import re

from django.utils.html import strip_tags

from comments.moderation.screening import characters
from interviews import prose

HREF = re.compile(r'<a (?:[a-z]+="[^"]*" )*?href="([^"]*)"')


def links(text):
    """The addresses of all links in a reply's Markdown, in their order."""
    return [html.unescape(address) for address in HREF.findall(prose.from_reader(text))]


def words(text):
    """The text that remains of a reply's Markdown on the page."""
    return html.unescape(strip_tags(prose.from_reader(text)))


def shows_nothing(text):
    """Whether readers would see no character of it: an empty quotation, an entity for a blank."""
    return characters.is_blank(words(text))
