"""The links and the text of a reply as its page renders them.

Screening counts only links that the page shows: a name like Node.js is not a link.
"""

import html
import re

from django.utils.html import strip_tags

from comments.moderation.screening import characters
from interviews import prose

HREF = re.compile(r'<a (?:[a-z]+="[^"]*" )*?href="([^"]*)"')


def links(text):
    """The URLs of all links in a reply's Markdown, in order."""
    return [html.unescape(address) for address in HREF.findall(prose.from_reader(text))]


def words(text):
    """The text of a reply's Markdown on the page, without markup."""
    return html.unescape(strip_tags(prose.from_reader(text)))


def is_blank_when_rendered(text):
    """Whether the page would show no visible character, as for an empty quotation."""
    return characters.is_blank(words(text))
