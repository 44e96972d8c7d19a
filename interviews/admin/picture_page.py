"""A page that stores a picture for a text and shows its Markdown, where no script runs.

With scripts, a dialog does this: see static/desk/picture-dialog.js.
"""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from interviews.admin.prose_editor import PictureForm, list_pictures, store_picture
from interviews.admin_site import requires

NOT_DESCRIBED = _("Tell what the picture shows, or tick “It only decorates”.")


class PicturePageForm(PictureForm):
    """Asks for a description, as the dialog does in the browser."""

    def clean(self):
        super().clean()
        sent = self.cleaned_data
        if not (self.errors or sent["decorative"] or sent["alt"].strip()):
            self.add_error("alt", NOT_DESCRIBED)

    def keep_picture(self):
        """Store the valid picture of a refused form; return the name of the chosen picture."""
        if image := self.cleaned_data.get("image"):
            return store_picture(image).removeprefix(settings.MEDIA_URL)
        return self["chosen"].value()


@requires("write_prose")
@require_http_methods(["GET", "HEAD", "POST"])
def picture_page(request):
    """Show the form; after a valid submission, also the Markdown of the picture."""
    form, markdown, chosen = PicturePageForm(), "", ""
    if request.method == "POST":
        form = PicturePageForm(request.POST, request.FILES)
        if form.is_valid():
            markdown, form = form.get_markdown(), PicturePageForm()
        else:
            chosen = form.keep_picture()
    context = admin.site.each_context(request) | list_pictures(request)
    context |= {"form": form, "markdown": markdown, "chosen": chosen, "title": _("Add a picture")}
    return TemplateResponse(request, "admin/interviews/picture_page.html", context)
