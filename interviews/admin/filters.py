"""The filters of the list of interviews."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, PreparedUpdate


class StateFilter(admin.SimpleListFilter):
    """The current state: a scheduled interview whose time has come counts as published."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Interview.Status.choices

    def queryset(self, request, queryset):
        if self.value() == Interview.Status.PUBLISHED:
            return queryset.published()
        if self.value() in Interview.Status.values:
            published = Interview.objects.published().values("pk")
            return queryset.filter(status=self.value()).exclude(pk__in=published)
        return queryset


class MineFilter(admin.SimpleListFilter):
    """The drafts that the user made or changed."""

    title = _("my drafts")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("Only my drafts"))]

    def queryset(self, request, queryset):
        return queryset.drafts_of(request.user) if self.value() == "1" else queryset


class UpdateFilter(admin.SimpleListFilter):
    """The state of the prepared update."""

    title = _("update")
    parameter_name = "update"

    def lookups(self, request, model_admin):
        return PreparedUpdate.Status.choices

    def queryset(self, request, queryset):
        if self.value() in PreparedUpdate.Status.values:
            return queryset.filter(prepared_update__status=self.value())
        return queryset


class YearFilter(admin.SimpleListFilter):
    """The year in which it was published."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        dated = Interview.objects.exclude(published_at=None)
        years = dated.dates("published_at", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def queryset(self, request, queryset):
        if self.value() and self.value().isdecimal() and len(self.value()) == 4:
            return queryset.in_year(int(self.value()))
        return queryset
