"""The picture fields of admin forms.

Browsers do not keep a chosen file when a form is shown again. So a refused form stores a chosen
picture at once, and holds its signed name in a check box, which the next submission sends.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.media.fields import KeptPicture, PictureField
from interviews.media.uploads import validate_picture
from interviews.models import Picture


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


class PictureInput(AdminFileWidget):
    """A file input that takes a picture of a refused form instead of a file.

    Args:
        chosen_by: the user who fills in the form. The signed name is valid for this user only.
        field: the model field, which the name is for.
    """

    kept = ""  # the name of the stored picture
    is_chosen = True  # whether the check box is ticked

    def __init__(self, chosen_by, field, attrs=None):
        super().__init__(attrs)
        self.signer = Signer(salt=f"kept picture {field} {chosen_by.pk}")

    def value_from_datadict(self, data, files, name):
        """Return an upload, a KeptPicture, or what Django's widget returns for no file."""
        value, token = super().value_from_datadict(data, files, name), data.get(f"kept-{name}")
        return self._find(token) if token and not value else value

    def _find(self, token):
        """Return the KeptPicture of a signed name; it is empty if the name is not valid."""
        try:
            name = self.signer.unsign(token)
        except BadSignature:
            return KeptPicture("")
        return KeptPicture(name if Picture.objects.filter(name=name).exists() else "")

    def render(self, name, value, attrs=None, renderer=None):
        rendered = super().render(name, value, attrs, renderer)
        if not self.kept:
            return rendered
        context = {"name": name, "is_chosen": self.is_chosen, "url": default_storage.url(self.kept)}
        context["signed_name"] = self.signer.sign(self.kept)
        return rendered + render_to_string("admin/interviews/kept_picture.html", context)


def keep_chosen_pictures(form):
    """Store the valid pictures of a refused form, so that nobody has to choose them again."""
    for name, field in form.fields.items():
        if isinstance(field.widget, PictureInput):
            try:
                _keep(form, name)
            except ValidationError as invalid:
                if name not in form.errors:
                    form.add_error(name, invalid)


def _keep(form, name):
    widget, refused = form.fields[name].widget, name in form.errors
    sent = form[name].data
    kept = sent.name if isinstance(sent, KeptPicture) else ""
    if file := form.files.get(form.add_prefix(name)):
        validate_picture(file)
        picture = getattr(type(form.instance)(), name)
        picture.save(file.name, file, save=False)
        kept = picture.name
    # In an edit conflict the editor decides again.
    widget.kept, widget.is_chosen = kept, not refused
    if kept and not refused:
        setattr(form.instance, name, kept)


class PictureAdminMixin:
    """Mixin for the admin page of a model with one picture, in the field `pictured`."""

    pictured = ""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, PictureField):
            kwargs["widget"] = PictureInput(request.user, db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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
