"""What whoever reads a mail of ours can say to more of it.

Looking changes nothing, since mail scanners open every link; only a POST confirms or stops.
Where the POST that stops comes from is not asked: one click in a mail program (RFC 8058) comes
from anywhere, and the signed address is what shows that the mail has arrived.

A link whose reply is gone says so. One that was not signed with today's keys explains itself.
"""

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Commenter, Reply
from comments.models.authorship import CONFIRMED_WITHIN
from comments.models.commenter import KNOWN_FOR, PROOF, proof_for
from comments.models.moderation import InvalidDecision
from comments.same_origin import is_foreign
from comments.views.personal_data import stale


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, signed):
    """Asks whether the address may be mailed about answers; saying yes also shows whose it is."""
    try:
        reply = Reply.objects.select_related("interview").to_confirm_as(signed)
    except SignatureExpired:
        return _show_dead(request, "too old")
    except BadSignature:
        return stale(request)
    if reply is None or not reply.can_be_answered:
        return _show_dead(request, reply.status if reply else "erased")
    if request.method != "POST" or is_foreign(request):
        since = Commenter.objects.wants_none_since(reply.email)
        return _show(request, reply, "comments/confirm.html", wants_none_since=since)
    try:
        reply.confirm_mail()
    except InvalidDecision:  # decided or erased just now
        return _show_dead(request, reply.status)
    response = _show(request, reply, "comments/confirmed.html")
    response.set_cookie(
        PROOF,
        proof_for(reply.email),
        max_age=KNOWN_FOR,
        path=reverse("interviews:archive"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request, signed):
    """Asks whether mail about this reply should stop, or all of it; one click is enough."""
    try:
        reply = Reply.objects.select_related("interview").to_stop_as(signed)
    except BadSignature:
        return stale(request)
    if reply is None:  # to somebody who was erased, nothing comes any more
        return render(request, "comments/unsubscribed.html")
    if request.method == "POST":
        for_good = "for_good" in request.POST
        reply.stop_mail(for_good)
        return _show(request, reply, "comments/unsubscribed.html", for_good=for_good)
    return _show(request, reply, "comments/unsubscribe.html")


def _show(request, reply, template, **more):
    return render(request, template, {"reply": reply, "interview": reply.interview, **more})


def _show_dead(request, why):
    context = {"why": why, "days": CONFIRMED_WITHIN.days}
    return render(request, "comments/expired_link.html", context, status=410)
