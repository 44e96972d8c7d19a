"""The admin pages of interviews: the list, the form and the preview."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import F, Max
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin, DeskFields
from interviews.admin.checklist import get_checklist_context
from interviews.admin.desk_comments import DeskCommentViews
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.exchanges import MAX_EXCHANGES_IN_FORM, ExchangeInline, get_exchange_list_url
from interviews.admin.filters import MineFilter, StateFilter, UpdateFilter, YearFilter
from interviews.admin.formsets import DeskFormSet
from interviews.admin.pictures import FOCAL_POINT, PictureAdminMixin, picture_fields
from interviews.admin.preview_links import PreviewLinkViews
from interviews.admin.public_changes import RecordsVersions
from interviews.admin.replacing import ReplaceViews
from interviews.admin.rights import InterviewRights
from interviews.admin.row_buttons import RowButtons
from interviews.admin.transcript import TranscriptViews
from interviews.admin.transcript_source import TranscriptSourceViews
from interviews.admin.versions import VersionViews
from interviews.admin.workflow_actions import WorkflowActions
from interviews.admin_site import DeskList, requires
from interviews.models import Credit, Interview, PreparedUpdate, TranscriptSource
from interviews.previews.page import render_preview


class CreditInline(DeskFields, admin.TabularInline):
    model = Credit
    form = DeskForm
    formset = DeskFormSet
    extra = 1
    autocomplete_fields = ["person"]
    fields = ["person", "role", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if obj and "position" in formset.form.base_fields:
            last = obj.credits.aggregate(last=Max("position"))["last"] or 0
            formset.form.base_fields["position"].initial = last + 1
        return formset


class InterviewList(DeskList):
    def get_queryset(self, request, exclude_parameters=None):
        listed = super().get_queryset(request, exclude_parameters).with_credits().with_length()
        return listed.annotate(update_status=F("prepared_update__status"))


@admin.register(Interview)
class InterviewAdmin(
    InterviewRights,
    WorkflowActions,
    VersionViews,
    PreviewLinkViews,
    DeskCommentViews,
    ReplaceViews,
    TranscriptViews,
    TranscriptSourceViews,
    RowButtons,
    RecordsVersions,
    PictureAdminMixin,
    DeskAdmin,
):
    list_display = [
        "title",
        "subject_names",
        "current_state",
        "publication_date",
        "questions",
        "changed",
    ]
    list_filter = [
        *(StateFilter, MineFilter, UpdateFilter),
        *("topics", "series", "language", YearFilter),
    ]
    list_per_page = 50
    search_fields = [
        *("title", "standfirst", "people__name"),
        *("exchanges__question", "exchanges__answer"),
    ]
    show_full_result_count = False
    change_form_template = "admin/interviews/interview/change_form.html"
    change_list_template = "admin/interviews/interview/change_list.html"
    inlines = [CreditInline, ExchangeInline]
    autocomplete_fields = ["topics", "series"]
    prose = ["introduction", "closing"]
    pictured = "lead_picture"
    readonly_fields = ["current_picture"]
    short = ["standfirst", "terms", "editing", "sign_off"]
    fieldsets = [
        (_("Title and opening"), {"fields": ["title", "standfirst", "introduction"]}),
        (_("After the last answer"), {"fields": ["closing"]}),
        (
            _("About this interview"),
            {
                "fields": [
                    ("held_on", "medium", "duration"),
                    *("place", "terms", "editing", "sign_off"),
                ],
                "description": _("Shown to readers beside the interview."),
            },
        ),
        (
            _("Picture"),
            {"fields": picture_fields("lead_picture", "lead"), "description": FOCAL_POINT},
        ),
        (_("Topics and series"), {"fields": ["topics", ("series", "series_position"), "language"]}),
        (
            _("Address"),
            {
                "fields": ["slug"],
                "description": _(
                    "Until the interview is published, the address follows the title, unless you "
                    "write another."
                ),
            },
        ),
    ]

    class Media:
        js = [forms.Script("desk/moment.js", type="module")]

    # --- The list ---------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return InterviewList

    @admin.display(description=_("interviewee"))
    def subject_names(self, interview):
        return ", ".join(person.name for person in interview.subjects) or "—"

    @admin.display(description=_("state"), ordering="status")
    def current_state(self, interview):
        state = format_html(
            '<span class="state state-{}">{}</span>', interview.state, interview.state.label
        )
        if not interview.update_status:
            return state
        url, label = get_update_url(interview), PreparedUpdate.Status(interview.update_status).label
        return format_html('{} <a href="{}">{}: {}</a>', state, url, _("update"), label)

    @admin.display(description=_("published"), ordering="published_at", empty_value="—")
    def publication_date(self, interview):
        return interview.published_at and format_day(interview.published_at)

    @admin.display(description=_("last changed"), ordering="updated_at")
    def changed(self, interview):
        return format_day(interview.updated_at)

    @admin.display(description=_("questions"))
    def questions(self, interview):
        return interview.question_count

    # --- The form ---------------------------------------------------------------

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            form.base_fields["title"].widget.attrs["autofocus"] = True
        return form

    def get_inlines(self, request, obj):
        # A submitted form keeps its own rows, even if the number of exchanges has changed since.
        sent = request.method == "POST" and obj is not None
        sent_exchanges = any(name.startswith("exchanges-") for name in request.POST)
        has_exchanges = sent_exchanges if sent else not self._is_long(obj)
        return self.inlines if has_exchanges else [CreditInline]

    def _is_long(self, interview):
        if interview is None:
            return False
        if not hasattr(interview, "exchange_count"):
            interview.exchange_count = interview.exchanges.not_removed().count()
        return interview.exchange_count > MAX_EXCHANGES_IN_FORM

    def get_deletion_obstacle(self, interview):
        if interview.was_published:
            return _("An interview that was published cannot be deleted. Withdraw it instead.")
        return ""

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.create_draft(by=request.user)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        if any(getattr(formset, "is_reordered", False) for formset in formsets):
            message.append({"changed": {"fields": ["Order of the exchanges"]}})
        return message

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self._panel(request, obj) | {"show_save_and_add_another": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, interview):
        panel = self.get_action_context(request, interview)
        if interview is None:
            return panel
        removed = interview.exchanges.exclude(removed_at=None)
        return (
            panel
            | get_checklist_context(interview, not self._is_long(interview))
            | {
                "history": list(interview.state_changes.select_related("by")),
                "has_source": TranscriptSource.objects.filter(interview=interview).exists(),
                "removed_count": removed.count() if interview.was_published else 0,
                "corrections": interview.corrections.all(),
                "exchanges_url": get_exchange_list_url(interview)
                if self._is_long(interview)
                else "",
                "reading_url": self.view_on_site(interview),
            }
            | (self._update_panel(interview) if interview.was_published else {})
        )

    def _update_panel(self, interview):
        update = PreparedUpdate.objects.filter(interview=interview).defer("facts", "exchanges")
        return {"update": update.first(), "update_url": get_update_url(interview)}

    # --- Reading it --------------------------------------------------------------

    def view_on_site(self, interview):
        """Return the URL of the public page, or of the preview until the interview is published."""
        if interview.is_published:
            return interview.get_absolute_url()
        return reverse("admin:interviews_interview_preview", args=[quote(interview.pk)])

    def get_urls(self):
        from interviews.admin.prepared_update import UpdateAdmin  # a subclass of this class

        preview = self.admin_site.admin_view(self.preview)
        return [
            *UpdateAdmin(self.model, self.admin_site).get_update_urls(),
            path("<path:object_id>/preview/", preview, name="interviews_interview_preview"),
            *super().get_urls(),
        ]

    @requires("view_or_change")
    def preview(self, request, object_id):
        """Show the page as readers will see it; redirect once the interview is published."""
        interview = self.get_object_or_404(request, object_id)
        if interview.is_published:
            return redirect(interview)
        return render_preview(request, interview)


def get_update_url(interview):
    return reverse("admin:interviews_interview_update", args=[quote(interview.pk)])


def format_day(moment):
    """Return the date in the publication's time zone and the active language."""
    return date_format(localtime(moment), "DATE_FORMAT")
