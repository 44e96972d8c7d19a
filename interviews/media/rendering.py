"""The darkroom: renditions are made here, off every request, and what nothing shows is cleared.

Both chores may run on any number of machines at once, and are begun anew after a crash. Written
on Pillow alone, since no library above it fits: django-pictures 1.8 takes its widths from a grid
of columns and its qualities from Pillow's defaults, writes addresses into pages before there is
anything at them, keeps the upload with the place where it was taken, unpacks every picture into
four bytes a pixel, hands its work to a queue that we would have to run, and knows no pictures in
prose. easy-thumbnails and sorl-thumbnail draw while a page is put together.
"""

import logging
from io import BytesIO

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField, Q, TextField
from PIL import Image

from interviews.media import renditions
from interviews.media.truncation import is_complete
from interviews.media.uploads import remove_transparency
from interviews.media.worker import pictures
from interviews.models import Picture

BATCH = 20  # pictures: a minute's work or two
LOOKED_AT = 50  # pictures due, of which others may have some in hand
LOOKED_FOR_AT_ONCE = 20  # pictures
SAVED_WITH = {
    "AVIF": {"quality": 61, "max_threads": 1},
    "WEBP": {"quality": 80},
    "JPEG": {"quality": 76, "optimize": True, "progressive": True},
}

logger = logging.getLogger(__name__)


def render_due_pictures(limit=BATCH):
    """Make the renditions of what is due; return how many pictures were taken in hand.

    Never in a transaction.
    """
    count = 0
    for picture in Picture.objects.due()[:LOOKED_AT]:
        if count < limit and picture.claim():
            render_picture(picture)
            count += 1
    return count


def render_one_picture():
    """The same for a single one: who does that may be stopped soon after."""
    return render_due_pictures(1)


def render_picture(picture):
    """Make the renditions of a picture in hand, or have it tried again later."""
    try:
        create_renditions(picture.name)
    except Exception as error:
        logger.warning("The renditions of %s were not made: %r", picture, error)
        picture.put_off(f"{type(error).__name__}: {error}")
    else:
        picture.settle()


def create_renditions(name):
    """Draw and store them all, beside the original; the smallest first, since most ask for it.

    One width at a time, so that others who need the process for pictures get their turn.
    """
    for width in renditions.widths(renditions.get_size(name)[0]):
        for kind, content in pictures.run(_drawn, name, width):
            _put(name + renditions.suffix(width, kind), content)


def _drawn(name, width):
    """The (format, content) of each rendition of that width."""
    with default_storage.open(name) as file, Image.open(file) as opened:
        drawn = _shrunk(opened.copy(), width)
    return [(kind, _encoded(drawn, kind)) for kind in renditions.FORMATS]


def _shrunk(original, width):
    if width == original.width:
        return original
    size = width, max(1, round(original.height * width / original.width))
    return original.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _encoded(picture, kind):
    stored = BytesIO()
    drawn = remove_transparency(picture) if kind == "JPEG" else picture
    drawn.save(stored, kind, **SAVED_WITH[kind])
    return stored.getvalue()


def _put(name, content):
    # What lies there already was cut off half-way, or somebody else's whose lease ran out.
    default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:  # somebody else was quicker by a hair
        default_storage.delete(stored)


def delete_unused_pictures():
    """Delete what nothing has shown for a month, renditions and all; return how many that were."""
    for picture in Picture.objects.to_be_looked_for()[:LOOKED_FOR_AT_ONCE]:
        picture.looked_for(seen=is_picture_used(picture.name))
        if not all(map(is_rendition_complete, renditions.names(picture.name))):
            Picture.objects.make_again(picture.name)
    gone = [
        picture
        for picture in Picture.objects.unseen_for_long()
        if not is_picture_used(picture.name)
    ]
    for picture in gone:
        for name in [*renditions.names(picture.name), picture.name]:
            default_storage.delete(name)
        picture.delete()  # last, so that what was cut off is begun anew
    return len(gone)


def is_rendition_complete(name):
    """Whether a rendition is there and whole."""
    try:
        with default_storage.open(name) as file:
            return is_complete(file)
    except OSError:
        return False


def is_picture_used(name):
    """Whether anything in the house names this file: a field of its own, or words anywhere."""
    for model in apps.get_app_config("interviews").get_models():
        if model is not Picture and model.objects.filter(_naming(model, name)).exists():
            return True
    return False


def _naming(model, name):
    """The condition that a row of this model names the file."""
    condition = Q(pk__in=[])
    for field in model._meta.fields:
        if isinstance(field, FileField):
            condition |= Q(**{field.name: name})
        elif isinstance(field, TextField):
            condition |= Q(**{f"{field.name}__contains": name})
    return condition
