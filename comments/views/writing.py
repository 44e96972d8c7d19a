"""Leaving a reply."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from comments import same_origin
from comments.forms.invited import InvitedForm
from comments.forms.reply import ReplyForm, WordsForm
from comments.models import Invitation
from comments.models.commenter import PROOF, proven
from comments.views.same_origin import tokenless
from interviews.models import Interview


@tokenless
def reply(request, slug):
    # Also under a former address: a page kept since then posts there, and a redirect would
    # lose what it posts.
    interview = Interview.objects.select_related("reply_settings").find_by_slug(slug)
    if interview is None or not interview.is_published:
        raise Http404
    form = ReplyForm.of(
        request,
        interview=interview,
        to=request.GET.get("to", ""),
        parent=request.GET.get("parent", ""),
        network=same_origin.network_of(request),
        proof=proven(request.COOKIES.get(PROOF)),
    )
    return _answer(request, form)


@tokenless
def invited(request, signed):
    invitations = Invitation.objects.signed_as(signed)
    invitations = invitations.select_related("person", "interview__reply_settings")
    invitation = invitations.first()
    if invitation is None or not invitation.interview.is_published:
        return _uninvited(request)
    form = InvitedForm.of(
        request,
        invitation=invitation,
        interview=invitation.interview,
        to=request.GET.get("to", ""),
        network=same_origin.network_of(request),
    )
    return _answer(request, form)


def _uninvited(request):
    """The address is forged, too old or taken back; what was written is shown, to be kept."""
    said = request.POST.get("body", "")
    context = {"form": WordsForm(initial={"body": said}), "said": said}
    return render(request, "comments/invalid_invitation.html", context, status=404)


def _answer(request, form):
    if form.is_valid() and "preview" not in request.POST:
        reply = form.save(asked_by=same_origin.facts_of(request))
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
