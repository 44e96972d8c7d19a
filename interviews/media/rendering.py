"""Makes the renditions of uploaded pictures outside of requests, and deletes unused pictures.

Both tasks may run on any number of machines at once, and start over after a crash. They use
Pillow alone, because no library above it fits: django-pictures 1.8 takes its widths from a grid
of columns and its qualities from Pillow's defaults, writes URLs into pages before their files
exist, keeps the upload together with the place where the photograph was taken, decodes every
picture to four bytes a pixel, needs a task queue that we would have to run, and does not know
pictures in prose. easy-thumbnails and sorl-thumbnail render while a page is made.
"""

import logging
from io import BytesIO

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField, JSONField, Q, TextField
from django.db.models.functions import Cast
from PIL import Image, ImageOps

from interviews.media import renditions
from interviews.media.truncation import is_complete
from interviews.media.uploads import remove_transparency
from interviews.media.worker import picture_worker
from interviews.models import Picture

BATCH = 20  # pictures: a minute or two of work
MAX_CANDIDATES = 50  # due pictures that are considered; other machines may have claimed some
MAX_USE_CHECKS = 20  # pictures a run
SAVE_OPTIONS = {
    "AVIF": {"quality": 61, "max_threads": 1},
    "WEBP": {"quality": 80},
    "JPEG": {"quality": 76, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}

logger = logging.getLogger(__name__)


def render_due_pictures(limit=BATCH):
    """Make the renditions of due pictures; return how many pictures were claimed.

    Call it outside of a transaction: other machines must see the claims.
    """
    count = 0
    for picture in Picture.objects.due()[:MAX_CANDIDATES]:
        if count < limit and picture.claim():
            render_picture(picture)
            count += 1
    return count


def render_one_picture():
    """Render one due picture, for callers that may be stopped soon; return 1, or 0 if none."""
    return render_due_pictures(1)


def render_picture(picture):
    """Make the renditions of a claimed picture; after an error, schedule another attempt."""
    try:
        create_renditions(picture.name)
    except Exception as error:
        logger.warning("The renditions of %s were not made: %r", picture, error)
        picture.retry_later(f"{type(error).__name__}: {error}")
    else:
        picture.finish()


def create_renditions(name):
    """Render and store all renditions beside the original, the smallest first: most pages ask it.

    One call of the picture process per width, so that other callers get their turn in between.
    """
    for width in renditions.widths_of(name):
        for kind, content in picture_worker.run(_render, name, width):
            _store(name + renditions.suffix(width, kind), content)


def _render(name, width):
    """Return the (format, content) of each rendition of this width."""
    with default_storage.open(name) as file, Image.open(file) as opened:
        resize = _resize_to_icon if renditions.is_icon(name) else _resize
        resized = resize(opened.copy(), width)
    return [(kind, _encode(resized, kind)) for kind in renditions.formats_of(name)]


def _resize(original, width):
    if width == original.width:
        return original
    size = width, max(1, round(original.height * width / original.width))
    return original.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _resize_to_icon(original, width):
    """Return a square icon; what is missing in a square is transparent, or white on phones."""
    icon = ImageOps.pad(original.convert("RGBA"), (width, width), Image.Resampling.LANCZOS)
    return remove_transparency(icon) if width == renditions.TOUCH_WIDTH else icon


def _encode(picture, kind):
    file = BytesIO()
    prepared = remove_transparency(picture) if kind == "JPEG" else picture
    prepared.save(file, kind, **SAVE_OPTIONS[kind])
    return file.getvalue()


def _store(name, content):
    # A file of this name is cut off, or from a worker whose claim expired.
    default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:  # another worker stored the file between these two calls
        default_storage.delete(stored)


def delete_unused_pictures():
    """Delete pictures unused for a month, with their renditions; return how many were deleted."""
    for picture in Picture.objects.due_for_usage_check()[:MAX_USE_CHECKS]:
        picture.record_usage(seen=is_picture_used(picture.name))
        if not all(map(is_rendition_complete, renditions.names(picture.name))):
            Picture.objects.request_rendering(picture.name)
    unused = [
        picture
        for picture in Picture.objects.unused_past_retention()
        if not is_picture_used(picture.name)
    ]
    for picture in unused:
        for name in [*renditions.names(picture.name), picture.name]:
            default_storage.delete(name)
        picture.delete()  # last, so that an interrupted deletion is repeated
    return len(unused)


def is_rendition_complete(name):
    try:
        with default_storage.open(name) as file:
            return is_complete(file)
    except OSError:
        return False


def is_picture_used(name):
    """Return whether any row of this app has this file in a file field, or its name in a text."""
    for model in apps.get_app_config("interviews").get_models():
        if model is not Picture and model.objects.filter(_uses_file(model, name)).exists():
            return True
    return False


def _uses_file(model, name):
    """Return the condition that a row of this model uses the file."""
    condition = Q(pk__in=[])
    for field in model._meta.fields:
        if isinstance(field, FileField):
            condition |= Q(**{field.name: name})
        elif isinstance(field, JSONField):
            stored_as_text = model.objects.annotate(text=Cast(field.name, TextField()))
            condition |= Q(pk__in=stored_as_text.filter(text__contains=name).values("pk"))
        elif isinstance(field, TextField):
            condition |= Q(**{f"{field.name}__contains": name})
    return condition
