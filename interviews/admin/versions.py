"""The versions of an interview at the desk: the list, a comparison of two, and restoring."""

from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from interviews.admin.primary_keys import is_key
from interviews.admin.public_changes import PublicChangeForm
from interviews.admin_site import requires
from interviews.history.comparison import compare, summarize
from interviews.history.restoring import restore

PER_PAGE = 50


class VersionViews:
    """For the admin of interviews. The list of versions replaces Django's history of an object."""

    def get_urls(self):
        compare_view = self.admin_site.admin_view(self.compare_versions)
        restore_view = self.admin_site.admin_view(self.restore_version)
        return [
            path(
                "<path:object_id>/history/compare/", compare_view, name="interviews_version_compare"
            ),
            path(
                "<path:object_id>/history/restore/", restore_view, name="interviews_version_restore"
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Show the list of versions, the newest first."""
        interview = self.get_object_or_404(request, object_id)
        interview.record_change_made_elsewhere()
        versions = interview.versions.select_related("by", "correction", "restores")
        page = Paginator(versions.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page)
        for later, earlier in pairwise(shown):
            later.before = earlier
        for version in shown:
            version.summary = summarize(version.before, version)
        return self._versions_page(
            request, interview, "versions.html", {"page": page, "versions": shown}
        )

    @requires("view_or_change")
    def compare_versions(self, request, object_id):
        """Show what differs between the versions `from` and `to`."""
        interview = self.get_object_or_404(request, object_id)
        return self._comparison(request, interview, request.GET, PublicChangeForm())

    def _comparison(self, request, interview, numbers, form):
        earlier, later = (_get_version(interview, numbers.get(name)) for name in ("from", "to"))
        if earlier.number > later.number:
            earlier, later = later, earlier
        context = {
            "earlier": earlier,
            "later": later,
            "comparison": compare(earlier, later),
            "public_change": form if interview.was_published else None,
            "can_restore": self.has_change_permission(request, interview),
        }
        return self._versions_page(request, interview, "version_comparison.html", context)

    @requires("change")
    def restore_version(self, request, object_id):
        """Restore the version `from`: the exchange with the key `exchange`, or all."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        interview = self.get_object_to_change(request, object_id)
        version = _get_version(interview, request.POST.get("from"))
        key = request.POST.get("exchange")
        if key and key not in version.content_by_key:
            raise Http404
        form = PublicChangeForm(request.POST)
        try:
            restored = restore(version, by=request.user, key=key, **form.explanation)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                form.add_error("note" if form.explanation["kind"] else "kind", sentence)
            return self._comparison(request, interview, request.POST, form)
        done = _("Restored.") if restored else _("Nothing to restore: this is the present text.")
        self.message_user(request, done, messages.SUCCESS)
        self.return_to_review(request, interview, restored)
        return HttpResponseRedirect(self.change_url(interview))

    def _versions_page(self, request, interview, template, context):
        context |= self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": interview,
            "title": _("Versions of “%s”") % interview,
            "versions_url": reverse("admin:interviews_interview_history", args=[interview.pk]),
        }
        return TemplateResponse(request, f"admin/interviews/interview/{template}", context)


def _get_version(interview, number):
    if not is_key(number or ""):
        raise Http404
    return get_object_or_404(interview.versions.select_related("by"), number=number)
