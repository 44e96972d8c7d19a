"""The privacy page, and the page that shows and erases one person's data."""

from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import privacy as personal_data_of
from comments.email.addresses import EmailAddressFormField
from comments.forms.reply import ReplyTextForm, SameOriginForm
from comments.models.commenter import COOKIE_NAME
from comments.views.same_origin import NO_STORE, same_origin_view
from interviews.templatetags.typography import spell_number

DAYS_OF_LINK = {"days": spell_number(personal_data_of.LINK_LIFETIME.days)}


class LinkRequestForm(SameOriginForm):
    email = EmailAddressFormField(
        label=gettext_lazy("Email"),
        max_length=254,
        help_text=gettext_lazy("The address you used when you wrote to us."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your email address.")},
    )


class EraseForm(SameOriginForm):
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase my data for good"),
        error_messages={"required": gettext_lazy("Tick the box to confirm. This can’t be undone.")},
    )


# Caches may store the page, since it is the same for everyone and has no token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request):
    form = LinkRequestForm.of(request)
    if form.is_valid():
        personal_data_of.send_link(form.cleaned_data["email"])
        notice = _(
            "If we know that address, we’ve emailed it a link, which expires after %(days)s days. "
            "We send at most one a day."
        )
        return _show(request, LinkRequestForm(), notice=notice % DAYS_OF_LINK)
    return _show(request, form)


@same_origin_view
def personal_data(request, signed):
    """The data kept about one person. A GET changes nothing, since mail scanners open links."""
    email = personal_data_of.get_address(signed)
    if email is None:
        notice = _(
            "That link isn’t valid: it may be incomplete, or older than %(days)s days. "
            "Request a new one here."
        )
        return _show(request, LinkRequestForm(), status=404, notice=notice % DAYS_OF_LINK)
    if request.method == "POST" and email:
        return _erase(request, email)
    if request.GET.get("format") == "json" and email:
        return _download(email)
    return _show_kept(request, email, EraseForm())


def _erase(request, email):
    form = EraseForm.of(request)
    if not form.is_valid():
        return _show_kept(request, email, form)
    personal_data_of.erase(email)
    response = redirect(request.path)
    response.delete_cookie(COOKIE_NAME, path=reverse("interviews:archive"), samesite="Lax")
    return response


def _download(email):
    response = JsonResponse(
        personal_data_of.collect(email),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


def _show_kept(request, email, form):
    person = personal_data_of.collect(email) if email else None
    context = {"person": person, "form": form, **personal_data_of.FIGURES}
    return render(request, "comments/personal_data.html", context, status=form.status)


def _show(request, form, status=None, notice=""):
    context = {"form": form, "notice": notice, "with_akismet": bool(settings.AKISMET_KEY)}
    context |= personal_data_of.FIGURES
    return render(request, "comments/privacy.html", context, status=status or form.status)


def invalid_link(request):
    """The page for a signed URL that is invalid, of any kind.

    It shows the posted text again, and a form that emails a link to all replies of an address.
    An incomplete URL, a changed key and an erased author get the same page, so that nobody learns
    which of these it is.
    """
    text = request.POST.get("body", "")
    context = {
        "asking": LinkRequestForm(),
        "said": text,
        "form": ReplyTextForm(initial={"body": text}),
    }
    response = render(request, "comments/invalid_link.html", context, status=404)
    response["Cache-Control"] = NO_STORE
    return response
