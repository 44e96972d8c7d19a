"""What a reader sent and nobody could store, in a form that sends it once more.

It needs no database, since that is what was missing.
"""

from django import forms

from comments.forms.reply import ReplyForm
from comments.views.personal_data import AskingForm, ErasingForm
from comments.views.reporting import ReportForm

# What readers type; whatever else a form sends goes along hidden.
TYPED = {
    name: form.base_fields[name].label
    for name, form in [
        *(("body", ReplyForm), ("why", ReportForm), ("name", ReplyForm)),
        *(("email", AskingForm), ("website", ReplyForm)),
        *(("mail", ReplyForm), ("sure", ErasingForm)),
    ]
}
ROWS = {"body": 7, "why": 3}
CHOSEN = {"mail", "sure"}


def form_of(sent):
    """A form whose fields are those of a POST (a QueryDict), as they were filled in."""
    form = forms.Form(label_suffix="", initial=sent.dict())
    names = [
        *(name for name in TYPED if name in sent),
        *(name for name in sent if name not in TYPED),
    ]
    form.fields = {name: _field(name) for name in names}
    return form


def _field(name):
    if name in CHOSEN:
        return forms.BooleanField(label=TYPED[name], required=False)
    if name in ROWS:
        widget = forms.Textarea(attrs={"rows": ROWS[name]})
    else:
        widget = forms.TextInput() if name in TYPED else forms.HiddenInput()
    return forms.CharField(label=TYPED.get(name), required=False, widget=widget)
