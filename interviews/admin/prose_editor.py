"""Views for the Markdown editor: upload of a picture, preview of a text, Markdown of pasted HTML.

Upload and preview return the same JSON and HTML as the views of django-markdownx, but do not trust
the content type that a browser sends.
"""

from django import forms
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from interviews import prose
from interviews.admin.text_warnings import MISSING_ALT_TEXT
from interviews.admin_site import requires
from interviews.media.uploads import clean_picture, validate_picture
from interviews.models import Picture
from interviews.prose.from_html import MAX_HTML, TooLong, from_html, inline_from_html
from interviews.prose.grammar import is_too_complex
from interviews.prose.pictures import find_pictures_without_alt

TOO_COMPLEX = _(
    "This text is too long or has too much formatting for Markdown. Readers see it as plain "
    "paragraphs. Divide it into several answers."
)


class PasteForm(forms.Form):
    """What static/desk/paste.js sends."""

    html = forms.CharField(max_length=MAX_HTML, strip=False)
    lines = forms.ChoiceField(choices=[("blocks", "blocks"), ("line", "line")])
    first_note = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class PictureForm(forms.Form):
    image = forms.FileField(validators=[validate_picture])


@requires("write_prose")
@require_POST
def upload(request):
    """Store a picture and return its Markdown; 400 and the errors if the file is invalid."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    return JsonResponse({"image_code": f"![]({store_picture(form.cleaned_data['image'])})"})


@requires("write_prose")
@require_POST
def markdownify(request):
    """Return the HTML of a text, preceded by warnings about the text."""
    text = request.POST.get("content", "")
    warnings = [MISSING_ALT_TEXT] if find_pictures_without_alt(text) else []
    warnings += [TOO_COMPLEX] if is_too_complex(text) else []
    messages = format_html_join("", '<p class="missing">{}</p>', ((each,) for each in warnings))
    return HttpResponse(messages + prose.from_editor(text))


@requires("write_prose")
@require_POST
def markdown_from_html(request):
    """Return the Markdown of pasted HTML; 400 if it is too long or not as the script sends it."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    html, first_note = form.cleaned_data["html"], form.cleaned_data["first_note"] or 1
    try:
        if form.cleaned_data["lines"] == "line":
            return JsonResponse({"markdown": inline_from_html(html)})
        return JsonResponse({"markdown": from_html(html, first_note)})
    except TooLong:
        return JsonResponse({"html": [_("This is too long.")]}, status=400)


def store_picture(file):
    """Store a valid picture and return its URL, which contains its size.

    The original file name and the metadata of the camera are not stored.
    """
    kept = clean_picture(file)
    name = default_storage.save(f"prose/{kept.name}", kept)
    Picture.objects.add(name)
    return f"{settings.MEDIA_URL}{name}"
