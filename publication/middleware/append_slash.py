"""An address whose last slash was left out leads to the page, if there is one."""

from copy import copy

from django.middleware.common import CommonMiddleware


class AppendSlashMiddleware(CommonMiddleware):
    """As Django's own, but no redirect leads to a 404, which browsers would keep for good.

    Django looks only at the form of an address, and nearly any word could be that of a page.
    """

    def should_redirect_with_slash(self, request):
        return super().should_redirect_with_slash(request) and self.is_there(request)

    def is_there(self, request):
        """Whether there is something at the address with a slash; True if it is not to be read."""
        if request.method not in ("GET", "HEAD"):
            return True
        there = copy(request)
        there.path, there.path_info = f"{request.path}/", f"{request.path_info}/"
        return self.get_response(there).status_code != 404
