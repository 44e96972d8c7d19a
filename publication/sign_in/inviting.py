"""Accounts at the desk: staff are invited by email, and lose a second factor that they lost."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import UserChangeForm, UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.email.addresses import EmailAddressFormField
from comments.models import QueuedEmail
from interviews.admin_site import requires
from publication.models import StaffInvitation
from publication.sign_in.second_factor import get_device, remove_second_factor

TAKEN = gettext_lazy("Another account has this email address.")


class UniqueAddress(forms.ModelForm):
    """Mixin: two accounts never share an email address, however it is written."""

    email = EmailAddressFormField(label=gettext_lazy("Email address"), max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "email" in self.fields:
            # Accounts from before may have none.
            self.fields["email"].required = bool(self.instance.email)

    def clean_email(self):
        address = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=address).exclude(pk=self.instance.pk)
        if address and others.exists():
            raise forms.ValidationError(TAKEN, code="unique")
        return address


class StaffInvitationForm(UniqueAddress):
    """Makes an account of staff without a password: its owner chooses one."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups"]
        field_classes = {"username": UsernameField}

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountChangeForm(UniqueAddress, UserChangeForm):
    pass


class InvitingStaff:
    """Mixin for the page of users: invitations by email, and second factors that were lost."""

    add_form = StaffInvitationForm
    add_form_template = "admin/auth/user/invite.html"
    form = AccountChangeForm
    add_fieldsets = [(None, {"fields": StaffInvitationForm.Meta.fields})]
    list_display = ["username", "email", "first_name", "last_name", "is_active", "signs_in"]

    def get_queryset(self, request):
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        users = super().get_queryset(request).select_related("staff_invitation")
        return users.annotate(has_second_factor=Exists(devices))

    def get_fieldsets(self, request, obj=None):
        section = [(_("Signing in"), {"fields": ["invitation", "second_factor"]})]
        return [*super().get_fieldsets(request, obj), *(section if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "invitation", "second_factor"]

    @admin.display(description=gettext_lazy("signs in"))
    def signs_in(self, user):
        if is_waiting(user):
            return _("invited, not yet accepted")
        if not user.has_usable_password():
            return _("without a password")
        return _("with a second factor") if user.has_second_factor else _("with a password")

    @admin.display(description=gettext_lazy("Invitation"))
    def invitation(self, user):
        if user.has_usable_password():
            return _("There is a password.")
        said, link = _("Not invited."), _("Send an invitation")
        if is_waiting(user):
            link = _("Send it again")
            sent = date_format(localtime(user.staff_invitation.sent_at), "DATETIME_FORMAT")
            said = _("Invited on %s, not yet accepted.") % sent
            said += f" {describe_delivery(user)}" if describe_delivery(user) else ""
        return with_link(said, "auth_user_invite", user, link)

    @admin.display(description=gettext_lazy("Second factor"))
    def second_factor(self, user):
        if get_device(user) is None:
            return _("None.")
        return with_link(_("On."), "auth_user_remove_factor", user, _("Take it away"))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            StaffInvitation.objects.send(form.instance, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        messages.info(request, describe_sending(obj))
        return redirect(request.path if "_addanother" in request.POST else change_page(obj))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<id>/invite/", wrap(self.invite), name="auth_user_invite"),
            path(
                "<id>/remove-second-factor/",
                wrap(self.remove_factor),
                name="auth_user_remove_factor",
            ),
            *super().get_urls(),
        ]

    @requires("change")
    def invite(self, request, id):
        """Ask, then email the invitation once more."""
        account = self._find_account(request, id)
        if account.has_usable_password() or not account.email:
            messages.error(request, _("Only an account with an address and without a password."))
            return redirect(change_page(account))
        if request.method == "POST":
            StaffInvitation.objects.send(account, by=request.user)
            self.log_change(request, account, _("Invited by email."))
            messages.info(request, describe_sending(account))
            return redirect(change_page(account))
        return self._ask(request, account, _("Send an invitation"), is_invitation=True)

    @requires("change")
    def remove_factor(self, request, id):
        """Ask, then take away a second factor that its owner has lost."""
        account = self._find_account(request, id)
        if request.method == "POST":
            if remove_second_factor(account, by=request.user):
                messages.success(request, _("The second factor is taken away."))
            return redirect(change_page(account))
        return self._ask(request, account, _("Take the second factor away"))

    def _find_account(self, request, key):
        account = self.get_object(request, key)
        if account is None:
            raise Http404
        if account.is_superuser and not request.user.is_superuser:
            raise PermissionDenied  # or a colleague could take over the account
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        return account

    def _ask(self, request, account, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"title": title, "account": account, "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/confirm.html", context)


def is_waiting(user):
    """Whether a user was invited and has not chosen a password."""
    return hasattr(user, "staff_invitation") and not user.staff_invitation.is_accepted


def describe_sending(account):
    return _(
        "The invitation to %s is on its way. If it can’t be delivered, this page and the outgoing"
        " email say so."
    ) % (account.email,)


def describe_delivery(account):
    """Return why the email of an invitation has not left yet; "" if it has."""
    waiting = QueuedEmail.objects.filter(kind="staff_invitation", to=account.email).last()
    if waiting is None:
        return ""
    if waiting.last_error:
        return _("The email could not be delivered: %s") % waiting.last_error
    return _("The email waits to be sent.")


def change_page(account):
    return reverse("admin:auth_user_change", args=[account.pk])


def with_link(text, name, user, label):
    address = reverse(f"admin:{name}", args=[user.pk])
    return format_html('{} <a href="{}">{}</a>', text, address, label)
