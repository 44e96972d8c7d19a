"""Forms without a token, on pages that are the same for everyone and may be days old.

Where a POST came from is asked of the browser instead (comments.same_origin).
"""

from functools import wraps

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Reply

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)
LARGEST_POST = 512 * 1024  # bytes; a reply has 64 KiB at most, but what is too long is shown again
LARGEST_HEARD_OUT = 16 * 1024 * 1024  # bytes
NOT_KEPT = "private, no-store"


def tokenless(view):
    """GET shows the form, POST sends it, nothing may be kept.

    What is larger than anybody types, or no form at all, is answered here, in words.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "POST" and (status := _fault_of(request)):
            context = {"status": status, "longest": Reply._meta.get_field("body").max_length}
            response = render(request, "comments/unreadable_request.html", context, status=status)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = NOT_KEPT
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(answer))


def _fault_of(request):
    """The HTTP status of the answer to a POST that will not be read; 0 for any other."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        _hear_out(request)
        return 413
    try:
        request.POST  # noqa: B018 -- to see whether it can be
    except UNREADABLE:
        return 400
    return 0


def _hear_out(request):
    """Read a book to its end and forget it: browsers show no answer while they are sending."""
    if int(request.META["CONTENT_LENGTH"]) <= LARGEST_HEARD_OUT:
        while request.read(64 * 1024):
            pass
