"""The kind and the note of a prepared update, on the page of the update."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.public_changes import PublicChangeForm
from interviews.models import PreparedUpdate
from interviews.models.correction import CHOSEN_BY_EDITORS


class UpdateExplanationForm(DeskForm):
    """Takes the fields of a PublicChangeForm too, so that a published interview's form fits."""

    kind = forms.ChoiceField(
        label=PublicChangeForm.base_fields["kind"].label,
        choices=CHOSEN_BY_EDITORS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Needed before the update is published or scheduled."),
    )

    class Meta:
        model = PreparedUpdate
        fields = ["kind", "note"]
        widgets = {"note": forms.Textarea({"rows": 2})}
        help_texts = {"note": PublicChangeForm.base_fields["note"].help_text}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=PublicChangeForm.prefix, **kwargs)
        note = self["note"]
        if self.is_bound and note.html_initial_name not in self.data:
            note.shown = note.fingerprint("")  # the form of the published interview showed no note

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.stored["kind"]

    @property
    def explanation(self):
        """The arguments `kind` and `note` of PreparedUpdate.save_content()."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("kind", "note")}

    @property
    def refusal(self):
        """The error of the page if somebody else has changed the note."""
        if not self.is_bound or self.is_valid() or not self.errors:
            return None
        link = '<a href="#{}">{}</a>'
        return ValidationError(format_html(link, self["note"].auto_id, self["note"].label))
