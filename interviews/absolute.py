"""Addresses in full, for what is read elsewhere than on its page."""

import re
from urllib.parse import urlsplit

from django.conf import settings

# An address without its scheme or host, in a tag that the sanitiser wrote, so in double quotes.
WITHOUT_HOST = re.compile(r'(<(?:a|img) [^<>]*?\b(?:href|src)=")(?=//|/|#)([^"]*)')


def absolute(path):
    """The address in full, on the publication's own host."""
    return f"{settings.PUBLICATION_URL}{path}"


def seen_from(page, address):
    """The address in full that a link on `page` (itself in full) leads to."""
    if address.startswith("//"):
        return f"{urlsplit(settings.PUBLICATION_URL).scheme}:{address}"
    if address.startswith("/"):
        return absolute(address)
    return f"{page}{address}" if address.startswith("#") else address


def with_full_addresses(html, page):
    """Sanitised HTML of `page`, whose links and pictures are found from anywhere. A plain str."""
    return WITHOUT_HOST.sub(lambda found: found[1] + seen_from(page, found[2]), html)
