"""The X-Forwarded-Proto header of proxies."""


def is_https(value):
    """Return whether a header has “https” for any proxy; several proxies are separated by commas.

    Any proxy counts, because the certificate may be at the first or the last. Otherwise a request
    over https could be redirected to https for ever.
    """
    return "https" in (each.strip().lower() for each in value.split(","))


class ForwardedProtocolMiddleware:
    """Reduces the header to “https” or “http”, as Django expects it. For sites behind a proxy."""

    HEADER = "HTTP_X_FORWARDED_PROTO"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        value = request.META.get(self.HEADER)
        if value is not None:
            request.META[self.HEADER] = "https" if is_https(value) else "http"
        return self.get_response(request)
