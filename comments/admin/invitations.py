"""Invitations in the admin: send, send again, revoke."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from comments.admin.addresses import EmailSearch
from comments.email.addresses import readable
from comments.models import Invitation
from comments.models.invitation import NOT_YET
from interviews.admin.base import DeskAdmin
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.primary_keys import is_key
from interviews.models import Credit, Interview

SENT = _("The email to %s has been queued.")
ALREADY_INVITED = _("This person has been invited already.")


class InvitationForm(DeskForm):
    """Offers the people who speak in the chosen interview."""

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
            chosen = self.fields["interview"].queryset.filter(pk=self._get_interview_key())
            field = self.fields["speaker"]
            field.queryset = speaking.filter(interview__in=chosen).select_related("person")
            if not field.queryset:
                field.help_text = _(
                    "Nobody is credited as interviewee or interviewer of this interview."
                )

    def _get_interview_key(self):
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
class InvitationAdmin(EmailSearch, DeskAdmin):
    """An invitation can be sent again or revoked, but not edited."""

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
        change_form = {"form": DeskForm} if obj else {}
        return super().get_form(request, obj, **change_form | kwargs)

    def get_fields(self, request, obj=None):
        if obj:
            return self.kept
        return ["interview", "speaker", "email"] if get_interview_key(request) else ["interview"]

    def get_readonly_fields(self, request, obj=None):
        return self.kept if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("email"), ordering="email")
    def readable_email(self, invitation):
        return readable(invitation.email)

    # --- Inviting -----------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        named = get_interview_key(request)
        if named and "interview" in request.POST and "email" not in request.POST:
            return HttpResponseRedirect(f"{request.path}?{urlencode({'interview': named})}")
        if request.method == "GET" and named and not _is_published(named):
            self.message_user(request, NOT_YET, messages.WARNING)
        context = {"title": _("Invite to reply"), "asks_interview": not named}
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        try:
            return super().add_view(request, form_url, context | (extra_context or {}))
        except IntegrityError:  # the button was pressed twice; the first press has sent the email
            self.message_user(request, ALREADY_INVITED, messages.WARNING)
            return HttpResponseRedirect("../")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.send(by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, SENT % readable(obj.email), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(obj))

    # --- Sending again, revoking ---------------------------------------------

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return "Sent again." if "_again" in request.POST else "Revoked."

    def response_change(self, request, obj):
        try:
            if "_again" in request.POST:
                obj.send(by=request.user)
                self.message_user(request, SENT % readable(obj.email), messages.SUCCESS)
            elif "_revoke" in request.POST:
                obj.revoke()
                done = _("Revoked: the link in the email no longer works.")
                self.message_user(request, done, messages.SUCCESS)
        except ValidationError as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
        return HttpResponseRedirect(request.path)


def get_interview_key(request):
    """The key of the interview in a request; None if there is none."""
    named = request.POST.get("interview") or request.GET.get("interview")
    return named if is_key(named) else None


def _is_published(key):
    return Interview.objects.published().filter(pk=key).exists()
