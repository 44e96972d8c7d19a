"""Moving an interview from state to state: a button for each verb that leads on."""

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
    """What an editor can do; `asks` names the field of WorkflowActionForm that goes with it, if any."""

    label: str
    done: str
    asks: str = ""


VERBS = {
    "submit": WorkflowAction(
        gettext_lazy("Save and give for review"),
        gettext_lazy("Saved, and given for review."),
    ),
    "publish": WorkflowAction(
        gettext_lazy("Save and publish"),
        gettext_lazy("Saved and published: readers see it now."),
    ),
    "schedule": WorkflowAction(
        gettext_lazy("Save and schedule"),
        gettext_lazy("Saved and scheduled: it appears by itself."),
        asks="at",
    ),
    "return_to_draft": WorkflowAction(
        gettext_lazy("Save and take back to draft"),
        gettext_lazy("Saved, and a draft again."),
        asks="note",
    ),
    "withdraw": WorkflowAction(
        gettext_lazy("Save and withdraw"),
        gettext_lazy("Saved and withdrawn: its address tells readers so."),
        asks="note",
    ),
}


class WorkflowActionForm(forms.Form):
    """What some verbs ask for besides."""

    prefix = "move"

    at = forms.DateTimeField(
        label=gettext_lazy("It appears on"),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        error_messages={
            "required": gettext_lazy("Not scheduled: say when it is to appear."),
            "invalid": gettext_lazy("Not scheduled: that is no date and time."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=StateChange._meta.get_field("note").max_length,
    )


class WorkflowActions:
    """For the admin of interviews. A verb's button saves the form first, so nothing is lost."""

    def response_add(self, request, obj, post_url_continue=None):
        return self._move(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._move(request, obj) or super().response_change(request, obj)

    def _move(self, request, interview):
        name = request.POST.get("_move")
        verb = VERBS.get(name)
        if verb is None:
            return None
        if not self.has_change_permission(request, interview):
            refusal = _("Saved. You may write interviews, but not move them on.")
            self.message_user(request, refusal, messages.WARNING)
            return None
        try:
            getattr(interview, name)(by=request.user, **asked_of(request, verb))
        except ValidationError as refusal:
            self.message_user(request, _("Saved, but nothing else was done:"), messages.WARNING)
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, self._done(verb, interview), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(interview))

    def _done(self, verb, interview):
        if not interview.is_published:
            return verb.done
        link = format_html('<a href="{}">{}</a>', interview.get_absolute_url(), _("Read it there."))
        return format_html("{} {}", verb.done, link)


def asked_of(request, verb):
    """The value that the verb asks for, as its argument; ValidationError if it will not do."""
    if not verb.asks:
        return {}
    form = WorkflowActionForm(request.POST)
    form.is_valid()
    if verb.asks in form.errors:
        raise ValidationError(form.errors.as_data()[verb.asks])
    return {verb.asks: form.cleaned_data[verb.asks]}
