"""Where a POST came from, as the browser tells it: the guard of forms without a token."""


def is_foreign(request):
    """Whether a browser says that another site sent this.

    `Sec-Fetch-Site` cannot be set by a page; browsers too old to send it send `Origin`.
    A client that sends neither is no browser, and has no cookie or password to abuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"
