"""The preview links of an interview at the desk: a page that lists, makes and revokes them."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from interviews.admin.primary_keys import find_row
from interviews.admin_site import requires
from interviews.models import PreviewLink

DAYS = [1, 3, 7, 14, 30, 90]
DEFAULT_DAYS = 14
CHANGES = {  # {method of a link: what the page says afterwards}
    "revoke": gettext_lazy("The link is revoked. It does not show the interview any more."),
    "erase_holder": gettext_lazy("The name and the comments are erased."),
}


class PreviewLinkForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=PreviewLink._meta.get_field("name").max_length,
        help_text=gettext_lazy("The name stands above the preview, and beside the comments."),
        widget=forms.TextInput({"class": "vTextField"}),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS],
        coerce=int,
        initial=DEFAULT_DAYS,
    )


class PreviewLinkViews:
    """Mixin for the admin of interviews."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_links)
        route = "<path:object_id>/preview-links/"
        return [path(route, view, name="interviews_interview_preview_links"), *super().get_urls()]

    @requires("change")
    def preview_links(self, request, object_id):
        """GET: list the links. POST: revoke a link, erase its holder, or make a new link."""
        interview = self.get_object_to_change(request, object_id)
        for verb, done in CHANGES.items():
            if verb in request.POST:
                getattr(find_row(interview.preview_links, request.POST[verb]), verb)(request.user)
                self.message_user(request, done, messages.SUCCESS)
                return self._go_to_links(interview)
        form = PreviewLinkForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            PreviewLink.objects.make(interview, **form.cleaned_data, by=request.user)
            self.message_user(request, _("The link is made. Copy it below."), messages.SUCCESS)
            return self._go_to_links(interview)
        return self._links_page(request, interview, form)

    def _go_to_links(self, interview):
        page = reverse("admin:interviews_interview_preview_links", args=[quote(interview.pk)])
        return HttpResponseRedirect(page)

    def _links_page(self, request, interview, form):
        links = interview.preview_links.newest_first().select_related("made_by", "revoked_by")
        links = links.annotate(comment_count=Count("comments"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": interview,
            "title": _("Preview links of “%s”") % interview,
            "form": form,
            "links": links,
        }
        return TemplateResponse(request, "admin/interviews/interview/preview_links.html", context)
