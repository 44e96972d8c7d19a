"""The page where editors sign in."""

from urllib.parse import unquote, urlsplit

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

NOT_PAGES = {"login", "logout", None}  # names of addresses; those without one only lead elsewhere


@never_cache
def sign_in(request):
    """Django's own page to sign in, which leads to pages of the desk only."""
    lead_to_the_desk(request)
    return admin.site.login(request)


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
