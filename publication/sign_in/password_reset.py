"""A new password by email, and the page on which invited staff choose their first one.

The answer is the same whether or not an account has the address. What is asked for is counted
among the failed sign-ins, under a hash of the address.
"""

from datetime import timedelta

from axes.models import AccessFailureLog
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from comments.email.addresses import EmailAddressFormField
from comments.models import QueuedEmail
from interviews.models.audit_entry import AuditAction, AuditEntry
from publication.sign_in import emails, sessions
from publication.sign_in.axes_handler import get_network
from publication.sign_in.limits import Limit

RECORDED_AS = "password reset: "  # begins the name under which a request is counted
ADDRESS_LIMIT = Limit(("username",), failures=3, minutes=60)
NETWORK_LIMIT = Limit(("ip_address",), failures=20, minutes=15)


class PasswordResetForm(forms.Form):
    email = EmailAddressFormField(
        label=gettext_lazy("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


@never_cache
def ask(request):
    """Email a link to the accounts of an address."""
    form = PasswordResetForm(request.POST if request.method == "POST" else None)
    until = None
    if form.is_valid():
        client = get_client(request, form.cleaned_data["email"])
        until = NETWORK_LIMIT.get_end(client)
        if not until:
            send_links(form.cleaned_data["email"], client)
            return redirect("password_reset_sent")
    page = {"title": _("Forgotten your password?"), "form": form, "until": until}
    context = admin.site.each_context(request) | page
    response = TemplateResponse(request, "admin/account/password_reset.html", context)
    if until:
        response.status_code = 429
        response["Retry-After"] = str(max(1, round((until - timezone.now()).total_seconds())))
    return response


@never_cache
def tell_sent(request):
    context = admin.site.each_context(request) | {"title": _("Look at your email")}
    context["most"] = ADDRESS_LIMIT.failures
    return TemplateResponse(request, "admin/account/password_reset_sent.html", context)


def get_client(request, address):
    digest = salted_hmac("publication.sign_in", address, algorithm="sha256").hexdigest()[:12]
    return {"username": RECORDED_AS + digest, "ip_address": get_network(request)}


@transaction.atomic
def send_links(address, client):
    """Email the links, unless the address got several within the hour."""
    is_limited = ADDRESS_LIMIT.get_end(client) is not None
    AccessFailureLog.objects.create(**client, locked_out=is_limited)
    for account in [] if is_limited else find_accounts(address):
        QueuedEmail.objects.enqueue(**emails.password_reset(account))


def find_accounts(address):
    """Return the accounts of staff with this address that have a password or were invited."""
    accounts = get_user_model().objects.filter(is_active=True, is_staff=True, email__iexact=address)
    return [
        account
        for account in accounts
        if account.has_usable_password() or hasattr(account, "staff_invitation")
    ]


@method_decorator(never_cache, name="dispatch")
class ChoosePassword(PasswordResetConfirmView):
    """Sets a password by the link of an email. All sessions of the account end."""

    template_name = "admin/account/choose_password.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Choose your password")

    def get_context_data(self, **context):
        shared = admin.site.each_context(self.request)
        context = super().get_context_data(**shared, **context)
        if not context["validlink"]:
            context["title"] = _("This link is no longer valid")
            context["days"] = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
        return context

    def form_valid(self, form):
        response = super().form_valid(form)
        sessions.end_all_sessions(self.user)
        told = {"by": self.user, "about": self.user, "fields": [_("password, by an email")]}
        AuditEntry.objects.record(AuditAction.CHANGED, **told)
        name = self.user.get_username()
        text = _("Your password is set. Sign in as %(name)s.") % {"name": name}
        messages.success(self.request, text)
        return response
