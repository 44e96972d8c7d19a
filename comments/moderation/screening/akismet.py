"""Akismet's opinion, where a publication asks for it: two settings, off by default.

Akismet can hold a reply, but never decline one. While Akismet does not answer, every reply waits
for an editor. We post one form to its HTTP API (comment-check); a library would add an HTTP client
and five packages.
"""

import logging
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

TIMEOUT = 3  # seconds; the commenter waits meanwhile
log = logging.getLogger(__name__)


def check(reply, request_facts):
    """Return a list of at most one (rule, detail): why Akismet would hold the reply.

    `request_facts` has the keys user_ip, user_agent and referrer.
    """
    if not settings.AKISMET_KEY:
        return []
    try:
        answer = _ask(reply, request_facts)
    except (URLError, OSError, ValueError):
        log.warning("Akismet did not answer; the reply is held.", exc_info=True)
        return [("akismet-silent", "")]
    if answer == b"false":
        return []
    return [("akismet", "")] if answer == b"true" else [("akismet-silent", "")]


def _ask(reply, request_facts):
    fields = {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.PUBLICATION_URL,
        "comment_type": "reply" if reply.parent_id else "comment",
        "comment_author": reply.name,
        "comment_author_email": reply.email,
        "comment_author_url": reply.website,
        "comment_content": reply.body,
        "permalink": f"{settings.PUBLICATION_URL}{reply.interview.get_absolute_url()}",
        **request_facts,
    }
    request = Request(f"{settings.AKISMET_URL}/comment-check", urlencode(fields).encode())  # noqa: S310
    with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 -- the address is a setting
        return response.read(64).strip()
