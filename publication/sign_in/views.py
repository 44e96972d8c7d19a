"""The page where editors sign in, and what it says to those who cannot."""

import logging
from urllib.parse import unquote, urlsplit

from django.contrib import admin
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

logger = logging.getLogger(__name__)

REFUSED = "admin/sign_in_refused.html"
SOON = 30  # seconds after which a database that could not be written may be well again
NOT_PAGES = {"login", "logout", None}  # names of addresses; those without one only lead elsewhere


@never_cache
def sign_in(request):
    """Django's own page to sign in, which leads to pages of the desk only."""
    lead_to_the_desk(request)
    try:
        response = admin.site.login(request)
    except DatabaseError:
        logger.exception("Nobody can sign in: the database does not take the record of it.")
        return unavailable(request)
    form = getattr(response, "context_data", {}).get("form")
    if form and form.has_error(NON_FIELD_ERRORS, code="busy"):
        response.status_code = 429
        response["Retry-After"] = "1"
    return response


def lead_to_the_desk(request):
    """Let `next` be a page of the desk: its first page, if another or no address was sent."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
    address = wanted if is_at_the_desk(request, wanted) else reverse("admin:index")
    request.GET, request.POST = QueryDict(mutable=True), request.POST.copy()
    request.GET[REDIRECT_FIELD_NAME] = request.POST[REDIRECT_FIELD_NAME] = address


def is_at_the_desk(request, address):
    """Whether it is the address of a page of the desk, which browsers do not read otherwise."""
    here, secure = {request.get_host()}, request.is_secure()
    if not url_has_allowed_host_and_scheme(address, here, require_https=secure):
        return False
    path = unquote(urlsplit(address).path)
    if not path.startswith(reverse("admin:index")) or {".", ".."} & set(path.split("/")):
        return False
    try:
        return resolve(path).url_name not in NOT_PAGES
    except Resolver404:
        return False


def locked(request, response, credentials):
    """The answer to a client that has guessed too often."""
    until = request.locked_until
    seconds = max(1, round((until - timezone.now()).total_seconds()))
    return refused(request, 429, seconds, until=until)


def unavailable(request):
    """The answer while the database cannot take the record; nobody is signed in by it."""
    request.user = AnonymousUser()  # or the page would ask the database; Django keeps no session
    return refused(request, 503, SOON)


def refused(request, status, seconds, **context):
    """A page in plain words; `seconds` after which to try again."""
    context |= {"site_title": admin.site.site_title, "site_header": admin.site.site_header}
    response = render(request, REFUSED, context, status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response
