"""The middleware of the desk, for signed-in staff. It does nothing for public pages."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.sign_in import carried_fields, sessions
from publication.sign_in.second_factor import get_device

# Where somebody may go who has to set up a second factor first.
OPEN_PAGES = {"second_factor_set_up", "logout", "login", "jsi18n"}
SET_UP_FIRST = _(
    "Everybody at this desk needs a second factor. Set it up first, then send your changes again."
)


class DeskSessionMiddleware:
    """Records when a session was last seen, and leads to the second factor if it is demanded."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_desk(request) or not admin.site.has_permission(request):
            return None
        sessions.note_seen(request)
        if request.resolver_match.url_name in OPEN_PAGES or not lacks_second_factor(request.user):
            return None
        if request.method == "POST" and carried_fields.may_carry(request):
            page = reverse("second_factor_set_up")
            return carried_fields.give_back(request, 403, SET_UP_FIRST, can_repeat=True, page=page)
        return redirect("second_factor_set_up")


def is_desk(request):
    return request.path.startswith((reverse("admin:index"), "/markdownx/"))


def lacks_second_factor(user):
    return settings.PUBLICATION_DEMANDS_SECOND_FACTOR and get_device(user) is None
