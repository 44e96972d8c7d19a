"""Akismet's opinion, where a publication asks for it: two settings, off by default.

It can hold a reply, never decline one; and while it does not answer, what would have appeared
at once waits for an editor. One form is posted to its HTTP interface (comment-check); a library
would bring an HTTP client of its own and five packages for that.
"""

import logging
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

PATIENCE = 3  # seconds; the commenter waits meanwhile
log = logging.getLogger(__name__)


def suspects(reply, asked_by):
    """Why Akismet would hold the reply, as a list of at most one (rule, detail).

    `asked_by` has what is known of the request: user_ip, user_agent, referrer.
    """
    if not settings.AKISMET_KEY:
        return []
    try:
        answer = _ask(reply, asked_by)
    except (URLError, OSError, ValueError):
        log.warning("Akismet did not answer; the reply is held.", exc_info=True)
        return [("akismet-silent", "")]
    if answer == b"false":
        return []
    return [("akismet", "")] if answer == b"true" else [("akismet-silent", "")]


def _ask(reply, asked_by):
    told = {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.PUBLICATION_URL,
        "comment_type": "reply" if reply.parent_id else "comment",
        "comment_author": reply.name,
        "comment_author_email": reply.email,
        "comment_author_url": reply.website,
        "comment_content": reply.body,
        "permalink": f"{settings.PUBLICATION_URL}{reply.interview.get_absolute_url()}",
        **asked_by,
    }
    request = Request(f"{settings.AKISMET_URL}/comment-check", urlencode(told).encode())  # noqa: S310
    with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 -- the settings' own address
        return response.read(64).strip()
