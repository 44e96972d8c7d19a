"""What the Markdown editor asks for: a picture to put into prose, and the text as HTML.

These answer as django-markdownx's own views do, whose script asks; but those believe what a
browser says a file is.
"""

from contextlib import suppress
from io import BytesIO
from uuid import uuid4

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from PIL import Image, ImageOps

from interviews import prose
from interviews.pictures import FORMATS, validate_picture

WIDEST = 2040  # pixels: the measure of an answer, for the sharpest of screens


class PictureForm(forms.Form):
    image = forms.FileField(validators=[validate_picture])


@staff_member_required
@require_POST
def upload(request):
    """Keep a picture; the answer is the Markdown that shows it, or 400 and why it was refused."""
    if not request.user.has_module_perms("interviews"):
        raise PermissionDenied  # a moderator, say, whose affair interviews are not
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    return JsonResponse({"image_code": f"![]({keep(form.cleaned_data['image'])})"})


@staff_member_required
@require_POST
def markdownify(request):
    """The text as the page will show it."""
    return HttpResponse(prose.from_editor(request.POST.get("content", "")))


def keep(file):
    """Draw a valid picture anew, upright and at most WIDEST; return the address where it is kept.

    Neither the name it came by, nor what the camera noted of the place and itself, is kept.
    """
    stored = BytesIO()
    with Image.open(file, formats=sorted(FORMATS)) as picture:
        # A JPEG that holds more than one picture says it is something else.
        kind = picture.format if picture.format in FORMATS else "JPEG"
        with suppress(Exception):  # a camera's notes may be garbled where the picture is sound
            ImageOps.exif_transpose(picture, in_place=True)
        picture.thumbnail((WIDEST, picture.height))
        picture.save(stored, kind, quality=85, icc_profile=picture.info.get("icc_profile"))
    name = f"prose/{uuid4()}{FORMATS[kind]}"
    return default_storage.url(default_storage.save(name, ContentFile(stored.getvalue())))
