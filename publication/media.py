"""Uploaded pictures, where no front server serves them, and renditions that are not made yet."""

from datetime import timedelta
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from interviews.media import renditions
from interviews.media.truncation import is_complete
from interviews.models import Picture

# By its name, never by what the file says it is: nothing uploaded is ever sent as HTML or SVG.
TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
A_DAY = "public, max-age=86400"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
BEING_WRITTEN = timedelta(minutes=1)  # while which a storage may show half a file


@require_safe
def uploaded(request, name):
    """The picture of that name; 404 for whatever is no picture.

    The address of a rendition that is not there yet, or damaged, answers with the picture it will
    be made from.
    """
    original = renditions.get_original_name(name)
    try:
        return _sent(request, name)
    except FileNotFoundError:
        if original is None:
            raise Http404 from None
    Picture.objects.make_again(original)
    try:
        response = _sent(request, original)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = ASK_AGAIN
    return response


def _sent(request, name):
    """The file, or 304 to whoever has it; FileNotFoundError if there is none that could be sent."""
    content_type = TYPES.get(PurePosixPath(name).suffix.lower())
    if content_type is None:
        raise FileNotFoundError(name)
    try:
        made_at = default_storage.get_modified_time(name)
        response = get_conditional_response(request, last_modified=int(made_at.timestamp()))
        if response is None:
            response = FileResponse(_whole(name), content_type=content_type)
    except (OSError, ValueError, SuspiciousFileOperation):  # a folder, or what no file is called
        raise FileNotFoundError(name) from None
    response["Last-Modified"] = http_date(made_at.timestamp())
    response["Cache-Control"] = _kept(name, made_at)
    return response


def _whole(name):
    """The open file; FileNotFoundError for a rendition that is damaged."""
    file = default_storage.open(name)
    if renditions.get_original_name(name) and not is_complete(file):
        file.close()
        raise FileNotFoundError(name)
    return file


def _kept(name, made_at):
    if not renditions.is_immutable(name):
        return A_DAY
    return FOR_GOOD if made_at < timezone.now() - BEING_WRITTEN else ASK_AGAIN
