"""Invitations: the people of an interview are asked to reply, sent again, taken back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from comments.admin.addresses import FoundByAddress
from comments.email.addresses import readable
from comments.models import Invitation
from comments.models.invitation import NOT_YET
from interviews.admin.base import DeskAdmin
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.primary_keys import is_key
from interviews.models import Credit, Interview

ON_ITS_WAY = _("The mail to %s is on its way.")
TWICE = _("This person has been invited already.")


class InvitationForm(DeskForm):
    """Offers those who speak in the interview, once it is known which that is."""

    speaker = forms.ModelChoiceField(
        Credit.objects.none(),
        label=_("Whom"),
        widget=admin.widgets.AdminRadioSelect({"class": "radiolist"}),
        empty_label=None,
        help_text=_("What this person did in the interview becomes the badge."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "speaker" in self.fields:
            speaking = Credit.objects.filter(role__in=Invitation.Role.values)
            its = self.fields["interview"].queryset.filter(pk=self._interview_named())
            field = self.fields["speaker"]
            field.queryset = speaking.filter(interview__in=its).select_related("person")
            if not field.queryset:
                field.help_text = _("Nobody is credited in it as interviewed or as interviewer.")

    def _interview_named(self):
        named = self.data.get("interview") or self.initial.get("interview")
        return named if is_key(named) else None

    def clean_interview(self):
        interview = self.cleaned_data["interview"]
        if not interview.is_published:
            raise ValidationError(NOT_YET)
        return interview

    def clean(self):
        credit, interview = (self.cleaned_data.get(name) for name in ("speaker", "interview"))
        if not (credit and interview):
            return
        self.instance.interview = interview
        self.instance.person, self.instance.role = credit.person, credit.role
        try:
            self.instance.validate_constraints()
        except ValidationError as refusal:
            self.add_error("speaker", refusal.messages)


@admin.register(Invitation)
class InvitationAdmin(FoundByAddress, DeskAdmin):
    """Written once; afterwards it can be sent again or taken back, not changed."""

    form = InvitationForm
    add_form_template = "admin/comments/invitation/add_form.html"
    change_form_template = "admin/comments/invitation/change_form.html"
    list_display = ["person", "role", "interview", "readable_email", "invited_at", "revoked_at"]
    list_filter = ["role", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person", "interview"]
    list_per_page = 50
    search_fields = ["person__name", "email", "interview__title"]
    autocomplete_fields = ["interview"]
    select_only_fields = ["interview"]
    kept = [
        "person",
        "role",
        "interview",
        "readable_email",
        "invited_at",
        "invited_by",
        "revoked_at",
    ]

    def get_form(self, request, obj=None, **kwargs):
        asks_nothing = {"form": DeskForm} if obj else {}
        return super().get_form(request, obj, **asks_nothing | kwargs)

    def get_fields(self, request, obj=None):
        if obj:
            return self.kept
        return ["interview", "speaker", "email"] if named_in(request) else ["interview"]

    def get_readonly_fields(self, request, obj=None):
        return self.kept if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("email"), ordering="email")
    def readable_email(self, invitation):
        return readable(invitation.email)

    # --- Inviting -----------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        named = named_in(request)
        if request.method == "POST" and named and "email" not in request.POST:
            return HttpResponseRedirect(f"{request.path}?{urlencode({'interview': named})}")
        if request.method == "GET" and named and not _is_published(named):
            self.message_user(request, NOT_YET, messages.WARNING)
        context = {"title": _("Invite to reply"), "asks_interview": not named}
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        try:
            return super().add_view(request, form_url, context | (extra_context or {}))
        except IntegrityError:  # pressed twice: the other press has sent the mail
            self.message_user(request, TWICE, messages.WARNING)
            return HttpResponseRedirect("../")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.send(by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, ON_ITS_WAY % readable(obj.email), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(obj))

    # --- Sending it again, taking it back ---------------------------------------------

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return "Sent again." if "_again" in request.POST else "Taken back."

    def response_change(self, request, obj):
        try:
            if "_again" in request.POST:
                obj.send(by=request.user)
                self.message_user(request, ON_ITS_WAY % readable(obj.email), messages.SUCCESS)
            elif "_revoke" in request.POST:
                obj.revoke()
                done = _("Taken back: the address in the mail leads nowhere now.")
                self.message_user(request, done, messages.SUCCESS)
        except ValidationError as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
        return HttpResponseRedirect(request.path)


def named_in(request):
    """The key of the interview that a request is about; None if it names none."""
    named = request.POST.get("interview") or request.GET.get("interview")
    return named if is_key(named) else None


def _is_published(key):
    return Interview.objects.published().filter(pk=key).exists()
