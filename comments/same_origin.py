"""Where a POST came from: the site, as the browser tells it, and the network."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from comments.moderation.screening import networks

FOREIGN = gettext_lazy("This came from another site. Send it from here, once more.")


def is_foreign(request):
    """Whether a browser says that another site sent this.

    `Sec-Fetch-Site` cannot be set by a page; browsers too old to send it send `Origin`.
    A client that sends neither is no browser, and has no cookie or password to abuse.
    """
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.META.get("HTTP_ORIGIN")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def address_of(request):
    """The client's IP address as text, behind a proxy the one that the proxy saw; "" if none."""
    return next((str(found) for found in map(networks.address_in, _told(request)) if found), "")


def _told(request):
    """Who says where the request is from: the proxy, if there is one, else the connection.

    Of a proxy that names no address, the connection is the proxy's own. All who come through it
    then count as one network, so that nobody passes the limits by being unknown.
    """
    if settings.BEHIND_PROXY:
        # The last is our own proxy's word; what stands before it, anybody may have written.
        yield request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    yield request.META.get("REMOTE_ADDR", "")


def network_of(request):
    """The network that the client is in: all that is ever kept of its address."""
    return networks.masked(address_of(request))


def facts_of(request):
    """What Akismet asks to know of a request."""
    return {
        "user_ip": address_of(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", ""),
        "referrer": request.META.get("HTTP_REFERER", ""),
    }
