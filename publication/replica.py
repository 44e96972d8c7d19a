"""Pages made from a replica of the database, as long as it knows all that they show.

A replica follows the primary, but lags behind it. So before a page is made, both are asked which
edition of the publication they have (see interviews.editions): the primary first, and then the
replica, by primary key. If the replica has come as far, the page is made from it, and shows
nothing older than what the primary had when the page was asked for. Else it is made from the
primary, and so it is if the replica does not answer, or fails half-way.

Only public pages are made so. Everything else, such as the desk, a reader's own pages, forms and
what they send, reads and writes the primary.
"""

import logging
from contextvars import ContextVar
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from interviews import editions

REPLICA = "replica"
REST = 10  # seconds for which a replica that failed is not asked again
# All in interviews.urls are public, and these beside them.
PUBLIC = {"comments:replies", "comments:thread", "comments:interview_feed", "comments:feed"}
PUBLIC |= {"sitemap", "sitemap_section", "news_sitemap"}

logger = logging.getLogger(__name__)
_suffices = ContextVar("suffices", default=False)  # the replica, for what is being made


class Router:
    def db_for_read(self, model, **hints):
        return REPLICA if _suffices.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # rows of the same publication, wherever they were read

    def allow_migrate(self, db, app_label, **hints):
        return False if db == REPLICA else None


class FromTheReplica:
    """Middleware: has a public page made from the replica where that knows enough."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.rests_until = 0

    def __call__(self, request):
        token = _suffices.set(False)
        try:
            return self.get_response(request)
        finally:
            _suffices.reset(token)

    def process_view(self, request, view, args, kwargs):
        _suffices.set(is_public(request) and monotonic() >= self.rests_until and self.is_level())

    def process_exception(self, request, error):
        """Make a page from the primary after all, if it was the replica that failed."""
        if not (_suffices.get() and isinstance(error, Error)):
            return None
        _suffices.set(False)
        self.rest(error)
        view = request.resolver_match
        response = view.func(request, *view.args, **view.kwargs)
        return response.render() if hasattr(response, "render") else response

    def is_level(self):
        """Whether the replica knows the edition that is current on the primary."""
        current, known = editions.current(), editions.known_to(REPLICA)
        if known is None:
            self.rest("It has no edition, or does not answer.")
        return current is not None and known is not None and known >= current

    def rest(self, why):
        logger.warning("The replica is left alone for %d seconds: %s", REST, why)
        self.rests_until = monotonic() + REST
        connections[REPLICA].close()


def is_public(request):
    """Whether it asks for a page that is the same for everyone, and is nobody who is signed in."""
    view = request.resolver_match
    return (
        request.method in ("GET", "HEAD")
        and (view.namespace == "interviews" or view.view_name in PUBLIC)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
