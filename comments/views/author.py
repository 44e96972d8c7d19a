"""A commenter's own page about a reply: what became of it, and second thoughts."""

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
from comments.forms.reply import VoiceForm, WordsForm
from comments.models import ModerationRules, Reply
from comments.models.reply_settings import policy_for
from comments.moderation.screening.protected import protected_names
from comments.moderation.screening.verdict import judge
from comments.views.personal_data import stale
from comments.views.same_origin import tokenless

CHANGEABLE = ["body", "name", "website"]


def _mine(signed):
    """The reply behind its author's address; None if the address does not hold."""
    shown = Reply.objects.select_related("interview", "exchange", "parent", "invitation__person")
    with suppress(BadSignature):
        return shown.signed_as(signed)


def for_its_author(view):
    """A view that is given the reply behind a signed address; a stale address explains itself."""

    @wraps(view)
    def answer(request, signed):
        reply = _mine(signed)
        return stale(request) if reply is None else view(request, reply)

    return answer


@require_safe
@never_cache
@for_its_author
def status(request, reply):
    return _show_status(request, reply)


@require_safe
@never_cache
@for_its_author
def held(request, reply):
    """The reply as its author's browser adds it to the thread, while nobody else sees it."""
    if reply.status != Reply.Status.HELD or not reply.interview.is_published:
        raise Http404
    return render(request, "comments/held_reply.html", {"reply": reply})


@tokenless
@for_its_author
def change(request, reply):
    if request.method != "POST" and not reply.is_its_authors_to_change:
        return redirect(reply.status_url)
    words_form = VoiceForm if reply.invitation_id else WordsForm
    initial = {name: getattr(reply, name) for name in CHANGEABLE}
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
    """Whether the reply says what the form says; if not, the form says why."""
    if not form.has_changed():
        return True
    words = {name: form.cleaned_data[name] for name in CHANGEABLE}
    rules = ModerationRules.objects.in_force()
    changed = Reply(**words, email=reply.email, network=reply.network, interview=reply.interview)
    changed.invitation = reply.invitation
    policy = policy_for(reply.interview, rules)
    facts = same_origin.facts_of(request)
    # Whoever answered stands beside it; to be mistaken for them takes no more than their name.
    taken = reply.names_in_thread if changed.name != reply.name else ()
    protected = protected_names(reply.interview_id, rules, taken)
    verdict = judge(changed, rules, protected, policy, is_known=lambda: False, asked_by=facts)
    try:
        reply.edit(words, verdict)
    except ValidationError as refusal:
        form.refuse(refusal, 409)
        return False
    return True


def by_button(view):
    """A view that a button on the author's page posts to: it is given the reply.

    What the view cannot do is said on that page.
    """

    @csrf_exempt
    @require_POST
    @never_cache
    @for_its_author
    @wraps(view)
    def answer(request, reply):
        if same_origin.is_foreign(request):
            return _show_status(request, reply, why=same_origin.FOREIGN, status=403)
        try:
            return view(request, reply) or redirect(reply.status_url)
        except ValidationError as refusal:
            return _show_status(request, _mine(reply.signed), why=refusal.message, status=409)

    return answer


@by_button
def withdraw(request, reply):
    if reply.status != Reply.Status.WITHDRAWN:  # by a click twice
        reply.withdraw()


@by_button
def restore(request, reply):
    if reply.status == Reply.Status.WITHDRAWN:
        reply.restore()


@by_button
def ask_to_confirm(request, reply):
    """The answer is the same whatever is known of the address: strangers can type any address."""
    reply.ask_to_confirm()
    notice = _("If that address can be asked again already, we’ve emailed it the link.")
    return _show_status(request, reply, notice=notice)


def _show_status(request, reply, status=200, **more):
    return render(request, "comments/status.html", {"reply": reply, **more}, status=status)
