"""Corrections: written, then published for good."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.primary_keys import is_key
from interviews.models import Correction, Exchange
from interviews.models.rights import PUBLISH


class CorrectionForm(DeskForm):
    """Offers the questions of its own interview, once it is known which that is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "exchange" in self.fields:
            its = self.fields["interview"].queryset.filter(pk=self._interview_named())
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
    select_only_fields = ["interview", "exchange"]
    fields = ["interview", "exchange", "kind", "note", "was"]
    change_form_template = "admin/interviews/correction/change_form.html"
    view_on_site = False

    def get_deletion_obstacle(self, correction):
        return _("A published correction cannot be changed.") if correction.is_published else ""

    # A correction is published for good, so writing one needs the right to publish.
    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.has_perm(PUBLISH)

    def has_change_permission(self, request, obj=None):
        may_change = super().has_change_permission(request, obj) and request.user.has_perm(PUBLISH)
        return may_change and not (obj and obj.is_published)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and request.user.has_perm(PUBLISH)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "exchange":
            field.empty_label = _("The interview as a whole")
        return field

    def save_model(self, request, obj, form, change):
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)
        if "_publish" in request.POST:
            obj.publish()
            self.message_user(request, _("The correction was published."), messages.SUCCESS)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        if "_publish" in request.POST:
            message.append({"changed": {"fields": ["published"]}})
        return message
