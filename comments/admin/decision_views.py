"""What the buttons at the moderators' desk do. Each is a POST, and leads back to where it was."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from comments.admin.decisions import (
    MOST_AT_ONCE,
    DecisionForm,
    carry_out,
    read_choice,
    shown,
    take_back,
)
from comments.models import Decision, Reply
from comments.models.moderation_queue import Place
from comments.moderation.sender_history import trusted_among
from interviews.admin.primary_keys import is_key
from interviews.admin_site import requires

LAST = "last_decision"  # in the session: the keys of what this moderator decided last


def a_button(view):
    @wraps(view)
    def pressed(self, request):
        if request.method != "POST":
            # Whose session ended meanwhile is led here after signing in, with nothing decided.
            return redirect("admin:comments_reply_queue")
        return view(self, request)

    return requires("moderate")(pressed)


class DecisionViews:
    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_reply")

    @a_button
    def decide(self, request):
        """Carry out a verb about the replies that were chosen, as they were when it was read."""
        everything = "shown" if "whole_page" in request.POST else "reply"
        seen = read_choice(request.POST.getlist(everything))
        form = DecisionForm(request.POST)
        replies = list(Reply.objects.filter(pk__in=seen).ranked().order_by("written_at", "pk"))
        places = [Place.of(reply) for reply in replies if reply.queued_at]
        if not form.is_valid():
            for sentences in form.errors.values():
                messages.error(request, sentences[0])
        elif not replies:
            messages.warning(request, _("Choose a reply first."))
        else:
            verb = form.cleaned_data["verb"]
            self._note(request, carry_out(replies, verb, request.user, seen, **form.words))
        return self._back(request, replies, min(places, default=None))

    @a_button
    def publish_all(self, request):
        """Publish what is held of somebody known, as it was when the page was shown.

        Only what nothing speaks against: what screening found suspicious is decided by itself.
        """
        key = request.POST.get("reply", "")
        reply = Reply.objects.ranked().filter(pk=key).first() if is_key(key) else None
        if reply is None or reply.email not in trusted_among({reply.email} - {""}):
            raise PermissionDenied
        shown_at = parse_datetime(request.POST.get("shown_at", "")) or timezone.now()
        held = Reply.objects.written_by(reply.email).unsuspicious().settled_before(shown_at)
        held = held.as_of_their_newest_decision().order_by("written_at", "pk")
        held = list(held[:MOST_AT_ONCE])
        seen = {each.pk: each.seen for each in held}
        place = Place.of(reply) if reply.queued_at else None
        self._note(request, carry_out(held, "approve", request.user, seen))
        return self._back(request, [reply], place)

    @a_button
    def undo(self, request):
        """Take decisions back, each if it is the newest about its reply."""
        keys = [key for key in request.POST.getlist("decision") if is_key(key)][:MOST_AT_ONCE]
        decisions = Decision.objects.filter(pk__in=keys).select_related("reply").order_by("-pk")
        undone, kept = take_back(decisions, request.user)
        if undone:
            told = "; ".join(map(shown, undone[:3])) + (" …" if undone[3:] else "")
            messages.success(request, _("Undone: %s") % told)
        if kept:
            told = "; ".join(map(shown, kept))
            messages.warning(request, _("Something was decided since; not undone: %s") % told)
        if request.POST.get("page") in ("reply", "decided"):
            return self._back(request, undone or kept, None)
        waiting = Reply.objects.awaiting_moderation().in_queue_order()
        first = waiting.filter(pk__in=[reply.pk for reply in undone]).first()
        return self._to_queue(first and Place.of(first), first)

    def _note(self, request, outcome):
        """Keep what was done within reach of Undo, and say what was not done."""
        if outcome.done:
            request.session[LAST] = [decision.pk for decision in outcome.done]
        for sentence in outcome.complaints():
            messages.warning(request, sentence)

    def _back(self, request, replies, place):
        """To the page that the form was on; in the queue, to the next card from a place."""
        page = request.POST.get("page")
        if page == "reply" and replies:
            return redirect(reverse("admin:comments_reply_change", args=[replies[0].pk]))
        if page == "decided":
            return redirect(reverse("admin:comments_reply_decided"))
        if page == "declined":
            address, start = reverse("admin:comments_reply_declined"), request.POST.get("from", "")
            return redirect(f"{address}?from={start}" if is_key(start) else address)
        waiting = Reply.objects.awaiting_moderation().in_queue_order()
        following = waiting.from_place(place).first() if place else None
        start = Place.read(request.POST.get("from", ""))
        return self._to_queue(start, following or (waiting.last() if place else None))

    def _to_queue(self, start, reply):
        """The queue from a place on, with the focus on the card of a reply."""
        address = reverse("admin:comments_reply_queue")
        address += f"?from={start}" if start else ""
        return redirect(address + (f"#{reply.anchor}" if reply else ""))
