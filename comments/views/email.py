"""The pages behind links in emails: confirm an address, and unsubscribe.

A GET changes nothing, since mail scanners open every link; only a POST confirms or unsubscribes.
The origin of a POST that unsubscribes is not checked: one-click unsubscribing in a mail program
(RFC 8058) comes from anywhere, and the signed URL shows that the sender has the email.

If the reply is gone, the page says so. An invalid signature leads to a page that explains it.
"""

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Commenter, Reply
from comments.models.authorship import CONFIRMATION_LINK_LIFETIME
from comments.models.commenter import COOKIE_LIFETIME, COOKIE_NAME, sign_cookie
from comments.models.moderation import InvalidDecision
from comments.same_origin import is_cross_site
from comments.views.privacy import invalid_link


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, signed):
    """Ask whether to send emails about replies. Confirming also sets the commenter's cookie."""
    try:
        reply = Reply.objects.select_related("interview").get_by_confirmation_link(signed)
    except SignatureExpired:
        return _render_expired_link(request, "too old")
    except BadSignature:
        return invalid_link(request)
    if reply is None or not reply.can_be_replied_to:
        return _render_expired_link(request, reply.status if reply else "erased")
    if request.method != "POST" or is_cross_site(request):
        since = Commenter.objects.get_unsubscribed_at(reply.email)
        return _show(request, reply, "comments/confirm.html", unsubscribed_at=since)
    try:
        reply.confirm_email()
    except InvalidDecision:  # decided or erased at the same moment
        return _render_expired_link(request, reply.status)
    response = _show(request, reply, "comments/confirmed.html")
    response.set_cookie(
        COOKIE_NAME,
        sign_cookie(reply.email),
        max_age=COOKIE_LIFETIME,
        path=reverse("interviews:archive"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request, signed):
    """Ask whether to unsubscribe from this reply or from everything. One click is enough."""
    try:
        reply = Reply.objects.select_related("interview").get_by_unsubscribe_link(signed)
    except BadSignature:
        return invalid_link(request)
    if reply is None:  # the author was erased and gets no emails
        return render(request, "comments/unsubscribed.html")
    if request.method == "POST":
        for_good = "for_good" in request.POST
        reply.stop_emails(for_good)
        return _show(request, reply, "comments/unsubscribed.html", for_good=for_good)
    return _show(request, reply, "comments/unsubscribe.html")


def _show(request, reply, template, **more):
    return render(request, template, {"reply": reply, "interview": reply.interview, **more})


def _render_expired_link(request, why):
    context = {"why": why, "days": CONFIRMATION_LINK_LIFETIME.days}
    return render(request, "comments/expired_link.html", context, status=410)
