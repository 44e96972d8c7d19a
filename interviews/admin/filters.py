"""The filters of the list of interviews."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview


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
