"""The pages on which staff look after their own account: second factor and sessions."""

import segno
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from interviews.admin_site import requires
from publication.sign_in import second_factor, sessions
from publication.sign_in.form import NewDeviceForm, PasswordAgainForm
from publication.sign_in.middleware import lacks_second_factor


@requires("staff")
def show_second_factor(request):
    """Show whether there is a second factor, with what can be done about it."""
    device = second_factor.get_device(request.user)
    left = second_factor.count_recovery_codes(request.user)
    return show(request, "second_factor", _("Second factor"), device=device, left=left)


@requires("staff")
@sensitive_post_parameters("code")
def set_up(request):
    """Show the key of a new device, and make it the second factor once its code is right."""
    if second_factor.get_device(request.user):
        return redirect("second_factor")
    device = second_factor.get_new_device(request.user)
    form = NewDeviceForm(request, device, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sessions.end_sessions(request)
        return show_codes(request, form.result, is_new=True)
    context = {"form": form, "key": get_key(device), "qr_code": draw_qr_code(device.config_url)}
    context["is_demanded"] = lacks_second_factor(request.user)
    return show(request, "second_factor_set_up", _("Set up a second factor"), **context)


@requires("staff")
@sensitive_post_parameters("password")
def renew_codes(request):
    """Make new recovery codes, after the password."""
    if not second_factor.get_device(request.user):
        return redirect("second_factor")
    form = PasswordAgainForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return show_codes(request, second_factor.replace_recovery_codes(request.user))
    return show(request, "password_again", _("New recovery codes"), form=form, renews=True)


@requires("staff")
@sensitive_post_parameters("password")
def remove(request):
    """Remove the user's own second factor, after the password."""
    if not second_factor.get_device(request.user):
        return redirect("second_factor")
    form = PasswordAgainForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        second_factor.remove_second_factor(request.user, by=request.user)
        messages.success(request, _("The second factor is removed."))
        return redirect("second_factor")
    return show(request, "password_again", _("Remove the second factor"), form=form)


@requires("staff")
def show_sessions(request):
    """List the user's sessions, and end one or all others."""
    if request.method == "POST":
        name = request.POST.get("session")  # without one, all others are ended
        ended = sessions.end_sessions(request, name)
        text = ngettext("%d session was ended.", "%d sessions were ended.", ended) % ended
        messages.success(request, text)
        return redirect("desk_sessions")
    context = {
        "sessions": sessions.list_sessions(request),
        "days": sessions.LIFETIME.days,
        "minutes": sessions.SEEN_PRECISION.seconds // 60,
    }
    return show(request, "sessions", _("Your sessions"), **context)


def show(request, template, title, **context):
    context |= admin.site.each_context(request) | {"title": title}
    return TemplateResponse(request, f"admin/account/{template}.html", context)


def show_codes(request, codes, is_new=False):
    """Show recovery codes in the answer to the POST, so that they are shown once."""
    return show(request, "recovery_codes", _("Your recovery codes"), codes=codes, is_new=is_new)


def get_key(device):
    """Return the key as people type it, in groups of four letters."""
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def draw_qr_code(text):
    """Return {"size", "path"} of an SVG drawing, whose unit is a module of the QR code."""
    rows = segno.make(text, micro=False, error="m").matrix
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"size": len(rows), "path": path}
