"""Redirects an address without its last slash to the page, if there is one."""

from copy import copy

from django.middleware.common import CommonMiddleware


class AppendSlashMiddleware(CommonMiddleware):
    """Django's CommonMiddleware, but without redirects to a 404, which browsers would cache.

    Django looks only at the URL patterns, and nearly any word matches that of editors' pages.
    """

    def should_redirect_with_slash(self, request):
        return super().should_redirect_with_slash(request) and self.page_exists(request)

    def page_exists(self, request):
        """Return whether a page is at the address with a slash; True for methods other than GET."""
        if request.method not in ("GET", "HEAD"):
            return True
        with_slash = copy(request)
        with_slash.path, with_slash.path_info = f"{request.path}/", f"{request.path_info}/"
        return self.get_response(with_slash).status_code != 404
