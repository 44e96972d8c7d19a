"""Serves uploaded pictures, where no proxy does, and stands in for renditions not made yet."""

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

# The type follows from the name, never from the content: no upload is ever sent as HTML or SVG.
TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
CACHE_A_DAY = "public, max-age=86400"
CACHE_FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
WRITING_TIME = timedelta(minutes=1)  # in which a storage may still show half a file


@require_safe
def uploaded_picture(request, name):
    """Answer with the picture of that name; 404 for a name that is not a picture's.

    For a rendition that is missing or damaged, answer with the original picture, and have the
    rendition made.
    """
    original = renditions.get_original_name(name)
    try:
        return _file_response(request, name)
    except FileNotFoundError:
        if original is None:
            raise Http404 from None
    Picture.objects.request_rendering(original)
    try:
        response = _file_response(request, original)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = REVALIDATE
    return response


def _file_response(request, name):
    """Return a response with the file, or 304; raise FileNotFoundError if there is no such file."""
    content_type = TYPES.get(PurePosixPath(name).suffix.lower())
    if content_type is None:
        raise FileNotFoundError(name)
    try:
        made_at = default_storage.get_modified_time(name)
        response = get_conditional_response(request, last_modified=int(made_at.timestamp()))
        if response is None:
            response = FileResponse(_open_whole(name), content_type=content_type)
    except (OSError, ValueError, SuspiciousFileOperation):  # a folder, or an impossible name
        raise FileNotFoundError(name) from None
    response["Last-Modified"] = http_date(made_at.timestamp())
    response["Cache-Control"] = _cache_control(name, made_at)
    return response


def _open_whole(name):
    """Open a file; raise FileNotFoundError for a damaged rendition."""
    file = default_storage.open(name)
    if renditions.get_original_name(name) and not is_complete(file):
        file.close()
        raise FileNotFoundError(name)
    return file


def _cache_control(name, made_at):
    if not renditions.is_immutable(name):
        return CACHE_A_DAY
    return CACHE_FOREVER if made_at < timezone.now() - WRITING_TIME else REVALIDATE
