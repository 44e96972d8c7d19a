"""Model fields for the pictures of people and interviews.

The facts about a picture are columns of the same row with a common prefix: `lead_picture` has
`lead_width`, `lead_height`, `lead_alt`, `lead_decorative`, `lead_caption`, `lead_credit`,
`lead_focus_x` and `lead_focus_y`. Templates and other code use attributes of the picture:
`interview.lead_picture.alt`, `.caption`, `.credit`, `.focal_point`, `.renditions`.
"""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _

from interviews.fields import DjangoFieldInMigrations
from interviews.media import renditions
from interviews.media.uploads import clean_picture, validate_picture

FOCUS_STEPS = 4  # steps of a side for which the style sheet has classes


class PictureFile(ImageFieldFile):
    """A stored picture and the facts about it; its properties read neither storage nor database."""

    def save(self, name, content, save=True):
        """Store a cleaned copy of an upload under a new name, and queue its renditions."""
        from interviews.models import Picture

        cleaned = clean_picture(content)
        super().save(cleaned.name, cleaned, save=False)
        Picture.objects.add(self.name)
        if save:
            self.instance.save()

    def _get_image_dimensions(self):
        size = renditions.get_size(self.name)
        if size or not self._committed:  # an upload that was not validated yet may be any file
            return size or (None, None)
        return super()._get_image_dimensions()

    def _get_fact(self, name):
        return getattr(self.instance, f"{self.field.prefix}_{name}")

    @property
    def alt(self):
        """The alternative text; "" for a decorative picture."""
        return "" if self._get_fact("decorative") else self._get_fact("alt")

    @property
    def caption(self):
        return self._get_fact("caption")

    @property
    def credit(self):
        return self._get_fact("credit")

    @property
    def is_upright(self):
        return (self._get_fact("height") or 0) > (self._get_fact("width") or 0)

    @property
    def focal_point(self):
        """The point that cropping must keep: (x, y) in per cent from the top left."""
        return self._get_fact("focus_x"), self._get_fact("focus_y")

    @property
    def focus_classes(self):
        """The CSS classes that keep the focal point in view; "" if it is the centre."""
        x, y = (round(each * FOCUS_STEPS / 100) for each in self.focal_point)
        return "" if x == y == FOCUS_STEPS // 2 else f"focus-x{x} focus-y{y}"

    @property
    def renditions(self):
        """The Renditions of an uploaded picture; None for a file that was not uploaded."""
        size = renditions.get_size(self.name)
        return renditions.Renditions(size[0], self.url) if size else None


class PictureField(DjangoFieldInMigrations, models.ImageField):
    """An ImageField that validates an upload, and stores only its visible pixels."""

    attr_class = PictureFile
    default_validators = [validate_picture]

    @property
    def prefix(self):
        """The prefix of the columns with facts about the picture."""
        return self.width_field.removesuffix("_width")

    def formfield(self, **kwargs):
        # Django's form field would refuse files before the validator, with a vaguer message.
        return super().formfield(**({"form_class": PictureFormField} | kwargs))


@dataclass
class KeptPicture:
    """A stored picture, which a form sends instead of a file; the name is "" if it is not valid."""

    name: str


class PictureFormField(forms.FileField):
    """A file field that leaves validation to the model field."""

    default_error_messages = {
        "not_kept": _("The picture that you chose before is not there any more. Choose it again."),
    }

    def clean(self, data, initial=None):
        if not isinstance(data, KeptPicture):
            return super().clean(data, initial)
        if not data.name:
            raise ValidationError(self.error_messages["not_kept"], code="not_kept")
        return data.name

    def widget_attrs(self, widget):
        # Phones that take HEIC convert to JPEG if `accept` lists the accepted types.
        return super().widget_attrs(widget) | {"accept": ",".join(renditions.MEDIA_TYPES)}


class FocusField(DjangoFieldInMigrations, models.PositiveSmallIntegerField):
    """One coordinate of a focal point, in per cent; the centre by default."""

    default_validators = [MaxValueValidator(100)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": 50, **kwargs})
