"""Every reply, to be searched and looked at; what is decided here is decided as in the queue."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.admin.addresses import FoundByAddress
from comments.admin.moderation_queue import ModerationQueueViews
from comments.admin.promotion import PromotionViews
from comments.admin.queue_items import cards, for_cards
from comments.models import Reply
from interviews.admin_site import RestrictedLookups


@admin.register(Reply)
class ReplyAdmin(
    FoundByAddress, PromotionViews, ModerationQueueViews, RestrictedLookups, admin.ModelAdmin
):
    list_display = ["name", "begins", "interview", "about", "status", "written_at"]
    list_filter = ["status", ("interview", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["interview", "exchange"]
    list_per_page = 50
    search_fields = ["name", "email", "network", "body", "interview__title"]
    date_hierarchy = "written_at"
    show_full_result_count = False
    actions = None
    change_list_template = "admin/comments/reply/change_list.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Its words are its author's; decisions about it are made beside them."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        words = {"title": _("All replies"), "may_moderate": self.has_moderate_permission(request)}
        return super().changelist_view(request, words | (extra_context or {}))

    @admin.display(description=_("reply"))
    def begins(self, reply):
        return Truncator(reply.body).chars(100)

    @admin.display(description=_("exchange"), ordering="exchange", empty_value="-")
    def about(self, reply):
        """The exchange; only its key while its words are no longer, or not again, published."""
        is_readable = reply.exchange and reply.interview.is_published
        return reply.exchange if is_readable else reply.exchange and reply.exchange.key

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One reply as in the queue, with all that was decided about it."""
        reply = self.get_object(request, unquote(object_id))
        if reply is None:
            raise Http404
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        [card] = cards(list(for_cards(Reply.objects.filter(pk=reply.pk))))
        words = {"card": card, "original": reply}
        template = "admin/comments/reply/change_form.html"
        return self.desk_page(request, template, _("One reply"), words)
