"""What proxies say of how a client spoke to them."""


def says_https(value):
    """Whether any proxy on the way was spoken to over https: each may add its word, in any case.

    Any, and not the first or the last: the certificate may be with the one that is farthest away,
    or nearest. Who is sent to https though already there would be sent there for ever.
    """
    return "https" in (word.strip().lower() for word in value.split(","))


class ForwardedProtocolMiddleware:
    """Middleware: tells Django in the one word that it knows. For sites behind a proxy only."""

    HEADER = "HTTP_X_FORWARDED_PROTO"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = request.META.get(self.HEADER)
        if said is not None:
            request.META[self.HEADER] = "https" if says_https(said) else "http"
        return self.get_response(request)
