"""Workflow actions: a button for each possible change of an interview's state."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.moments import MomentField
from interviews.models import Interview, StateChange
from interviews.models.rights import PUBLISH
from interviews.models.workflow import validate_future

MAX_SENTENCES = 5  # of a refusal; the panel lists them all


class WorkflowAction(NamedTuple):
    """An action of an editor. `field` names the field of WorkflowActionForm that it takes.

    `publishes` tells whether the action needs the right to publish.
    """

    label: str
    success_message: str
    field: str = ""
    publishes: bool = False


WORKFLOW_ACTIONS = {
    "submit": WorkflowAction(
        gettext_lazy("Submit for review"),
        gettext_lazy("Submitted for review. Everybody who can publish it gets an email."),
    ),
    "publish": WorkflowAction(
        gettext_lazy("Publish now"),
        gettext_lazy("Published. Readers can see it now."),
        publishes=True,
    ),
    "schedule": WorkflowAction(
        gettext_lazy("Publish at this time"),
        gettext_lazy("Scheduled. It will be published automatically."),
        field="at",
        publishes=True,
    ),
    "return_to_draft": WorkflowAction(
        gettext_lazy("Return to draft"),
        gettext_lazy("Returned to draft."),
        field="note",
    ),
    "withdraw": WorkflowAction(
        gettext_lazy("Save and withdraw"),
        gettext_lazy("Withdrawn. The page tells readers that it was withdrawn."),
        field="note",
        publishes=True,
    ),
}


APPEARING = {"publish", "schedule"}  # what the last editor may not do if review is demanded


class WorkflowActionForm(forms.Form):
    """The further fields of some workflow actions; `pressed` is the name of the pressed button."""

    prefix = "action"

    at = MomentField(
        label=gettext_lazy("Publish on"),
        validators=[validate_future],
        error_messages={
            "required": gettext_lazy("Not scheduled: choose a date and time."),
            "invalid": gettext_lazy("Not scheduled: enter a valid date and time."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=StateChange._meta.get_field("note").max_length,
    )
    # The number of the version that the page showed.
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, pressed="", **kwargs):
        super().__init__(data, **kwargs)
        action = WORKFLOW_ACTIONS.get(pressed)
        self.asked = action.field if action else ""
        for name in self.fields.keys() - {self.asked, "seen"}:
            self.fields[name].required = False

    @property
    def refusal(self):
        """The error of the form of the interview if the action's own field is invalid."""
        if not self.is_bound or self.asked not in self.errors:
            return None
        field = self[self.asked]
        link = '{} <a href="#{}">{}</a>'
        explained = _("Nothing has been saved yet. Correct this first:")
        return ValidationError(format_html(link, explained, field.auto_id, field.label))

    @property
    def arguments(self):
        """{name: value} of the field that the action takes."""
        return {self.asked: self.cleaned_data[self.asked]} if self.asked else {}


def refuse_unread_version(interview, user, seen):
    """ValidationError if somebody else saved a version after the one that the page showed.

    Only where the setting demands review: a person must not publish words that nobody has read.
    """
    if not settings.PUBLICATION_DEMANDS_REVIEW or seen is None:
        return
    later = interview.versions.filter(number__gt=seen).exclude(by=user)
    if later.exists():
        raise ValidationError(_("Somebody else has changed the words meanwhile. Read them again."))


class WorkflowActions:
    """Mixin for the admin of interviews. Each button saves the form first.

    If the action's own field is invalid, nothing is saved, and the form is shown again as it was
    sent.
    """

    def get_action_form(self, request, interview):
        """Return the form with the values that were sent, or with the present ones."""
        if request.method == "POST":
            return WorkflowActionForm(request.POST, request.POST.get("_action", ""))
        shown = {"at": interview and interview.published_at}
        if settings.PUBLICATION_DEMANDS_REVIEW and interview:
            shown["seen"] = getattr(interview.versions.last(), "number", 0)
        return WorkflowActionForm(initial=shown)

    def get_action_context(self, request, interview):
        """Return what _workflow_panel.html shows: the buttons that this user may press."""
        interview, form = interview or Interview(), self.get_action_form(request, interview)
        needs_second_person = interview.needs_second_person(request.user)
        may_run = [
            name for name in interview.available_actions if self._may_run(request, interview, name)
        ]
        left = set(may_run) & APPEARING if needs_second_person else set()
        return {
            "actions": {name: WORKFLOW_ACTIONS[name] for name in may_run if name not in left},
            "action_form": form,
            "needs_second_person": bool(left),
        }

    def _may_run(self, request, interview, name):
        if WORKFLOW_ACTIONS[name].publishes:
            return request.user.has_perm(PUBLISH)
        return interview.pk is None or interview.may_be_changed_by(request.user)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.refusal = form.refusal or self.get_action_form(request, obj).refusal
        return form

    def response_add(self, request, obj, post_url_continue=None):
        return self._run_action(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._run_action(request, obj) or super().response_change(request, obj)

    def _run_action(self, request, interview, update=None):
        """Call the method of the pressed button, of the interview or of its `update`."""
        name = request.POST.get("_action")
        action = WORKFLOW_ACTIONS.get(name)
        if action is None:
            return None
        if not self._may_run(request, interview, name):
            refusal = _("Saved. You do not have permission to change the state of an interview.")
            self.message_user(request, refusal, messages.WARNING)
            return None
        try:
            asked = self.get_action_form(request, interview)
            asked.full_clean()
            if action.publishes and update is None:
                refuse_unread_version(interview, request.user, asked.cleaned_data.get("seen"))
            getattr(update or interview, name)(by=request.user, **asked.arguments)
        except ValidationError as refusal:
            self.message_user(request, _("Saved, but the state was not changed:"), messages.WARNING)
            for sentence in refusal.messages[:MAX_SENTENCES]:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, self._success_message(action, interview), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(interview))

    def _success_message(self, action, interview):
        if action is not WORKFLOW_ACTIONS["publish"]:
            return action.success_message
        link = format_html(
            '<a href="{}">{}</a>', interview.get_absolute_url(), _("Read the interview.")
        )
        return format_html("{} {}", action.success_message, link)
