"""Autosave: the desk keeps what an editor has typed and not saved, and offers it again.

static/desk/autosave.js sends the fields of a form some seconds after typing stops. The page has a
random token in a hidden field, which tells two tabs of one editor apart.
"""

import re
import secrets
from inspect import unwrap

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import resolve, reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interviews.admin_site import requires
from interviews.models import Autosave

PAGE = "autosave_page"  # the field with the token of the opened page
LATE = "autosave_late"  # sent if an autosave of the page may arrive after its form was saved
TOKEN = re.compile(rf"[\w-]{{1,{Autosave.PAGE_LENGTH}}}", re.ASCII)
CONTINUE, DISCARD = "_autosave_continue", "_autosave_discard"  # buttons; the value is a token


@requires("staff")
@require_POST
def store(request):
    """Store the fields of the page `path`, and return the time in the publication's time zone."""
    path, page = request.GET.get("path", ""), read_token(request, PAGE)
    if not page or len(path) > Autosave.PATH_LENGTH:
        return HttpResponse(status=400)
    title, sent = get_page_title(request, path), request.POST.copy()
    for name in (PAGE, "csrfmiddlewaretoken"):
        sent.pop(name, None)
    saved_at = Autosave.objects.store(sent, user=request.user, path=path, page=page, title=title)
    return JsonResponse({"time": time_format(localtime(saved_at), "TIME_FORMAT")})


def get_page_title(request, path):
    """Return the title of a page that this user may post; PermissionDenied or Http404 if none."""
    match = resolve(path)  # Resolver404 is an Http404
    view = unwrap(match.func)
    owner = getattr(view, "__self__", None)
    if not isinstance(owner, AutosavedPages):
        raise PermissionDenied
    return owner.get_autosave_title(request, view.__name__, **match.kwargs)


class AutosavedPages:
    """Mixin for an admin whose forms are kept while they are not saved."""

    def get_autosave_title(self, request, view, object_id=None):
        """Return the title of a page; PermissionDenied if the user may not save it."""
        if view == "add_view" and self.has_add_permission(request):
            return _("Add %s") % self.opts.verbose_name
        if view != "change_view" or not self.has_change_permission(request):
            raise PermissionDenied
        return str(self.get_object_to_change(request, object_id))

    def answer_autosave_button(self, request):
        """Answer a button of the box with autosaves; None if none was pressed.

        “Continue with them” replaces request.POST, so that the form shows the stored fields.
        """
        if not {CONTINUE, DISCARD} & set(request.POST) or "\0" in request.path:
            return None
        token = read_token(request, CONTINUE) or read_token(request, DISCARD)
        kept = Autosave.objects.unsaved(request.user).filter(path=request.path, page=token)
        if DISCARD in request.POST:
            kept.delete()
        elif autosave := kept.first():
            # A new token: the tab in which this was typed may be open, and goes on by itself.
            autosave.page = new_token()
            autosave.save(update_fields=["page"])
            request.POST = autosave.unsaved_fields
            request.POST[PAGE] = autosave.page
            return None
        return HttpResponseRedirect(request.get_full_path())

    def get_autosave_context(self, request):
        """Return what templates/admin/interviews/_autosave.html and _autosaves.html show."""
        page = read_token(request, PAGE) or new_token()
        address = f"{reverse('autosave')}?path={request.path}"
        is_opened = request.method in ("GET", "HEAD")
        context = {"autosave": {"page": page, "address": address, "field": PAGE}}
        context["autosave"]["is_unsaved"] = not is_opened
        if is_opened:
            context["autosaves"] = list_autosaves(request.user, path=request.path)
        return context

    def forget_autosave(self, request):
        """Delete the autosave of the page whose form was just saved."""
        if page := read_token(request, PAGE):
            its = {"user": request.user, "path": request.path, "page": page}
            Autosave.objects.forget(**its, may_come_late=LATE in request.POST)


def new_token():
    return secrets.token_urlsafe(12)


def read_token(request, field):
    """Return the token of a page that was sent in a field; "" if there is none."""
    token = request.POST.get(field, "")
    return token if TOKEN.fullmatch(token) else ""


def list_autosaves(user, **of):
    """Return the autosaves of a user that are offered, each with its time as text."""
    if "\0" in of.get("path", ""):  # PostgreSQL refuses such a text
        return []
    kept = list(Autosave.objects.unsaved(user).filter(**of))
    for autosave in kept:
        at = localtime(autosave.saved_at)
        time = time_format(at, "TIME_FORMAT")
        is_today = at.date() == localdate()
        autosave.time = time if is_today else f"{date_format(at, 'DATE_FORMAT')}, {time}"
    return kept


def list_unsaved_pages(user):
    """Return the newest autosave of each page that a user left without saving."""
    newest = {}
    for autosave in list_autosaves(user):
        newest.setdefault(autosave.path, autosave)
    return list(newest.values())
