"""Addresses in full, for what is read elsewhere than on its page."""

import re
from urllib.parse import urljoin

from django.conf import settings

# An address without its scheme or host, in a tag that the sanitiser wrote, so in double quotes.
WITHOUT_HOST = re.compile(r'(<(?:a|img) [^<>]*?\b(?:href|src)=")(?![a-z][a-z0-9+.-]*:)([^"]*)')


def absolute(path):
    """The address in full, on the publication's own host."""
    return f"{settings.PUBLICATION_URL}{path}"


def seen_from(page, address):
    """Where a link on `page` (itself in full) leads to; an impossible one stays as it is."""
    try:
        return urljoin(page, address)
    except ValueError:
        return address


def with_full_addresses(html, page):
    """Sanitised HTML of `page`, whose links and pictures are found from anywhere. A plain str."""
    return WITHOUT_HOST.sub(lambda found: found[1] + seen_from(page, found[2]), html)
