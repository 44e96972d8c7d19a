"""Exchanges: rows in the form of their interview, or pages of their own if there are too many."""

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.admin.base import DeskAdmin, DeskFields
from interviews.admin.conversation_form import ConversationFormSet, ExchangeForm
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.public_changes import RecordsVersions
from interviews.admin.pull_quotes import PullQuoteInput
from interviews.admin.rights import ExchangeRights
from interviews.models import Exchange, Interview

MAX_EXCHANGES_IN_FORM = 200  # exchanges; a form of more than these is slow in a browser
OF_INTERVIEW = "interview__id__exact"


class ExchangeInline(DeskFields, admin.StackedInline):
    model = Exchange
    form = ExchangeForm
    formset = ConversationFormSet
    template = "admin/interviews/conversation.html"
    extra = 1
    view_on_site = False
    prose = ["answer", "note"]
    short = ["question"]
    field_widgets = {"pull_quote": PullQuoteInput}
    fields = [
        *("question", "asked_by", "answer", "answered_by"),
        *("label", "recurring", "pull_quote", "note"),
    ]

    @property
    def media(self):
        # Not Django's inlines.js: it renumbers the rows, so that none could be moved.
        names = ("conversation", "find-replace", "pull-quote")
        return forms.Media(js=[forms.Script(f"desk/{name}.js", type="module") for name in names])

    def get_queryset(self, request):
        standing = (
            super().get_queryset(request).not_removed().select_related("asked_by", "recurring")
        )
        return standing.prefetch_related("answered_by").order_by("position")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, can_order=True, **kwargs)
        formset.editor = request.user
        if obj and obj.was_published:
            # A removed exchange stays in the database, so its replies and corrections stay too.
            formset.form.hand_clean_DELETE = lambda form: None
        return formset


class ExchangePageForm(DeskForm):
    """The form of an exchange's own page, with its position as a number."""

    place = forms.IntegerField(
        label=_("Place in the order"),
        min_value=1,
        required=False,
        help_text=_("Leave blank to keep the place, or to add the exchange at the end."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            before = self.instance.interview.exchanges.not_removed()
            before = before.filter(position__lt=self.instance.position)
            self.fields["place"].initial = before.count() + 1


@admin.register(Exchange)
class ExchangeAdmin(ExchangeRights, RecordsVersions, DeskAdmin):
    """Pages for the exchanges of interviews that are too long for one form."""

    form = ExchangePageForm
    list_display = ["position", "question_asked", "answer_begins"]
    list_display_links = ["question_asked"]
    list_per_page = 100
    ordering = ["interview", "position"]
    search_fields = ["question", "answer", "key"]
    autocomplete_fields = ["interview", "asked_by", "answered_by", "recurring"]
    select_only_fields = ["interview"]
    extra_lookups = ["interview"]
    prose = ["answer", "note"]
    short = ["question"]
    field_widgets = {"pull_quote": PullQuoteInput}
    view_on_site = False
    fields = ["interview", "place", *ExchangeInline.fields]

    class Media:
        js = [forms.Script("desk/pull-quote.js", type="module")]

    def get_interview(self, obj):
        return obj.interview

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).not_removed().select_related("interview")

    def get_readonly_fields(self, request, obj=None):
        return ["interview"] if obj else []

    def get_rows_to_lock(self, key):
        # Its interview, as the interview's own form does.
        its = Exchange.objects.not_removed().filter(pk=key).values("interview")
        return Interview.objects.filter(pk__in=its)

    @admin.display(description=_("question"))
    def question_asked(self, exchange):
        return exchange.list_label or "—"

    @admin.display(description=_("answer"))
    def answer_begins(self, exchange):
        return Truncator(prose.plain(exchange.answer[:500])).chars(120)

    def save_model(self, request, obj, form, change):
        if not change:
            last = obj.interview.exchanges.aggregate(last=Max("position"))["last"] or 0
            obj.position = last + 1
        super().save_model(request, obj, form, change)
        if form.has_changed():
            obj.interview.save(update_fields=["updated_at"])
        if "place" in form.changed_data and form.cleaned_data["place"]:
            self._put(obj, form.cleaned_data["place"])

    def _put(self, exchange, place):
        every = [e for e in exchange.interview.exchanges.order_by("position") if e != exchange]
        standing = [number for number, each in enumerate(every) if not each.is_removed]
        at = standing[place - 1] if place <= len(standing) else len(every)
        exchange.interview.reorder_exchanges([*every[:at], exchange, *every[at:]])

    def get_changeform_initial_data(self, request):
        listed = QueryDict(request.GET.get("_changelist_filters", ""))
        of_list = {"interview": listed.get(OF_INTERVIEW)}
        return of_list | super().get_changeform_initial_data(request)

    def get_deleted_objects(self, objs, request):
        if all(exchange.interview.was_published for exchange in objs):
            # A removed exchange stays in the database, and so does everything that refers to it.
            return [str(exchange) for exchange in objs], {}, set(), []
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request, obj):
        note = _("An answer was removed.")
        with obj.interview.changing(request.user, kind="retraction", note=note):
            obj.remove(by=request.user)


def get_exchange_list_url(interview):
    """Return the address of the admin list of an interview's exchanges."""
    return f"{reverse('admin:interviews_exchange_changelist')}?{OF_INTERVIEW}={interview.pk}"
