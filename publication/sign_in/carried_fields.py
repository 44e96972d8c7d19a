"""Carried fields: a form of the desk that cannot be saved right now keeps its fields.

The session ended, the CSRF token is out of date, or the database fails: then the answer is a page
with a form that holds the posted fields as JSON in one hidden input. The form is sent to the same
address, and the save goes on there, with the rights of the user who is signed in by then.

Why the save may go on: the form with the hidden input is a POST like any other, so Django has
checked its CSRF token. Another site can neither send it nor make the desk show it. The pages
that hold the fields of a refused POST are shown only if the POST came from the site itself.
"""

import json

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

from comments.same_origin import is_cross_site
from interviews.admin.base import submitted_texts
from publication.sign_in.views import NOT_PAGES, sign_in

FIELD = "carried_fields"
TEMPLATE = "admin/not_saved.html"


class CarriedFieldsMiddleware:
    """Asks for the sign-in where a form is posted without a session, then lets the save go on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not may_carry(request):
            return None
        sent, is_carried = what_was_sent(request), FIELD in request.POST
        if not admin.site.has_permission(request):
            hold(request, sent)
            if response := ask_to_sign_in(request):
                return response
        if is_carried and sent["files"]:
            messages.warning(request, _("The file was not kept. Choose it again."))
        request.POST = sent["fields"]
        return None

    def process_exception(self, request, exception):
        is_refusal = isinstance(exception, PermissionDenied) and request.method == "POST"
        if is_refusal and may_carry(request):
            return give_back(request, 403, _("You don’t have permission to save this."))
        return None


def may_carry(request):
    """Whether a POST belongs to a page of the desk and has fields that may be shown again.

    Passwords are never carried.
    """
    match = request.resolver_match
    is_page = match and match.url_name not in {*NOT_PAGES, "autosave", "presence"}
    if not is_page or not request.path.startswith(reverse("admin:index")):
        return False
    if FIELD in request.POST:
        return True
    names = set(request.POST) - {"csrfmiddlewaretoken"}
    return bool(names) and not any("password" in name for name in names)


def ask_to_sign_in(request):
    """Return the page that asks for the sign-in; None once somebody has signed in."""
    address, method = request.GET, request.method
    if FIELD not in request.POST or not {"username", "code"} & set(request.POST):
        request.method = "GET"  # nobody has seen the form for the password yet
    response = sign_in(request)
    request.GET, request.method = address, method
    return None if admin.site.has_permission(request) else response


def hold(request, sent):
    """Let the templates put what was sent into a hidden input of their form."""
    lists = dict(sent["fields"].lists())
    lists.pop("csrfmiddlewaretoken", None)
    carried = {"fields": lists, "files": sent["files"]}
    request.carried_fields = json.dumps(carried, ensure_ascii=False)


def what_was_sent(request):
    """Return {"fields": QueryDict, "files": whether a file was sent too}; BadRequest if invalid."""
    if FIELD not in request.POST:
        return {"fields": request.POST, "files": bool(request.FILES)}
    fields = QueryDict(mutable=True)
    try:
        sent = json.loads(request.POST[FIELD])
        for name, values in sent["fields"].items():
            fields.setlist(name, [str(value) for value in values])
        return {"fields": fields, "files": bool(sent["files"])}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise BadRequest("The carried fields are incomplete.") from None


def give_back(request, status, why, can_repeat=False, page=None):
    """Return a page with the texts of a POST that was not saved; the page needs no database.

    Args:
        can_repeat: whether the page has a button that sends the fields again.
        page: the address of a page that the user needs first; it opens in another tab.
    """
    sent = what_was_sent(request)
    hold(request, sent)
    context = {"why": why, "can_repeat": can_repeat, "page": page}
    context["written"] = submitted_texts(sent["fields"])
    response = render(request, TEMPLATE, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def csrf_failure(request, reason=""):
    """Answer a POST whose CSRF token is wrong.

    It is out of date if its editor has signed in again in another tab. Then the desk offers to
    send the fields again. A POST of another site gets the page without them.
    """
    if is_cross_site(request) or not may_carry(request):
        return csrf.csrf_failure(request, reason)
    why = _("You signed in again after you opened this page. Send your changes again.")
    return give_back(request, 403, why, can_repeat=True)
