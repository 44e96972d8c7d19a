"""The queue: what waits for a moderator, in an order that serves a tired one."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from comments.admin.decision_views import LAST, DecisionViews
from comments.admin.decisions import REASON_LENGTH, REASONS, told
from comments.admin.queue_items import cards, for_cards
from comments.models import Decision, Reply
from comments.models.moderation_queue import Place, Rank
from interviews.admin.primary_keys import is_key
from interviews.admin_site import requires

PER_PAGE = 25
LATELY = 50  # decisions


class ModerationQueueViews(DecisionViews):
    """For the admin of replies: pages and buttons for those who may moderate."""

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
        """A page of cards that starts at the place in `from`, or at the beginning."""
        start = Place.read(request.GET.get("from", ""))
        waiting = for_cards(Reply.objects.awaiting_moderation().in_queue_order())
        replies = list((waiting.from_place(start) if start else waiting)[: PER_PAGE + 1])
        if start and not replies:
            return redirect(reverse("admin:comments_reply_queue"))
        counts = Reply.objects.awaiting_moderation().counted_by_rank()
        words = {
            "cards": cards(replies[:PER_PAGE]),
            "counts": [(rank.label, counts[rank]) for rank in Rank if counts.get(rank)],
            "start": start or "",
            "next": Place.of(replies[PER_PAGE]) if len(replies) > PER_PAGE else "",
        }
        return self.desk_page(request, "admin/comments/queue.html", _("The queue"), words)

    @requires("moderate")
    def declined(self, request):
        """What the rules declined before anybody read it, from the reply in `from` backwards."""
        start = request.GET.get("from", "")
        declined = for_cards(Reply.objects.declined_by_the_rules())
        if is_key(start):
            declined = declined.filter(pk__lte=start)
        replies = list(declined[: PER_PAGE + 1])
        words = {
            "cards": cards(replies[:PER_PAGE]),
            "start": start if is_key(start) else "",
            "next": replies[PER_PAGE].pk if len(replies) > PER_PAGE else "",
        }
        title = _("Declined by the rules")
        return self.desk_page(request, "admin/comments/declined.html", title, words)

    @requires("moderate")
    def decided(self, request):
        """What was decided last, by anyone but the authors themselves."""
        lately = Decision.objects.by_the_desk().with_what_can_be_undone().order_by("-pk")
        lately = lately.select_related("by", "reply", "undone__by", "undoes")[:LATELY]
        title, words = _("Lately decided"), {"decisions": lately, "most": LATELY}
        return self.desk_page(request, "admin/comments/decided.html", title, words)

    def desk_page(self, request, template, title, words):
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
        """What this moderator decided last, as long as it can be taken back."""
        keys = request.session.get(LAST)
        if not keys:
            return None
        decisions = Decision.objects.filter(pk__in=keys).with_what_can_be_undone()
        decisions = list(decisions.filter(can_be_undone=True).select_related("reply"))
        return {"told": told(decisions), "decisions": decisions} if decisions else None
