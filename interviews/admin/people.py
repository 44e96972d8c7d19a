"""The admin pages of people."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin, PublicPageLink
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.formsets import DeskFormSet
from interviews.admin.named import NamedAdmin
from interviews.admin.pictures import FOCAL_POINT, PictureAdminMixin, picture_fields
from interviews.models import Person, PersonLink


class LinkInline(admin.TabularInline):
    model = PersonLink
    form = DeskForm
    formset = DeskFormSet
    extra = 1


@admin.register(Person)
class PersonAdmin(NamedAdmin, PictureAdminMixin, PublicPageLink, DeskAdmin):
    list_display = ["name", "description", "interviews_named_in", "has_portrait"]
    list_per_page = 100
    search_fields = ["name", "name_key", "sort_name", "description"]
    ordering = ["sort_key"]
    inlines = [LinkInline]
    prose = ["biography"]
    pictured = "portrait"
    readonly_fields = ["current_picture"]
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

    def get_deletion_obstacle(self, person):
        if any(
            rows.exists()
            for rows in (person.credits, person.asked_exchanges, person.answered_exchanges)
        ):
            return _("This person is named in an interview and cannot be deleted.")
        return ""
