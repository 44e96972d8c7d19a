"""Corrections: written, then published for good."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.primary_keys import is_key
from interviews.models import Correction, Exchange, ExchangeRevision
from interviews.models.exchange_revision import TEXT_FIELDS


def suggest_correction(request, interview, forms):
    """Lead to a new correction if these forms of its exchanges changed what readers have read."""
    reworded = [form.instance for form in forms if _rewords(form)]
    may_correct = request.user.has_perm("interviews.add_correction")
    if not (reworded and interview.was_published and may_correct):
        return
    about = {"interview": interview.pk}
    if len(reworded) == 1:
        about["exchange"] = reworded[0].pk
    sentence = _(
        "You changed words that readers have read. "
        '<a href="{}">Write a correction</a> if their sense changed.'
    )
    address = f"{reverse('admin:interviews_correction_add')}?{urlencode(about)}"
    messages.warning(request, format_html(sentence, address))


def _rewords(form):
    # Word by word: a blank line more or less is no other wording.
    return any(
        form.initial[name].split() != form.cleaned_data[name].split()
        for name in TEXT_FIELDS
        if name in form.changed_data
    )


class CorrectionForm(DeskForm):
    """Offers the questions of its own interview, once it is known which that is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "exchange" in self.fields:
            its = self.fields["interview"].queryset.filter(pk=self._interview_named())
            self.fields["exchange"].queryset = Exchange.objects.filter(interview__in=its).order_by(
                "position"
            )
        if "was" in self.fields:
            self.initial.setdefault("was", self._words_before())

    def _words_before(self):
        """What the exchange said until lately, which the database has kept."""
        named = self.initial.get("exchange")
        if not is_key(named):
            return ""
        offered = self.fields["exchange"].queryset
        kept = ExchangeRevision.objects.filter(exchange=named, exchange__in=offered)
        last = kept.select_related("exchange").last()
        return last.replaced_text if last else ""

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
        if "_publish" in request.POST:
            obj.publish()
            self.message_user(request, _("The correction was published."), messages.SUCCESS)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        if "_publish" in request.POST:
            message.append({"changed": {"fields": ["published"]}})
        return message
