"""What is kept about those who write to us, and why; and to each of them, what it is."""

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

from comments import personal_data as kept_about
from comments.email.addresses import EmailAddressFormField
from comments.forms.reply import SameOriginForm, WordsForm
from comments.models.commenter import PROOF
from comments.views.same_origin import NOT_KEPT, tokenless
from interviews.templatetags.typography import spell_number

DAYS_OF_LINK = {"days": spell_number(kept_about.LASTS.days)}


class AskingForm(SameOriginForm):
    email = EmailAddressFormField(
        label=gettext_lazy("Email"),
        max_length=254,
        help_text=gettext_lazy("The one you wrote with."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ErasingForm(SameOriginForm):
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase it for good"),
        error_messages={"required": gettext_lazy("Tick the box as well: it can’t be undone.")},
    )


# Anybody may keep the page, since it is the same for all and has no token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request):
    form = AskingForm.of(request)
    if form.is_valid():
        kept_about.send_link(form.cleaned_data["email"])
        asked = _(
            "If we know that address, a mail is on its way. Its link lasts for %(days)s days; "
            "we send one a day at most."
        )
        return _show(request, AskingForm(), notice=asked % DAYS_OF_LINK)
    return _show(request, form)


@tokenless
def kept(request, signed):
    """What is kept about one person. Looking changes nothing: mail scanners look, too."""
    email = kept_about.address_behind(signed)
    if email is None:
        gone = _(
            "That link is older than %(days)s days, not whole, or signed with an old key. "
            "Ask for a new one here."
        )
        return _show(request, AskingForm(), status=404, notice=gone % DAYS_OF_LINK)
    if request.method == "POST" and email:
        return _erase(request, email)
    if request.GET.get("format") == "json" and email:
        return _download(email)
    return _show_kept(request, email, ErasingForm())


def _erase(request, email):
    form = ErasingForm.of(request)
    if not form.is_valid():
        return _show_kept(request, email, form)
    kept_about.erase(email)
    response = redirect(request.path)
    response.delete_cookie(PROOF, path=reverse("interviews:archive"), samesite="Lax")
    return response


def _download(email):
    response = JsonResponse(
        kept_about.everything_about(email),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="what-is-kept.json"'
    return response


def _show_kept(request, email, form):
    person = kept_about.everything_about(email) if email else None
    context = {"person": person, "form": form, **kept_about.NUMBERS}
    return render(request, "comments/personal_data.html", context, status=form.status)


def _show(request, form, status=None, notice=""):
    context = {"form": form, "notice": notice, "with_akismet": bool(settings.AKISMET_KEY)}
    context |= kept_about.NUMBERS
    return render(request, "comments/privacy.html", context, status=status or form.status)


def stale(request):
    """What a signed address that does not hold answers, whichever page it was for.

    Words that were posted are kept. The form's mail leads to all that its address wrote, and the
    page tells nobody whether that is known: a letter that was lost, a changed key and an erased
    author look the same.
    """
    said = request.POST.get("body", "")
    context = {"asking": AskingForm(), "said": said, "form": WordsForm(initial={"body": said})}
    response = render(request, "comments/invalid_link.html", context, status=404)
    response["Cache-Control"] = NOT_KEPT
    return response
