"""Taxonomy: the admin pages of topics and series."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin, PublicPageLink
from interviews.admin.named import NamedAdmin
from interviews.models import Series, Topic


class TaxonomyAdmin(NamedAdmin, PublicPageLink, DeskAdmin):
    """The admin page of a topic or series. It cannot be deleted while it has interviews."""

    prose = ["description"]
    ordering = ["sort_key"]  # a query that counts loses the order of its model

    def get_queryset(self, request):
        interview_count = Count("interviews", distinct=True)
        return super().get_queryset(request).annotate(interviews_total=interview_count)

    @admin.display(description=_("interviews"), ordering="interviews_total")
    def interview_count(self, place):
        return place.interviews_total

    def get_deletion_obstacle(self, place):
        if place.interviews.exists():
            return _("This still has interviews. Move them to another first.")
        return ""


@admin.register(Topic)
class TopicAdmin(TaxonomyAdmin):
    list_display = ["name", "interview_count", "slug"]
    search_fields = ["name", "name_key"]
    fields = ["name", "description", "slug"]


@admin.register(Series)
class SeriesAdmin(TaxonomyAdmin):
    list_display = ["title", "interview_count", "slug"]
    search_fields = ["title", "name_key"]
    fields = ["title", "description", "slug"]
