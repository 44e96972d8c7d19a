"""The pages of a prepared update beside its form: a preview, a comparison, and discarding it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from interviews.admin.interview import get_update_url
from interviews.admin_site import requires
from interviews.history.comparison import compare
from interviews.models import PreparedUpdate
from interviews.models.content import content_of
from interviews.previews.page import render_preview


class UpdatePages:
    """Mixin for the admin of updates, with the paths of all its pages."""

    def get_update_urls(self):
        """Return the paths of the update, which stand under the address of its interview."""
        pages = {
            "update": ("update/", self.update_view),
            "update_preview": ("update/preview/", self.preview_update),
            "update_comparison": ("update/comparison/", self.compare_update),
            "update_discard": ("update/discard/", self.discard_update),
        }
        return [
            path(
                f"<path:object_id>/{route}",
                self.admin_site.admin_view(view),
                name=f"interviews_interview_{name}",
            )
            for name, (route, view) in pages.items()
        ]

    def get_update_or_404(self, request, object_id):
        """Return the update, stored or not, and lock it until the transaction ends."""
        interview = self.get_object_or_404(request, object_id)
        if not interview.was_published:
            raise Http404
        return PreparedUpdate.objects.locked(interview)

    @requires("view_or_change")
    def preview_update(self, request, object_id):
        """Show the page as readers will see it when the update is published."""
        with (
            transaction.atomic(),
            self.get_update_or_404(request, object_id).applied(explained=True) as interview,
        ):
            return render_preview(request, interview)

    @requires("view_or_change")
    def compare_update(self, request, object_id):
        """Show what differs between the published text and the text with the update."""
        with transaction.atomic():
            update = self.get_update_or_404(request, object_id)
            with update.applied() as interview:
                planned = content_of(interview)
            comparison = compare(content_of(update.interview), planned)
        return self._update_page(request, update, "update_comparison", {"comparison": comparison})

    @requires("change")
    @transaction.atomic
    def discard_update(self, request, object_id):
        """Ask whether to discard the update; discard it if the form is posted."""
        update = self.get_update_or_404(request, object_id)
        if not self.has_change_permission(request, update.interview):
            raise PermissionDenied
        if update.pk is None:
            raise Http404
        if request.method != "POST":
            return self._update_page(request, update, "update_discard", {})
        update.delete()
        self.log_update(request, update.interview, "Discarded the update.")
        done = _("The update was discarded. The published text is as it was.")
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(super().change_url(update.interview))

    def log_update(self, request, interview, message):
        super().log_change(request, interview, message)

    def _update_page(self, request, update, template, context):
        context |= self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": update.interview,
            "update": update,
            "update_url": get_update_url(update.interview),
            "title": str(update),
        }
        return TemplateResponse(request, f"admin/interviews/interview/{template}.html", context)
