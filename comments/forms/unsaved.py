"""A form that sends a POST again which could not be saved, since the database was unavailable.

The form needs no database.
"""

from django import forms

from comments.forms.reply import ReplyForm
from comments.views.privacy import EraseForm, LinkRequestForm
from comments.views.reporting import ReportForm
from interviews.previews.comments import HolderCommentForm

# The fields that readers type; all other fields of a POST become hidden ones.
TYPED = {
    name: form.base_fields[name].label
    for name, form in [
        *(("body", ReplyForm), ("why", ReportForm), ("name", ReplyForm)),
        *(("email", LinkRequestForm), ("website", ReplyForm)),
        *(("email_notifications", ReplyForm), ("sure", EraseForm)),
        ("text", HolderCommentForm),
    ]
}
ROWS = {"body": 7, "why": 3, "text": 4}
CHECKBOXES = {"email_notifications", "sure"}


def build_form(sent):
    """A form with the fields and values of a POST (a QueryDict)."""
    form = forms.Form(label_suffix="", initial=sent.dict())
    names = [
        *(name for name in TYPED if name in sent),
        *(name for name in sent if name not in TYPED),
    ]
    form.fields = {name: _field(name) for name in names}
    return form


def _field(name):
    if name in CHECKBOXES:
        return forms.BooleanField(label=TYPED[name], required=False)
    if name in ROWS:
        widget = forms.Textarea(attrs={"rows": ROWS[name]})
    else:
        widget = forms.TextInput() if name in TYPED else forms.HiddenInput()
    return forms.CharField(label=TYPED.get(name), required=False, widget=widget)
