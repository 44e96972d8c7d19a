"""Views for the Markdown editor: pictures, preview of a text, Markdown of pasted HTML.

Upload and preview return the same JSON and HTML as the views of django-markdownx, but do not trust
the content type that a browser sends.
"""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from interviews import prose
from interviews.admin.text_warnings import MISSING_ALT_TEXT
from interviews.admin_site import requires
from interviews.media.renditions import MEDIA_TYPES, from_url
from interviews.media.uploads import clean_picture, validate_picture
from interviews.models import Picture
from interviews.models.checklist import list_barriers
from interviews.pagination import KeysetPage
from interviews.prose.escaping import escape_markdown
from interviews.prose.from_html import MAX_HTML, TooLong, from_html, inline_from_html
from interviews.prose.grammar import is_too_complex
from interviews.prose.pictures import find_pictures_without_alt

PICTURES_ON_A_PAGE = 24
MAX_BARRIERS = 5  # that the preview of a text names
BACKSLASHED = r"\\\g<0>"
IN_TITLE = re.compile(r"[\\\"&]")
BRACKETS = re.compile(r"\]|(?<!\\)\[")  # that escape_markdown leaves
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
    """What static/desk/picture-dialog.js sends: a new picture or one that was used before."""

    image = forms.FileField(validators=[validate_picture], required=False)
    chosen = forms.CharField(required=False)  # the name of a stored picture
    alt = forms.CharField(max_length=300, required=False)
    decorative = forms.BooleanField(required=False)
    caption = forms.CharField(max_length=300, required=False)
    credit = forms.CharField(max_length=200, required=False)

    def clean_chosen(self):
        if not (name := self.cleaned_data["chosen"]):
            return None
        if picture := Picture.objects.in_prose().filter(name=name).first():
            return picture
        raise ValidationError(_("This picture is not there any more. Choose another one."))

    def clean(self):
        if not (self.errors or self.cleaned_data["image"] or self.cleaned_data["chosen"]):
            self.add_error("image", self.fields["image"].error_messages["required"])

    def get_markdown(self):
        """Store a new picture, and return the Markdown that shows the picture."""
        sent = self.cleaned_data
        if sent["image"]:
            url = store_picture(sent["image"])
        else:
            sent["chosen"].record_usage(seen=True)  # so that it stays until the text is saved
            url = f"{settings.MEDIA_URL}{sent['chosen'].name}"
        alt = "-" if sent["decorative"] else escape_alt(sent["alt"])
        return f"![{alt}]({url}{write_title(sent['caption'], sent['credit'])})"


def escape_alt(text):
    """Return Markdown for between the brackets of ![…]: one line, with its brackets escaped."""
    return BRACKETS.sub(BACKSLASHED, escape_markdown(" ".join(text.split())))


def write_title(caption, credit):
    """Return a space and the Markdown title with caption and credit; "" if both are blank."""
    title = f"{caption} | {credit}" if credit or "|" in caption else caption
    return f' "{IN_TITLE.sub(BACKSLASHED, " ".join(title.split()))}"' if title else ""


@requires("write_prose")
@require_POST
def upload(request):
    """Return the Markdown of a picture, which is stored if it is new; 400 and the errors if not."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    return JsonResponse({"image_code": form.get_markdown()})


@requires("write_prose")
@require_safe
def picture_dialog(request):
    """Return the dialog that asks for a picture, with a page of earlier pictures."""
    return render(request, "admin/interviews/picture_dialog.html", list_pictures(request))


def list_pictures(request):
    """Return a page of earlier pictures, and the accepted media types, as a template context."""
    page = KeysetPage(request.GET, Picture.objects.in_prose(), PICTURES_ON_A_PAGE)
    for picture in page:
        picture.url = f"{settings.MEDIA_URL}{picture.name}"
        if found := from_url(picture.url):
            picture.url = found[0].url(found[0].widths[0])
    return {"page": page, "accepted": ",".join(MEDIA_TYPES)}


@requires("write_prose")
@require_POST
def markdownify(request):
    """Return the HTML of a text, preceded by warnings about the text."""
    text = request.POST.get("content", "")
    warnings = [MISSING_ALT_TEXT] if find_pictures_without_alt(text) else []
    warnings += [TOO_COMPLEX] if is_too_complex(text) else list_barriers(text)[:MAX_BARRIERS]
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
