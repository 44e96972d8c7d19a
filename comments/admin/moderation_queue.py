"""The admin pages of the moderation queue and of recent decisions."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from comments.admin.decision_views import LAST_DECISIONS, DecisionViews
from comments.admin.decisions import REASON_LENGTH, REASONS, describe_decisions
from comments.admin.queue_items import build_queue_items, for_queue_items
from comments.models import Decision, Reply
from comments.models.moderation_queue import QueuePosition, Rank
from interviews.admin.primary_keys import is_key
from interviews.admin_site import requires

PER_PAGE = 25
DECIDED_LIMIT = 50  # decisions


class ModerationQueueViews(DecisionViews):
    """Pages and buttons of the reply admin for moderators."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("queue/", view(self.queue), name="comments_reply_queue"),
            path("declined/", view(self.declined), name="comments_reply_declined"),
            path("decided/", view(self.decided), name="comments_reply_decided"),
            path("decide/", view(self.decide), name="comments_reply_decide"),
            path("publish-all/", view(self.publish_all), name="comments_reply_publish_all"),
            path("undo/", view(self.undo), name="comments_reply_undo"),
            *super().get_urls(),
        ]

    @requires("moderate")
    def queue(self, request):
        """A page of the queue, from the position in `from` or from the beginning."""
        start = QueuePosition.parse(request.GET.get("from", ""))
        waiting = for_queue_items(Reply.objects.awaiting_moderation().in_queue_order())
        replies = list((waiting.from_position(start) if start else waiting)[: PER_PAGE + 1])
        if start and not replies:
            return redirect(reverse("admin:comments_reply_queue"))
        counts = Reply.objects.awaiting_moderation().count_by_rank()
        words = {
            "items": build_queue_items(replies[:PER_PAGE]),
            "counts": [(rank.label, counts[rank]) for rank in Rank if counts.get(rank)],
            "start": start or "",
            "next": QueuePosition.of(replies[PER_PAGE]) if len(replies) > PER_PAGE else "",
        }
        return self.render_page(request, "admin/comments/queue.html", _("Moderation queue"), words)

    @requires("moderate")
    def declined(self, request):
        """Replies that the rules declined, from the reply in `from` to older ones."""
        start = request.GET.get("from", "")
        declined = for_queue_items(Reply.objects.declined_by_rules())
        if is_key(start):
            declined = declined.filter(pk__lte=start)
        replies = list(declined[: PER_PAGE + 1])
        words = {
            "items": build_queue_items(replies[:PER_PAGE]),
            "start": start if is_key(start) else "",
            "next": replies[PER_PAGE].pk if len(replies) > PER_PAGE else "",
        }
        title = _("Declined by the rules")
        return self.render_page(request, "admin/comments/declined.html", title, words)

    @requires("moderate")
    def decided(self, request):
        """The recent decisions of moderators and rules."""
        lately = Decision.objects.excluding_authors().with_can_be_undone().order_by("-pk")
        lately = lately.select_related("by", "reply", "undone__by", "undoes")[:DECIDED_LIMIT]
        title, words = _("Recent decisions"), {"decisions": lately, "most": DECIDED_LIMIT}
        return self.render_page(request, "admin/comments/decided.html", title, words)

    def render_page(self, request, template, title, words):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "may_moderate": self.has_moderate_permission(request),
            "may_promote": self.has_promote_permission(request),
            "reasons": REASONS,
            "reason_length": REASON_LENGTH,
            "last": self._last_decision(request),
        }
        return TemplateResponse(request, template, context | words)

    def _last_decision(self, request):
        """The moderator's last decisions, if they can be undone."""
        keys = request.session.get(LAST_DECISIONS)
        if not keys:
            return None
        decisions = Decision.objects.filter(pk__in=keys).with_can_be_undone()
        decisions = list(decisions.filter(can_be_undone=True).select_related("reply"))
        return (
            {"description": describe_decisions(decisions), "decisions": decisions}
            if decisions
            else None
        )
