"""What is kept about the person behind a mail address: to show it, and to erase it.

The page and the commands know no more than this. A person is their address here: it is all by
which two replies are known to be one's. Reports carry none, so nobody can be found by them.
"""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import normal_address
from comments.models import Commenter, Invitation, ModerationRules, QueuedEmail, Reply
from comments.models.commenter import KNOWN_FOR, PATIENCE
from comments.models.queued_email import KEPT
from comments.models.reply_queryset import APPROVALS_OF_THE_KNOWN, MONTHS_OF_THE_KNOWN
from comments.moderation.screening import networks
from comments.moderation.screening.reasons import told
from interviews.exports.absolute_urls import absolute_url

signer = TimestampSigner(salt="comments.personal_data")

LASTS = timedelta(days=7)  # how long the link in a mail leads to what is kept

# What the page tells of it in numbers.
NUMBERS = {
    "days_of_networks": networks.KEPT_FOR.days,
    "days_unconfirmed": PATIENCE.days,
    "days_of_letters": KEPT.days,
    "days_of_cookie": KNOWN_FOR.days,
    "days_of_link": LASTS.days,
    "minutes_to_change": Reply.minutes_to_change,
    "approvals": APPROVALS_OF_THE_KNOWN,
    "months": MONTHS_OF_THE_KNOWN,
}

# --- Showing ------------------------------------------------------------------------


def everything_about(email):
    """All that is kept about an address, as a dict of plain values and datetimes.

    Keys: address, replies (list), mail (dict, or None), invitations (list), letters (list, on
    their way), blocked (whether editors listed the address). Addresses of pages are whole.
    """
    email = normal_address(email)
    replies = Reply.objects.written_by(email).annotate(times_reported=Count("reports"))
    replies = replies.select_related("interview", "exchange", "invitation")
    rules = ModerationRules.objects.in_force()
    return {
        "address": email,
        "replies": [_of_reply(reply) for reply in replies.prefetch_related("decisions")],
        "mail": Commenter.objects.filter(email=email).values(*MAIL).first(),
        "invitations": [_of_invitation(each) for each in _invitations(email)],
        "letters": list(_letters(email).values("kind", "subject", "made_at")),
        "blocked": email in map(normal_address, rules.blocked_addresses.split()),
    }


AS_IT_IS = ["name", "email", "website", "body", "network", "written_at", "edited_at"]
AS_IT_IS += ["published_at", "featured_at", "decline_reason", "spam_score"]
MAIL = ["confirmed_at", "wants_none_at", "asked", "asked_at", "told_at"]


def _of_reply(reply):
    return {
        "interview": reply.interview.title,
        "answer": reply.exchange.key if reply.exchange else "",
        "state": reply.get_status_display(),
        "page": absolute_url(reply.status_url),
        "stop_page": absolute_url(reply.stop_url) if reply.mail and not reply.erased_at else "",
        **{name: getattr(reply, name) for name in AS_IT_IS},
        "badge": reply.voice,
        "asked_as": reply.asked_as.name if reply.asked_as else "",
        "became": absolute_url(reply.became.anchor_url) if reply.became else "",
        "check_sums": [sum_ for sum_ in (reply.fingerprint, reply.turn) if sum_],
        "mail": reply.get_mail_display(),
        "held_because": [str(reason) for reason in told(reply.reasons)],
        "reports": reply.times_reported,
        "decisions": [_of_decision(decision) for decision in reply.decisions.all()],
    }


def _of_decision(decision):
    # Not by whom: moderators are persons, too.
    what = decision.get_verb_display()
    return {"what": what, "at": decision.at, "why": decision.reason, "words": decision.words}


def _of_invitation(invitation):
    return {
        "interview": invitation.interview.title,
        "person": invitation.person.name,
        "role": invitation.get_role_display(),
        "invited_at": invitation.invited_at,
        "revoked_at": invitation.revoked_at,
    }


# --- Erasing ------------------------------------------------------------------------


@transaction.atomic
def erase(email):
    """Let nothing of ours lead to this address any more; return how much did, by kind.

    Replies lose who wrote them and stay where they stand (see Reply.erase). Keys of what is
    returned: replies, invitations, letters, writers. A second time there is nothing to do.
    """
    email = normal_address(email)
    replies = list(Reply.objects.written_by(email).select_for_update(of=("self",)).order_by("pk"))
    invitations = list(_invitations(email))
    for kept in [*replies, *invitations]:
        kept.erase()
    _blank_log(replies)
    return {
        "replies": len(replies),
        "invitations": len(invitations),
        "letters": _letters(email).delete()[0],
        "writers": Commenter.objects.forget(email),
    }


def _blank_log(replies):
    """The desk's own log of what was done there names each reply by its author and words."""
    kind = ContentType.objects.get_for_model(Reply)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[r.pk for r in replies])
    entries.update(object_repr=kind.name)


# --- Asking by mail -----------------------------------------------------------------


@transaction.atomic
def send_link(email):
    """Mail the link to what is kept, if anybody wrote with this address; once a day.

    For one that nobody wrote with it does the same, and takes it back, so that the time it takes
    tells little about whose addresses we have.
    """
    email = normal_address(email)
    is_ours = knows(email)
    writer, may = Commenter.objects.may_be_told(email)
    QueuedEmail.objects.write(**messages.privacy(email, link_for(writer)))
    if not (is_ours and may):
        transaction.set_rollback(True)


def knows(email):
    """Whether anything is kept about an address, but for a letter on its way to it."""
    writers = Commenter.objects.filter(email=email)
    kept = [Reply.objects.written_by(email).exists(), writers.exists()]
    return any([*kept, _invitations(email).exists()])


def link_for(writer):
    """The path behind which a person sees what is kept about them; it lasts for LASTS."""
    return reverse("comments:kept", args=[signer.sign(writer.pk)])


def address_behind(signed):
    """The address that such a link was mailed to; "" once it was erased, None for no such link."""
    try:
        pk = signer.unsign(signed, max_age=LASTS)
    except BadSignature:
        return None
    return Commenter.objects.filter(pk=pk).values_list("email", flat=True).first() or ""


def _invitations(email):
    return Invitation.objects.filter(email=email).select_related("interview", "person")


def _letters(email):
    return QueuedEmail.objects.filter(to=email)
