"""The admin pages of recurring questions."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin, PublicPageLink
from interviews.admin.named import NamedAdmin, NamedForm
from interviews.models import Exchange, Interview, RecurringQuestion


class RecurringQuestionForm(NamedForm):
    asked_in = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=_("Asked in"),
        required=False,
        help_text=_(
            "Checked questions belong to this one. The others have most of their words in "
            "common with it and belong to no recurring question yet: check those that ask the "
            "same. To add further questions, open their interview."
        ),
    )

    interviews = None  # the interviews that the user may see; only their exchanges are offered

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.marked, alike = [], []
        if self.instance.pk:
            visible = Exchange.objects.not_removed().filter(interview__in=self.interviews)
            marked = visible.filter(recurring=self.instance).select_related("interview")
            self.marked = list(marked.order_by("-interview__published_at", "position"))
            alike = visible.with_similar_question(self.instance.wording)
        if "asked_in" in self.fields:
            line = "{} — <em>{}</em>"  # the question and its interview
            self.fields["asked_in"].choices = [
                (each.pk, format_html(line, each.question_text, each.interview))
                for each in [*self.marked, *alike]
            ]
            self.initial["asked_in"] = [exchange.pk for exchange in self.marked]


@admin.register(RecurringQuestion)
class RecurringQuestionAdmin(NamedAdmin, PublicPageLink, DeskAdmin):
    form = RecurringQuestionForm
    list_display = ["wording", "asked", "slug"]
    search_fields = ["wording", "name_key"]
    ordering = ["wording"]  # a query that counts loses the order of its model
    prose = ["introduction"]

    def get_queryset(self, request):
        asked = Count("exchanges__interview", distinct=True)
        return super().get_queryset(request).annotate(asked_count=asked)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.interviews = Interview.objects.visible_to(request.user)
        return form

    def get_fields(self, request, obj=None):
        # What is asked is looked for by its wording, once there is one.
        return ["wording", "introduction", *(["asked_in"] if obj else []), "slug"]

    @admin.display(description=_("interviews"), ordering="asked_count")
    def asked(self, question):
        return question.asked_count

    def get_deletion_obstacle(self, question):
        if question.exchanges.exists():
            return _("This question is asked in interviews. Uncheck them first.")
        return ""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "asked_in" in form.changed_data:
            marked = [exchange.pk for exchange in form.marked]
            obj.set_exchanges(form.cleaned_data["asked_in"], request.user, instead_of=marked)
