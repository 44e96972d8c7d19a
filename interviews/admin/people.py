"""People: who asks, who answers, whose pictures and translations these are."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin, SeenOncePublished
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.named import NamedAdmin
from interviews.admin.pictures import FOCAL_POINT, Pictured, picture_fields
from interviews.admin.rows import DeskFormSet
from interviews.models import Person, PersonLink


class LinkInline(admin.TabularInline):
    model = PersonLink
    form = DeskForm
    formset = DeskFormSet
    extra = 1


@admin.register(Person)
class PersonAdmin(NamedAdmin, Pictured, SeenOncePublished, DeskAdmin):
    list_display = ["name", "description", "interviews_named_in", "has_portrait"]
    list_per_page = 100
    search_fields = ["name", "name_key", "sort_name", "description"]
    ordering = ["sort_key"]
    inlines = [LinkInline]
    prose = ["biography"]
    pictured = "portrait"
    readonly_fields = ["picture_now"]
    fieldsets = [
        (None, {"fields": ["name", "description", "biography"]}),
        (
            _("Portrait"),
            {"fields": picture_fields("portrait", "portrait"), "description": FOCAL_POINT},
        ),
        (_("Sorting and address"), {"fields": ["sort_name", "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(named_in=Count("credits__interview"))

    @admin.display(description=_("interviews"), ordering="named_in")
    def interviews_named_in(self, person):
        return person.named_in

    @admin.display(description=_("portrait"), boolean=True)
    def has_portrait(self, person):
        return bool(person.portrait)

    def why_kept(self, person):
        if any(rows.exists() for rows in (person.credits, person.asked, person.answered)):
            return _("This person is named in an interview, and stays for as long as that does.")
        return ""
