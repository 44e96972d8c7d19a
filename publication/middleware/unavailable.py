"""Responses to faults that are not errors of the code.

A request body that did not arrive whole, because the client was too slow or disconnected, is
answered with 408.

A temporary fault of the database or the disk (full, unreachable, locked for too long, read-only or
damaged) is answered with 503. The page says when to try again, and returns the text that a reader
or an editor sent, in a form that sends it again.
"""

import logging

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from comments.forms.unsaved import build_form
from publication.database.availability import is_outage
from publication.sign_in.carried_fields import give_back, may_carry

RETRY_AFTER = "60"  # seconds
TRY_AGAIN = _(
    "The database or the disk did not take it. Your words are here: try again in a minute."
)

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
        if request.method == "POST" and is_sent_by_reader(request):
            context = {"form": build_form(request.POST), "to": request.get_full_path()}
            response = render(request, "comments/save_failed.html", context, status=503)
        elif request.method == "POST" and may_carry(request):
            request.user = AnonymousUser()  # or the page would query the database
            response = give_back(request, 503, TRY_AGAIN, can_repeat=True)
        else:
            response = render(request, "503.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "private, no-store"
        return response


def is_sent_by_reader(request):
    """Whether the page is one of replies, or takes comments by a preview link."""
    match = request.resolver_match
    return match and (match.app_name == "comments" or match.url_name == "preview_comment")
