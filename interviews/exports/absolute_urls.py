"""Absolute URLs, for text that is read outside of its page."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings

# A link or a picture, and an attribute, as the sanitiser and our templates write them: with double
# quotes around each value, and none inside.
LINK_OR_PICTURE = re.compile(r'<(?:a|img)(?:\s+[\w-]+="[^"]*")*\s*/?>')
ATTRIBUTE = re.compile(r'\s+([\w-]+)="([^"]*)"')
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def absolute_url(path):
    """Return the URL of a path on the publication's host."""
    return f"{settings.PUBLICATION_URL}{path}"


def resolve_url(page, address):
    """Return where a link on `page` (an absolute URL) leads; an invalid link is left unchanged."""
    try:
        return urljoin(page, address)
    except ValueError:
        return address


def make_urls_absolute(html, page):
    """Return HTML with absolute URLs for links and pictures, which are relative to `page`."""

    def full(attribute):
        name, value = attribute[1], unescape(attribute[2])
        if name not in ("href", "src") or HAS_SCHEME.match(value):
            return attribute[0]
        try:
            return f' {name}="{escape(urljoin(page, value))}"'
        except ValueError:  # an invalid URL such as //[
            return ""

    return LINK_OR_PICTURE.sub(lambda leading: ATTRIBUTE.sub(full, leading[0]), html)
