"""What is no error of the site, met while a request is answered.

A body that did not arrive whole, since the client was too slow or went away, is answered with 408.

A fault of the database or the disk (full, away, locked for too long, read-only or damaged) is on
our side and passes: 503. The answer says so, and when to try again. No word is lost: what a reader
has sent comes back in a form that sends it once more to the same address.
"""

import logging

from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render

from comments.forms.unsaved import form_of
from publication.database.availability import is_fault

RETRY_AFTER = "60"  # seconds

logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """Middleware: answers a request that met one of these."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return HttpResponse(status=408)
        if not is_fault(exception):
            return None
        logger.error("%s %s was not answered: %s", request.method, request.path, exception)
        is_readers = request.resolver_match and request.resolver_match.app_name == "comments"
        if request.method == "POST" and is_readers:
            context = {"form": form_of(request.POST), "to": request.get_full_path()}
            response = render(request, "comments/save_failed.html", context, status=503)
        else:
            response = render(request, "503.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "private, no-store"
        return response
