"""Responses to faults that are not errors of the code.

A request body that did not arrive whole, because the client was too slow or disconnected, is
answered with 408.

A temporary fault of the database or the disk (full, unreachable, locked for too long, read-only or
damaged) is answered with 503. The page says when to try again, and returns the text that a reader
sent, in a form that sends it again.
"""

import logging

from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render

from comments.forms.unsaved import build_form
from publication.database.availability import is_outage

RETRY_AFTER = "60"  # seconds

logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """Answers requests that failed for one of these reasons."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return HttpResponse(status=408)
        if not is_outage(exception):
            return None
        logger.error("%s %s was not answered: %s", request.method, request.path, exception)
        is_reply = request.resolver_match and request.resolver_match.app_name == "comments"
        if request.method == "POST" and is_reply:
            context = {"form": build_form(request.POST), "to": request.get_full_path()}
            response = render(request, "comments/save_failed.html", context, status=503)
        else:
            response = render(request, "503.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "private, no-store"
        return response
