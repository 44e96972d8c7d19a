"""The forms to write a reply."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from comments import same_origin
from comments.forms.invited import InvitedForm
from comments.forms.reply import ReplyForm, ReplyTextForm
from comments.models import Invitation
from comments.models.commenter import COOKIE_NAME, read_cookie
from comments.views.same_origin import same_origin_view
from interviews.models import Interview


@same_origin_view
def reply(request, slug):
    # Also under a former slug: a cached page may post there, and a redirect would lose the text.
    interview = Interview.objects.select_related("reply_settings").find_by_slug(slug)
    if interview is None or not interview.is_published:
        raise Http404
    form = ReplyForm.of(
        request,
        interview=interview,
        to=request.GET.get("to", ""),
        parent=request.GET.get("parent", ""),
        network=same_origin.get_network(request),
        proof=read_cookie(request.COOKIES.get(COOKIE_NAME)),
    )
    return _respond(request, form)


@same_origin_view
def invited(request, signed):
    invitations = Invitation.objects.by_signed_id(signed)
    invitations = invitations.select_related("person", "interview__reply_settings")
    invitation = invitations.first()
    if invitation is None or not invitation.interview.is_published:
        return _render_invalid_invitation(request)
    form = InvitedForm.of(
        request,
        invitation=invitation,
        interview=invitation.interview,
        to=request.GET.get("to", ""),
        network=same_origin.get_network(request),
    )
    return _respond(request, form)


def _render_invalid_invitation(request):
    """The page for an invalid invitation. It shows the posted text, to be copied."""
    text = request.POST.get("body", "")
    context = {"form": ReplyTextForm(initial={"body": text}), "said": text}
    return render(request, "comments/invalid_invitation.html", context, status=404)


def _respond(request, form):
    if form.is_valid() and "preview" not in request.POST:
        reply = form.save(request_facts=same_origin.get_request_facts(request))
        if reply is not None:
            return HttpResponseRedirect(reply.status_url)
    context = {
        "interview": form.interview,
        "form": form,
        "previewing": form.is_bound and not form.errors,
    }
    response = render(request, "comments/reply.html", context, status=form.status)
    if form.status == 429:
        response["Retry-After"] = str(form.wait)
    return response
