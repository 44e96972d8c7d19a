"""All replies in the admin: search, view, and decide as in the queue."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.admin.addresses import EmailSearch
from comments.admin.moderation_queue import ModerationQueueViews
from comments.admin.promotion import PromotionViews
from comments.admin.queue_items import build_queue_items, for_queue_items
from comments.models import Reply
from interviews.admin_site import FindsObjects, NamedList, ReadOnly, RestrictedLookups


@admin.register(Reply)
class ReplyAdmin(
    EmailSearch,
    PromotionViews,
    ModerationQueueViews,
    ReadOnly,  # moderators decide about a reply with buttons
    FindsObjects,
    NamedList,
    RestrictedLookups,
    admin.ModelAdmin,
):
    list_name = _("All replies")
    list_display = ["name", "begins", "interview", "about", "status", "written_at"]
    list_filter = ["status", ("interview", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["interview", "exchange"]
    list_per_page = 50
    search_fields = ["name", "email", "network", "body", "interview__title"]
    date_hierarchy = "written_at"
    show_full_result_count = False
    actions = None
    change_list_template = "admin/comments/reply/change_list.html"

    def changelist_view(self, request, extra_context=None):
        words = {"may_moderate": self.has_moderate_permission(request)}
        return super().changelist_view(request, words | (extra_context or {}))

    @admin.display(description=_("reply"))
    def begins(self, reply):
        return Truncator(reply.body).chars(100)

    @admin.display(description=_("exchange"), ordering="exchange", empty_value="-")
    def about(self, reply):
        """The exchange; only its key while the interview is not published."""
        is_readable = reply.exchange and reply.interview.is_published
        return reply.exchange if is_readable else reply.exchange and reply.exchange.key

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show one reply as in the queue, with all decisions about it."""
        reply = self.get_object_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        [item] = build_queue_items(list(for_queue_items(Reply.objects.filter(pk=reply.pk))))
        words = {"item": item, "original": reply}
        template = "admin/comments/reply/change_form.html"
        return self.render_page(request, template, _("Reply"), words)
