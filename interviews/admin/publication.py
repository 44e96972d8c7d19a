"""The admin page of the publication itself: its name, promise, licence, address and time zone."""

from collections import defaultdict

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.models import model_to_dict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin
from interviews.admin.pictures import PictureAdminMixin
from interviews.admin.single_row import SingleRowMixin
from interviews.models import Publication
from interviews.models.publication import list_time_zones

OTHER_ZONES = _("Others")
SHOWN_HEIGHT = 64  # pixels


def choose_time_zone():
    """Return the choices of time zones: cities in groups by continent."""
    groups = defaultdict(list)
    for zone in sorted(list_time_zones()):
        continent, _slash, city = zone.partition("/")
        groups[continent if city else OTHER_ZONES].append((zone, (city or zone).replace("_", " ")))
    others = groups.pop(OTHER_ZONES, [])
    return [("", "—"), *groups.items(), (OTHER_ZONES, others)]


def show_small(picture):
    """Return a picture in a small size, for a form."""
    if not picture:
        return _("None yet.")
    width = max(1, round(picture.width * SHOWN_HEIGHT / picture.height))
    image = '<img src="{}" alt="" width="{}" height="{}" class="publication-picture">'
    return format_html(image, picture.url, width, SHOWN_HEIGHT)


@admin.register(Publication)
class PublicationAdmin(SingleRowMixin, PictureAdminMixin, DeskAdmin):
    list_name = _("The publication")
    field_widgets = {
        **dict.fromkeys(("promise", "licence"), AdminTextareaWidget({"rows": 2})),
        "time_zone": forms.Select(choices=choose_time_zone),
    }
    readonly_fields = ["current_logo", "current_icon", "updated_at"]
    fieldsets = [
        (_("On every page"), {"fields": ["name", "tagline", "promise"]}),
        (_("Logo and icon"), {"fields": ["current_logo", "logo", "current_icon", "icon"]}),
        (_("At each interview"), {"fields": ["licence", "licence_url"]}),
        (_("Email and time"), {"fields": ["email", "time_zone", "updated_at"]}),
    ]

    @admin.display(description=_("current logo"))
    def current_logo(self, publication):
        return show_small(Publication.objects.current().logo)

    @admin.display(description=_("current icon"))
    def current_icon(self, publication):
        return show_small(Publication.objects.current().icon)

    def get_name(self, thing):
        return self.list_name

    def get_object(self, request, object_id, from_field=None):
        """Return the row; before it was saved for the first time, the values of the settings."""
        if unquote(object_id) == str(self.only):
            return Publication.objects.read()
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and self.has_change_permission(request):
            first = model_to_dict(Publication.from_settings())
            Publication.objects.get_or_create(first, pk=self.only)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        request.changes = [
            f"{form[name].label}: {form.stored[name]} → {form.cleaned_data[name]}"
            for name in form.changed_data
        ]
        super().save_model(request, obj, form, change)

    def audit(self, request, action, obj, **details):
        """Record what each field had before, and what it has now."""
        super().audit(request, action, obj, changes=request.changes)
