"""What whoever reads a mail of ours can say to more of it.

Looking changes nothing, since mail scanners open every link; only a POST confirms or stops.
Where the POST that stops comes from is not asked: one click in a mail program (RFC 8058) comes
from anywhere, and the signed address is what shows that the mail has arrived.
"""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Reply
from comments.models.writer import KNOWN_FOR, PROOF, proof_for
from comments.origin import is_foreign


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, signed):
    """Asks whether the address may be mailed about answers; saying yes also shows whose it is."""
    reply = _of(Reply.objects.to_confirm_as(signed))
    if request.method != "POST" or is_foreign(request):
        return _show(request, reply, "comments/confirm.html")
    reply.confirm_mail()
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
    reply = _of(Reply.objects.to_stop_as(signed))
    if request.method == "POST":
        reply.stop_mail(for_good="for_good" in request.POST)
        return _show(request, reply, "comments/stopped.html")
    return _show(request, reply, "comments/stop.html")


def _of(replies):
    return get_object_or_404(replies.select_related("interview"))


def _show(request, reply, template):
    return render(request, template, {"reply": reply, "interview": reply.interview})
