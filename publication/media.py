"""Uploaded pictures, where no front server or object store serves them."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

# By its name, never by what the file says it is: nothing uploaded is ever sent as HTML or SVG.
TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def uploaded(request, name):
    """The picture of that name under MEDIA_ROOT; 404 for whatever is no picture."""
    content_type = TYPES.get(PurePosixPath(name).suffix.lower())
    if content_type is None:
        raise Http404
    try:
        response = serve(request, name, document_root=settings.MEDIA_ROOT)
    except OSError:  # no file can have a name this long
        raise Http404 from None
    response["Content-Type"] = content_type
    response["Cache-Control"] = "public, max-age=86400"
    return response
