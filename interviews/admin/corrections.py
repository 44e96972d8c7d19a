"""Corrections: written, then published for good."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from interviews.admin.desk import DeskAdmin, is_key
from interviews.models import Correction, Exchange, Interview


class CorrectionForm(forms.ModelForm):
    """Offers the questions of its own interview, once it is known which that is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "exchange" in self.fields:
            its = Interview.objects.filter(pk=self._interview_named())
            self.fields["exchange"].queryset = Exchange.objects.filter(interview__in=its).order_by(
                "position"
            )

    def _interview_named(self):
        named = self.data.get("interview") or self.initial.get("interview")
        return named if is_key(named) else None


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    form = CorrectionForm
    list_display = ["note", "interview", "kind", "made_by", "made_at", "published_at"]
    list_filter = ["kind", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["interview", "made_by"]
    search_fields = ["note", "was", "interview__title"]
    autocomplete_fields = ["interview"]
    chosen_only = ["interview", "exchange"]
    fields = ["interview", "exchange", "kind", "note", "was"]
    change_form_template = "admin/interviews/correction/change_form.html"
    view_on_site = False

    def why_kept(self, correction):
        return _("A published correction stays as it is.") if correction.is_published else ""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_published)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "exchange":
            field.empty_label = _("The interview as a whole")
        return field

    def save_model(self, request, obj, form, change):
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        self._publish_if_asked(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._publish_if_asked(request, obj)
        return super().response_change(request, obj)

    def _publish_if_asked(self, request, correction):
        if "_publish" in request.POST:
            correction.publish()
            self.message_user(request, _("The correction is public."), messages.SUCCESS)
