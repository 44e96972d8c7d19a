"""The page where editors sign in, and the pages for clients that have to wait."""

import logging
from urllib.parse import unquote, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import DatabaseError
from django.http import QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from publication.sign_in import steps

logger = logging.getLogger(__name__)

TEMPLATE = "admin/sign_in_refused.html"
RETRY_SECONDS = 30  # after which a database that could not be written may work again
# URL names of pages for people who are not signed in; addresses without a name only redirect.
NOT_PAGES = {"login", "logout", None, "admin_password_reset", "password_reset_sent"}
NOT_PAGES |= {"choose_password"}


@never_cache
def sign_in(request):
    """Ask for the password, then for the code of a second factor; redirect to the desk only."""
    set_next_url(request)
    try:
        is_second = request.method == "POST" and "code" in request.POST
        response = steps.check_code(request) if is_second else steps.check_password(request)
    except DatabaseError:
        logger.exception("Nobody can sign in: the database cannot record it.")
        return unavailable(request)
    form = getattr(response, "context_data", {}).get("form")
    if form and form.has_error(NON_FIELD_ERRORS, code="busy"):
        response.status_code = 429
        response["Retry-After"] = "1"
    return response


def set_next_url(request):
    """Set `next` to a page of the desk: the first page, if another address or none was sent."""
    requested = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
    url = requested if is_admin_url(request, requested) else reverse("admin:index")
    request.GET, request.POST = QueryDict(mutable=True), request.POST.copy()
    request.GET[REDIRECT_FIELD_NAME] = request.POST[REDIRECT_FIELD_NAME] = url


def is_admin_url(request, url):
    """Return whether a URL is a page of the desk, and no browser reads it as another URL."""
    hosts, is_secure = {request.get_host()}, request.is_secure()
    if not url_has_allowed_host_and_scheme(url, hosts, require_https=is_secure):
        return False
    path = unquote(urlsplit(url).path)
    if not path.startswith(reverse("admin:index")) or {".", ".."} & set(path.split("/")):
        return False
    try:
        return resolve(path).url_name not in NOT_PAGES
    except Resolver404:
        return False


def locked_out(request, response, credentials):
    """Answer a client that has reached a limit; django-axes calls this."""
    until = request.locked_until
    seconds = max(1, round((until - timezone.now()).total_seconds()))
    return render_refusal(request, 429, seconds, until=until)


def unavailable(request):
    """Answer while the database cannot record sign-ins; nobody is signed in."""
    request.user = AnonymousUser()  # or the page would query the database; Django stores no session
    return render_refusal(request, 503, RETRY_SECONDS)


def render_refusal(request, status, seconds, **context):
    """Render a page that refuses the sign-in. `seconds`: when to try again."""
    response = render(request, TEMPLATE, context, status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response
