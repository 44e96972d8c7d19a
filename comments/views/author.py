"""The private page of a commenter about a reply: its status, editing, withdrawing."""

from contextlib import suppress
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from comments import same_origin
from comments.forms.reply import InvitedEditForm, ReplyTextForm
from comments.models import ModerationRules, Reply
from comments.models.reply_settings import get_policy
from comments.moderation.screening.protected import protected_names
from comments.moderation.screening.verdict import screen
from comments.views.privacy import invalid_link
from comments.views.same_origin import same_origin_view

EDITABLE_FIELDS = ["body", "name", "website"]


def _get_reply(signed):
    """The reply of a signed key; None if the key is invalid."""
    replies = Reply.objects.select_related("interview", "exchange", "parent", "invitation__person")
    with suppress(BadSignature):
        return replies.get_by_signed_id(signed)


def with_reply(view):
    """Pass the reply of a signed URL to the view, or render a page about the invalid link."""

    @wraps(view)
    def answer(request, signed):
        reply = _get_reply(signed)
        return invalid_link(request) if reply is None else view(request, reply)

    return answer


@require_safe
@never_cache
@with_reply
def status(request, reply):
    return _show_status(request, reply)


@require_safe
@never_cache
@with_reply
def held(request, reply):
    """The held reply as HTML, which its author's browser adds to the thread."""
    if reply.status != Reply.Status.HELD or not reply.interview.is_published:
        raise Http404
    return render(request, "comments/held_reply.html", {"reply": reply})


@same_origin_view
@with_reply
def edit(request, reply):
    if request.method != "POST" and not reply.is_editable_by_author:
        return redirect(reply.status_url)
    words_form = InvitedEditForm if reply.invitation_id else ReplyTextForm
    initial = {name: getattr(reply, name) for name in EDITABLE_FIELDS}
    form = words_form.of(request, initial=initial)
    if form.is_valid() and "preview" not in request.POST and _saved(request, reply, form):
        return redirect(reply.status_url)
    context = {
        "reply": reply,
        "form": form,
        "previewing": form.is_bound and not form.errors,
    }
    return render(request, "comments/edit.html", context, status=form.status)


def _saved(request, reply, form):
    """Save the form; return False, with an error in the form, if that fails."""
    if not form.has_changed():
        return True
    words = {name: form.cleaned_data[name] for name in EDITABLE_FIELDS}
    rules = ModerationRules.objects.current()
    changed = Reply(**words, email=reply.email, network=reply.network, interview=reply.interview)
    changed.invitation = reply.invitation
    policy = get_policy(reply.interview, rules)
    facts = same_origin.get_request_facts(request)
    # A new name must not look like that of another commenter in the thread.
    taken = reply.names_in_thread if changed.name != reply.name else ()
    protected = protected_names(reply.interview_id, rules, taken)
    verdict = screen(changed, rules, protected, policy, is_known=lambda: False, request_facts=facts)
    try:
        reply.edit(words, verdict)
    except ValidationError as refusal:
        form.refuse(refusal, 409)
        return False
    return True


def author_action(view):
    """A view for a button on the author's page. Errors are shown on that page."""

    @csrf_exempt
    @require_POST
    @never_cache
    @with_reply
    @wraps(view)
    def answer(request, reply):
        if same_origin.is_cross_site(request):
            return _show_status(request, reply, why=same_origin.FROM_OTHER_SITE, status=403)
        try:
            return view(request, reply) or redirect(reply.status_url)
        except ValidationError as refusal:
            return _show_status(
                request, _get_reply(reply.signed_id), why=refusal.message, status=409
            )

    return answer


@author_action
def withdraw(request, reply):
    if reply.status != Reply.Status.WITHDRAWN:  # a second click changes nothing
        reply.withdraw()


@author_action
def restore(request, reply):
    if reply.status == Reply.Status.WITHDRAWN:
        reply.restore()


@author_action
def send_confirmation_email(request, reply):
    """The response is always the same, so that strangers learn nothing about the address."""
    reply.send_confirmation_email()
    notice = _("If we can email that address again now, we’ve sent it the link.")
    return _show_status(request, reply, notice=notice)


def _show_status(request, reply, status=200, **more):
    return render(request, "comments/status.html", {"reply": reply, **more}, status=status)
