"""The origin of a POST: the site, by the browser's headers, and the network."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from comments.moderation.screening import networks

FROM_OTHER_SITE = gettext_lazy(
    "This was sent from another site. Please send it again from this page."
)


def is_cross_site(request):
    """Whether the browser says that another site sent this request.

    A page cannot set `Sec-Fetch-Site`; browsers that are too old for it send `Origin`. A client
    that sends neither is not a browser, and has no cookie that could be abused.
    """
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.META.get("HTTP_ORIGIN")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def get_ip_address(request):
    """The client's IP address as text, behind a proxy the one that the proxy saw; "" if none."""
    return next(
        (str(found) for found in map(networks.parse_ip_address, _get_candidates(request)) if found),
        "",
    )


def _get_candidates(request):
    """Yield texts that may hold the client's address: the proxy's header, then the connection.

    If a proxy sends no address, the connection's address is the proxy's. All its clients then
    count as one network, so that an unknown address does not avoid the limits.
    """
    if settings.BEHIND_PROXY:
        # Our proxy has added the last address; the client may have forged the others.
        yield request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    yield request.META.get("REMOTE_ADDR", "")


def get_network(request):
    """The client's network. Its full address is never stored."""
    return networks.mask_address(get_ip_address(request))


def get_request_facts(request):
    """The facts of a request that Akismet asks for."""
    return {
        "user_ip": get_ip_address(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", ""),
        "referrer": request.META.get("HTTP_REFERER", ""),
    }
