"""Cache-Control: how long browsers and CDNs may keep a response."""

CDN_SECONDS = 10  # for which a CDN may send a page without a request to the site


class CacheControlMiddleware:
    """Sets Cache-Control on responses whose view did not set it.

    A browser asks each time whether its copy is current. A CDN may send its copy for some seconds
    without asking, and an old copy while it asks or when the site does not answer. The old copy
    while it asks is allowed in CDN-Cache-Control only (RFC 9213): a browser would also show it to
    somebody who has just replied.
    """

    PUBLIC = f"public, max-age=0, s-maxage={CDN_SECONDS}, stale-if-error=86400"
    CDN = f"public, max-age={CDN_SECONDS}, stale-while-revalidate=60, stale-if-error=86400"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            self.add(request, response)
        return response

    def add(self, request, response):
        is_private = response.cookies or "cookie" in response.get("Vary", "").lower()
        # A missing page may appear at any moment, such as a scheduled interview.
        if is_private or response.status_code == 404:
            response["Cache-Control"] = "private, no-store"
        elif request.method in ("GET", "HEAD") and response.status_code in (200, 301, 410):
            response["Cache-Control"] = self.PUBLIC
            response["CDN-Cache-Control"] = self.CDN
