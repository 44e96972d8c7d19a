"""Pictures that editors upload: what is accepted, and why not."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

# What a picture may be, and how the name of its file ends.
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a 60-megapixel photograph; what unpacks to more is refused unread


def validate_picture(file):
    """Refuses, with a sentence, what is no picture, too large, or breaks off half-way."""
    if getattr(file, "_committed", False):
        return  # it was looked at when it was uploaded, and may be far away by now
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB. Save the picture smaller."))
    file.seek(0)
    try:
        with Image.open(file, formats=sorted(FORMATS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(
                    _("The picture has more than 60 megapixels. Save it smaller.")
                )
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise ValidationError(
            _("This is not a picture that can be shown. Use a JPEG, PNG, WebP or AVIF file.")
        ) from None
    except (OSError, RuntimeError, SyntaxError, ValueError):
        raise ValidationError(_("The picture breaks off half-way; upload it again.")) from None
    finally:
        file.seek(0)


class PictureField(models.ImageField):
    """An ImageField that has looked at the picture before taking it."""

    default_validators = [
        FileExtensionValidator(["jpeg", *(ending.lstrip(".") for ending in FORMATS.values())]),
        validate_picture,
    ]
