"""Addresses in full, for what is read elsewhere than on its page."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings

# A link or a picture as the sanitiser and our templates write them, and each attribute of one:
# in double quotes, with none inside.
LEADING = re.compile(r'<(?:a|img)(?:\s+[\w-]+="[^"]*")*\s*/?>')
ATTRIBUTE = re.compile(r'\s+([\w-]+)="([^"]*)"')
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def absolute_url(path):
    """The address in full, on the publication's own host."""
    return f"{settings.PUBLICATION_URL}{path}"


def resolve_url(page, address):
    """Where a link on `page` (itself in full) leads to; an impossible one stays as it is."""
    try:
        return urljoin(page, address)
    except ValueError:
        return address


def make_urls_absolute(html, page):
    """The same HTML for reading anywhere: links and pictures as seen from `page`, in full."""

    def full(attribute):
        name, value = attribute[1], unescape(attribute[2])
        if name not in ("href", "src") or HAS_SCHEME.match(value):
            return attribute[0]
        try:
            return f' {name}="{escape(urljoin(page, value))}"'
        except ValueError:  # such as //[: an address for nobody, wherever it stands
            return ""

    return LEADING.sub(lambda leading: ATTRIBUTE.sub(full, leading[0]), html)
