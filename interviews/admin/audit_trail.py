"""The audit trail at the desk: changes of desk pages become entries; the list is read-only."""

from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from interviews.admin_site import NamedList, ReadOnly, RestrictedLookups
from interviews.models import AuditEntry, Correction, Interview, PreparedUpdate
from interviews.models.audit_entry import AuditAction

SENTENCE = "done"  # the detail that is shown without its name
NAMES = {  # of details, where the name in the entry is not the word
    "change": _("kind of change"),
    "link": _("number of the link"),
    "locked_out": _("had to wait"),
    "scheduled_for": _("for"),
}
CHOICES = {
    "state": Interview.Status.choices,
    "update": PreparedUpdate.Status.choices,
    "change": Correction.Kind.choices,
}
MOMENTS = {"scheduled_for"}


class AuditsChanges:
    """Mixin for a ModelAdmin: what is added, changed and deleted here stands in the trail."""

    def log_addition(self, request, obj, message):
        self.audit(request, AuditAction.ADDED, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self.audit(request, AuditAction.CHANGED, obj, **describe_change(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.audit(request, AuditAction.DELETED, obj)
        return super().log_deletions(request, queryset)

    def audit(self, request, action, obj, **details):
        """Record in the trail what the user did with an object."""
        AuditEntry.objects.record(action, by=request.user, about=obj, **details)


def describe_change(message):
    """Return the details of an entry: what a message of Django's log says, without objects.

    These are the names of fields and kinds of rows, or a sentence.
    """
    if isinstance(message, str):
        return {SENTENCE: message}
    changes = [change for each in message for change in each.values()]
    named = [[change.get("name"), *change.get("fields", ())] for change in changes]
    return {"fields": [str(name) for names in named for name in names if name]}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, NamedList, RestrictedLookups, admin.ModelAdmin):
    list_display = ["at", "who", "action", "about", "described", "number"]
    list_display_links = None
    list_filter = ["action", "at"]
    list_select_related = ["person"]
    list_per_page = 100
    date_hierarchy = "at"
    search_fields = ["person__who", "person__about", "kind", "key", "number"]
    search_help_text = _("A name, a title, a kind of page, or the number of an entry")
    show_full_result_count = False
    list_name = _("Audit trail")
    actions = None
    is_searched_with_all = False  # its lines tell what was done, and no words

    def get_list_display(self, request):
        return [name for name in self.list_display if name != "about" or sees_titles(request)]

    def get_search_fields(self, request):
        return [name for name in self.search_fields if "about" not in name or sees_titles(request)]

    @admin.display(description=_("who"), ordering="person__who", empty_value="—")
    def who(self, entry):
        return _("erased") if entry.names is None else entry.names.who

    @admin.display(description=_("about"), empty_value="—")
    def about(self, entry):
        if entry.names is None:
            return _("erased")
        called = entry.names.about or _name_kind(entry)
        try:
            page = reverse(f"admin:{entry.kind.replace('.', '_')}_change", args=[entry.key])
        except NoReverseMatch:
            return called
        return format_html('<a href="{}">{}</a>', page, called)

    @admin.display(description=_("details"), empty_value="—")
    def described(self, entry):
        return "; ".join(filter(None, (_describe(*each) for each in entry.details.items())))


def sees_titles(request):
    """Return whether the user may read what rows are called: titles of drafts are among them."""
    return request.user.has_perm("interviews.view_interview")


def _name_kind(entry):
    """Return “reply 28”; "" for an entry that is about no row."""
    try:
        kind = apps.get_model(entry.kind)._meta.verbose_name if entry.kind else ""
    except LookupError:
        kind = entry.kind
    return f"{kind} {entry.key}".strip()


def _describe(name, value):
    """Return a detail in words; "" for what is not so, and for empty values."""
    label = str(NAMES.get(name, name.replace("_", " ")))
    if not value or value is True:
        return label if value else ""
    values = value if isinstance(value, list) else [value]
    text = ", ".join(_name_value(name, each) for each in values)
    return text if name == SENTENCE else f"{label}: {text}"


def _name_value(name, value):
    if name in MOMENTS and (moment := parse_datetime(str(value))):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    return str(dict(CHOICES.get(name, ())).get(value, value))
