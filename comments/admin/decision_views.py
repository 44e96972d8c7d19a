"""The views behind the buttons of moderators. Each takes a POST and redirects to its page."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from comments.admin.decisions import (
    MAX_DECISIONS,
    DecisionForm,
    decide_all,
    describe_reply,
    parse_choices,
    undo_all,
)
from comments.models import Decision, Reply
from comments.models.moderation_queue import QueuePosition
from comments.moderation.sender_history import trusted_among
from interviews.admin.primary_keys import is_key
from interviews.admin_site import requires

LAST_DECISIONS = "last_decision"  # session key: the keys of the moderator's last decisions


def button_view(view):
    @wraps(view)
    def pressed(self, request):
        if request.method != "POST":
            # Signing in after a session has expired leads here by GET; nothing is decided.
            return redirect("admin:comments_reply_queue")
        return view(self, request)

    return requires("moderate")(pressed)


class DecisionViews:
    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_reply")

    @button_view
    def decide(self, request):
        """Carry out an action on the chosen replies, if nobody else has decided meanwhile."""
        field = "shown" if "whole_page" in request.POST else "reply"
        newest_ids = parse_choices(request.POST.getlist(field))
        form = DecisionForm(request.POST)
        replies = list(
            Reply.objects.filter(pk__in=newest_ids).ranked().order_by("written_at", "pk")
        )
        positions = [QueuePosition.of(reply) for reply in replies if reply.queued_at]
        if not form.is_valid():
            for sentences in form.errors.values():
                messages.error(request, sentences[0])
        elif not replies:
            messages.warning(request, _("Choose a reply first."))
        else:
            action = form.cleaned_data["action"]
            self._remember(
                request, decide_all(replies, action, request.user, newest_ids, **form.action_kwargs)
            )
        return self._back(request, replies, min(positions, default=None))

    @button_view
    def publish_all(self, request):
        """Publish the held replies of a known commenter that were held when the page was shown.

        Replies that screening found suspicious are left out.
        """
        key = request.POST.get("reply", "")
        reply = Reply.objects.ranked().filter(pk=key).first() if is_key(key) else None
        if reply is None or reply.email not in trusted_among({reply.email} - {""}):
            raise PermissionDenied
        shown_at = parse_datetime(request.POST.get("shown_at", "")) or timezone.now()
        held = Reply.objects.written_by(reply.email).held_as_unread().unchanged_since(shown_at)
        held = held.with_newest_decision_id().order_by("written_at", "pk")
        held = list(held[:MAX_DECISIONS])
        newest_ids = {each.pk: each.newest_decision_id for each in held}
        position = QueuePosition.of(reply) if reply.queued_at else None
        self._remember(request, decide_all(held, "approve", request.user, newest_ids))
        return self._back(request, [reply], position)

    @button_view
    def undo(self, request):
        """Undo decisions, each if it is the newest one on its reply."""
        keys = [key for key in request.POST.getlist("decision") if is_key(key)][:MAX_DECISIONS]
        decisions = Decision.objects.filter(pk__in=keys).select_related("reply").order_by("-pk")
        undone, kept = undo_all(decisions, request.user)
        if undone:
            names = "; ".join(map(describe_reply, undone[:3])) + (" …" if undone[3:] else "")
            messages.success(request, _("Undone: %s") % names)
        if kept:
            names = "; ".join(map(describe_reply, kept))
            messages.warning(request, _("Someone has decided since; not undone: %s") % names)
        if request.POST.get("page") in ("reply", "decided"):
            return self._back(request, undone or kept, None)
        waiting = Reply.objects.awaiting_moderation().in_queue_order()
        first = waiting.filter(pk__in=[reply.pk for reply in undone]).first()
        return self._to_queue(first and QueuePosition.of(first), first)

    def _remember(self, request, outcome):
        """Remember the decisions for Undo, and show warnings for what was not done."""
        if outcome.done:
            request.session[LAST_DECISIONS] = [decision.pk for decision in outcome.done]
        for sentence in outcome.get_warnings():
            messages.warning(request, sentence)

    def _back(self, request, replies, position):
        """Redirect to the page of the form; in the queue, to the next item from a position."""
        page = request.POST.get("page")
        if page == "reply" and replies:
            return redirect(reverse("admin:comments_reply_change", args=[replies[0].pk]))
        if page == "decided":
            return redirect(reverse("admin:comments_reply_decided"))
        if page == "declined":
            address, start = reverse("admin:comments_reply_declined"), request.POST.get("from", "")
            return redirect(f"{address}?from={start}" if is_key(start) else address)
        waiting = Reply.objects.awaiting_moderation().in_queue_order()
        following = waiting.from_position(position).first() if position else None
        start = QueuePosition.parse(request.POST.get("from", ""))
        return self._to_queue(start, following or (waiting.last() if position else None))

    def _to_queue(self, start, reply):
        """Redirect to the queue from a position on, with the focus on the item of a reply."""
        address = reverse("admin:comments_reply_queue")
        address += f"?from={start}" if start else ""
        return redirect(address + (f"#{reply.anchor}" if reply else ""))
