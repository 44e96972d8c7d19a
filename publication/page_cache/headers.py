"""Cache-Control: how long browsers and CDNs may keep a response."""

CDN_SECONDS = 10  # for which a CDN may send a page without asking


class CacheControlMiddleware:
    """Sets Cache-Control where the view set none.

    A browser asks again each time, mostly to hear that the page is the same. A CDN need not ask
    for some seconds, and may send the old page while it asks, or when the site does not answer.
    The permission to send an old page stands in CDN-Cache-Control alone (RFC 9213): a browser
    would use it too, for somebody who has just replied.
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
        # What is missing now may be there in a moment: an interview on its minute.
        if is_private or response.status_code == 404:
            response["Cache-Control"] = "private, no-store"
        elif request.method in ("GET", "HEAD") and response.status_code in (200, 301, 410):
            response["Cache-Control"] = self.PUBLIC
            response["CDN-Cache-Control"] = self.CDN
