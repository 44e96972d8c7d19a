"""Views of forms without a CSRF token, on pages that are cached and the same for everyone.

The browser's headers show where a POST comes from instead (comments.same_origin).
"""

from functools import wraps

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Reply

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)
MAX_POST_SIZE = 512 * 1024  # bytes; a reply needs 64 KiB at most, and a longer text is shown again
MAX_DRAINED = 16 * 1024 * 1024  # bytes
NO_STORE = "private, no-store"


def same_origin_view(view):
    """Decorate a view of a form: GET shows it, POST submits it, and no cache may store it.

    A POST that is too large or unreadable gets an error page without calling the view.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "POST" and (status := _get_error_status(request)):
            context = {"status": status, "longest": Reply._meta.get_field("body").max_length}
            response = render(request, "comments/unreadable_request.html", context, status=status)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = NO_STORE
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(answer))


def _get_error_status(request):
    """The HTTP status for a POST that is too large or unreadable; 0 for any other."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_POST_SIZE:
        _drain(request)
        return 413
    try:
        request.POST  # noqa: B018 -- parses the body
    except UNREADABLE:
        return 400
    return 0


def _drain(request):
    """Read and discard the body, since browsers show no response while they are sending."""
    if int(request.META["CONTENT_LENGTH"]) <= MAX_DRAINED:
        while request.read(64 * 1024):
            pass
