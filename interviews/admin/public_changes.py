"""Saving an interview records a version, and asks what kind of change readers will see."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.references import TriesTwice
from interviews.models.correction import CHOSEN_BY_EDITORS
from interviews.models.versions import UnexplainedChange

RETURNED = _(
    "The interview was scheduled. Its words have changed, so somebody else has to review it again."
)


class PublicChangeForm(forms.Form):
    """The kind of a change of a published interview, and the note for readers."""

    prefix = "change"

    kind = forms.ChoiceField(
        label=_("What kind of change is this?"),
        choices=CHOSEN_BY_EDITORS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Needed if you change words of the interview, its title or its order."),
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "What was changed, in a sentence; not needed for a typing error. “An earlier version "
            "gave the month as April. The list came out in March.”"
        ),
    )

    @property
    def explanation(self):
        """The arguments `kind` and `note` of the verbs that change an interview."""
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        return {"kind": values.get("kind", ""), "note": values.get("note", "")}


class RecordsVersions(TriesTwice):
    """Mixin for the admin of interviews and of exchanges."""

    def get_interview(self, obj):
        """Return the interview that a saved object belongs to."""
        return obj

    def get_public_change_form(self, request):
        return PublicChangeForm(request.POST if request.POST else None)

    def changeform_view(self, request, *args, **kwargs):
        request.public_change = self.get_public_change_form(request)
        try:
            return super().changeform_view(request, *args, **kwargs)
        except UnexplainedChange as refusal:  # the transaction was rolled back
            request.refusal = refusal
            for sentence in refusal.messages:
                request.public_change.add_error("note" if _has_kind(request) else "kind", sentence)
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if hasattr(request, "refusal"):
            link = format_html(
                '<a href="#public-change">{}</a>', " ".join(request.refusal.messages)
            )
            form.refusal = ValidationError(link)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.get_interview(obj).was_published:
            context["public_change"] = request.public_change
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:
            self.begin_version(self.get_interview(obj))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.record_version(request, self.get_interview(form.instance))

    def begin_version(self, interview):
        interview.record_change_made_elsewhere()

    def record_version(self, request, interview):
        request.version = interview.record_version(
            request.user, **request.public_change.explanation
        )
        self.return_to_review(request, interview, request.version)

    def return_to_review(self, request, interview, version):
        """Send a scheduled interview back to review if the setting demands it, and say so."""
        if interview.return_to_review(version, by=request.user):
            self.message_user(request, RETURNED, messages.WARNING)

    def audit(self, request, action, obj, **details):
        """Record what a user did, unless the version that was just recorded tells it."""
        if not getattr(request, "version", None):
            super().audit(request, action, obj, **details)


def _has_kind(request):
    return bool(request.public_change.explanation["kind"])
