"""The picture fields of admin forms."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


def picture_fields(field, named):
    """Return the form's lines for a picture: current picture, upload, texts, focal point."""
    return [
        *("current_picture", field, f"{named}_alt", f"{named}_decorative"),
        *(f"{named}_caption", f"{named}_credit"),
        (f"{named}_focus_x", f"{named}_focus_y"),
    ]


FOCAL_POINT = _(
    "The focal point stays visible when the picture is cropped. Click on the picture, or enter the "
    "distances from the left and from the top in per cent."
)


class PictureAdminMixin:
    """Mixin for the admin page of a model with one picture, in the field `pictured`."""

    pictured = ""

    @property
    def media(self):
        return super().media + forms.Media(
            css={"all": ["desk/focal-point.css"]},
            js=[forms.Script("desk/focal-point.js", type="module")],
        )

    @admin.display(description=_("current picture"))
    def current_picture(self, thing):
        picture = getattr(thing, self.pictured)
        if not picture:
            return _("No picture yet.")
        return format_html(
            '<span class="current-picture" data-focus="{}">'
            '<img src="{}" alt="{}" width="{}" height="{}"></span>',
            *(picture.field.prefix, picture.url, picture.alt, picture.width, picture.height),
        )
