"""Workflow actions: a button for each possible change of an interview's state."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.moments import MomentField
from interviews.models import StateChange
from interviews.models.workflow import validate_future

MAX_SENTENCES = 5  # of a refusal; the panel lists them all


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
        gettext_lazy("Publish now"),
        gettext_lazy("Published. Readers can see it now."),
    ),
    "schedule": WorkflowAction(
        gettext_lazy("Publish at this time"),
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

    def __init__(self, data=None, pressed="", **kwargs):
        super().__init__(data, **kwargs)
        action = WORKFLOW_ACTIONS.get(pressed)
        self.asked = action.field if action else ""
        for name in self.fields.keys() - {self.asked}:
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


class WorkflowActions:
    """Mixin for the admin of interviews. Each button saves the form first.

    If the action's own field is invalid, nothing is saved, and the form is shown again as it was
    sent.
    """

    def get_action_form(self, request, interview):
        """Return the form with the values that were sent, or with the present ones."""
        if request.method == "POST":
            return WorkflowActionForm(request.POST, request.POST.get("_action", ""))
        return WorkflowActionForm(initial={"at": interview and interview.published_at})

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
        if not self.has_change_permission(request, interview):
            refusal = _("Saved. You do not have permission to change the state of an interview.")
            self.message_user(request, refusal, messages.WARNING)
            return None
        try:
            asked = self.get_action_form(request, interview)
            asked.full_clean()
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
