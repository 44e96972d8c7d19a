"""What the Markdown editor asks for: a picture to put into prose, and the text as HTML.

These answer as django-markdownx's own views do, whose script asks; but those believe what a
browser says a file is.
"""

from django import forms
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from interviews import prose
from interviews.admin.base import MISSING_ALT_TEXT
from interviews.admin_site import requires
from interviews.media.uploads import clean_picture, validate_picture
from interviews.models import Picture
from interviews.prose.grammar import is_too_complex
from interviews.prose.pictures import find_pictures_without_alt

TOO_COMPLEX = _(
    "This is too long, or has too many marks, to be read as Markdown. Readers see it as plain "
    "paragraphs; divide it into several answers."
)


class PictureForm(forms.Form):
    image = forms.FileField(validators=[validate_picture])


@requires("write_prose")
@require_POST
def upload(request):
    """Keep a picture; the answer is the Markdown that shows it, or 400 and why it was refused."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    return JsonResponse({"image_code": f"![]({store_picture(form.cleaned_data['image'])})"})


@requires("write_prose")
@require_POST
def markdownify(request):
    """The text as the page will show it, and over it what is wrong with it."""
    text = request.POST.get("content", "")
    faults = [MISSING_ALT_TEXT] if find_pictures_without_alt(text) else []
    faults += [TOO_COMPLEX] if is_too_complex(text) else []
    told = format_html_join("", '<p class="missing">{}</p>', ((fault,) for fault in faults))
    return HttpResponse(told + prose.from_editor(text))


def store_picture(file):
    """Store what is kept of a valid picture; return its address, which tells its size.

    Neither the name it came by, nor what the camera noted of the place and itself, is kept.
    """
    kept = clean_picture(file)
    name = default_storage.save(f"prose/{kept.name}", kept)
    Picture.objects.add(name)
    return f"{settings.MEDIA_URL}{name}"
