"""Workflow actions: a button for each possible change of an interview's state."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import StateChange


class WorkflowAction(NamedTuple):
    """An action of an editor. `field` names the field of WorkflowActionForm that it takes."""

    label: str
    success_message: str
    field: str = ""


WORKFLOW_ACTIONS = {
    "submit": WorkflowAction(
        gettext_lazy("Submit for review"),
        gettext_lazy("Submitted for review."),
    ),
    "publish": WorkflowAction(
        gettext_lazy("Save and publish"),
        gettext_lazy("Published. Readers can see it now."),
    ),
    "schedule": WorkflowAction(
        gettext_lazy("Save and schedule"),
        gettext_lazy("Scheduled. It will be published automatically."),
        field="at",
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
    ),
}


class WorkflowActionForm(forms.Form):
    """The further fields of some workflow actions."""

    prefix = "action"

    at = forms.DateTimeField(
        label=gettext_lazy("Publish on"),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
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


class WorkflowActions:
    """Mixin for the admin of interviews. Each button saves the form first."""

    def response_add(self, request, obj, post_url_continue=None):
        return self._run_action(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._run_action(request, obj) or super().response_change(request, obj)

    def _run_action(self, request, interview):
        name = request.POST.get("_action")
        action = WORKFLOW_ACTIONS.get(name)
        if action is None:
            return None
        if not self.has_change_permission(request, interview):
            refusal = _("Saved. You do not have permission to change the state of an interview.")
            self.message_user(request, refusal, messages.WARNING)
            return None
        try:
            getattr(interview, name)(by=request.user, **get_action_arguments(request, action))
        except ValidationError as refusal:
            self.message_user(request, _("Saved, but the state was not changed:"), messages.WARNING)
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, self._success_message(action, interview), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(interview))

    def _success_message(self, action, interview):
        if not interview.is_published:
            return action.success_message
        link = format_html(
            '<a href="{}">{}</a>', interview.get_absolute_url(), _("Read the interview.")
        )
        return format_html("{} {}", action.success_message, link)


def get_action_arguments(request, action):
    """Return {name: value} of the field that the action takes; ValidationError if it is invalid."""
    if not action.field:
        return {}
    form = WorkflowActionForm(request.POST)
    form.is_valid()
    if action.field in form.errors:
        raise ValidationError(form.errors.as_data()[action.field])
    return {action.field: form.cleaned_data[action.field]}
