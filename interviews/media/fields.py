"""Pictures of people and interviews: a field, and all that pages ask of what is in it.

The facts beside a picture are columns of the same row, named after it: `lead_picture` has
`lead_width`, `lead_height`, `lead_alt`, `lead_decorative`, `lead_caption`, `lead_credit`,
`lead_focus_x` and `lead_focus_y`. Templates and other code ask the picture itself:
`interview.lead_picture.alt`, `.caption`, `.credit`, `.focal_point`, `.renditions`.
"""

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.fields.files import ImageFieldFile

from interviews.fields import DjangoFieldInMigrations
from interviews.media import renditions
from interviews.media.uploads import clean_picture, validate_picture

STEPS = 4  # into which a side is divided for what styles know of the focal point


class PictureFile(ImageFieldFile):
    """What is kept of an upload, and the facts beside it; asks neither storage nor database."""

    def save(self, name, content, save=True):
        """Keep what may be kept of an upload, under a name of its own, and have it developed."""
        from interviews.models import Picture

        kept = clean_picture(content)
        super().save(kept.name, kept, save=False)
        Picture.objects.take(self.name)
        if save:
            self.instance.save()

    def _get_image_dimensions(self):
        told = renditions.get_size(self.name)
        if told or not self._committed:  # an upload not looked at yet may be anything
            return told or (None, None)
        return super()._get_image_dimensions()

    def fact(self, name):
        """What the row says of it: asking the file itself would fetch it."""
        return getattr(self.instance, f"{self.field.named}_{name}")

    @property
    def alt(self):
        """What it shows, in words; "" if it only decorates."""
        return "" if self.fact("decorative") else self.fact("alt")

    @property
    def caption(self):
        return self.fact("caption")

    @property
    def credit(self):
        return self.fact("credit")

    @property
    def is_upright(self):
        return (self.fact("height") or 0) > (self.fact("width") or 0)

    @property
    def focal_point(self):
        """What must stay in sight when it is cropped: (x, y) in per cent from its top left."""
        return self.fact("focus_x"), self.fact("focus_y")

    @property
    def focus(self):
        """The classes that hold the focal point in sight; none where it is the middle."""
        x, y = (round(each * STEPS / 100) for each in self.focal_point)
        return "" if x == y == STEPS // 2 else f"focus-x{x} focus-y{y}"

    @property
    def renditions(self):
        """See interviews.media.renditions; None of a file that was not uploaded."""
        size = renditions.get_size(self.name)
        return renditions.Renditions(size[0], self.url) if size else None


class PictureField(DjangoFieldInMigrations, models.ImageField):
    """An ImageField that looks at a picture before taking it, and keeps only what is to be seen."""

    attr_class = PictureFile
    default_validators = [validate_picture]

    @property
    def named(self):
        """What the names of its facts begin with."""
        return self.width_field.removesuffix("_width")

    def formfield(self, **kwargs):
        # Django's own would refuse in its own words what the validator names.
        return super().formfield(**({"form_class": PictureFormField} | kwargs))


class PictureFormField(forms.FileField):
    """Lets the model's field say what is wrong with a file."""

    def widget_attrs(self, widget):
        # A phone that takes HEIC turns it into JPEG where it is told what is accepted.
        return super().widget_attrs(widget) | {"accept": ",".join(renditions.MEDIA_TYPES)}


class FocusField(DjangoFieldInMigrations, models.PositiveSmallIntegerField):
    """One coordinate of a focal point, in per cent; the middle unless an editor says otherwise."""

    default_validators = [MaxValueValidator(100)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": 50, **kwargs})
