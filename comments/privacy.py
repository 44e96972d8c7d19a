"""The data that is kept about the person with an email address: show it, and erase it.

The page and the management commands use this module. A person is identified by their email
address only. Reports have no address, so they cannot be attributed to a person.
"""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import normalize_address
from comments.models import Commenter, Invitation, ModerationRules, QueuedEmail, Reply
from comments.models.commenter import CONFIRMATION_WAIT, COOKIE_LIFETIME
from comments.models.queued_email import FAILED_RETENTION
from comments.models.reply_queryset import KNOWN_COMMENTER_APPROVALS, KNOWN_COMMENTER_MONTHS
from comments.moderation.screening import networks
from comments.moderation.screening.reasons import describe
from interviews.exports.absolute_urls import absolute_url
from interviews.models.audit_entry import AuditEntry

signer = TimestampSigner(salt="comments.privacy")

LINK_LIFETIME = timedelta(days=7)  # of the emailed link

# Numbers in the text of the privacy page.
FIGURES = {
    "days_of_networks": networks.NETWORK_RETENTION.days,
    "days_unconfirmed": CONFIRMATION_WAIT.days,
    "days_of_emails": FAILED_RETENTION.days,
    "days_of_cookie": COOKIE_LIFETIME.days,
    "days_of_link": LINK_LIFETIME.days,
    "edit_window_minutes": Reply.edit_window_minutes,
    "approvals": KNOWN_COMMENTER_APPROVALS,
    "months": KNOWN_COMMENTER_MONTHS,
}

# --- Showing ------------------------------------------------------------------------


def collect(email):
    """Return all data kept about an address, as a dict of plain values and datetimes.

    Keys: address, replies (list), mail (dict or None), invitations (list), emails (list, in the
    outbox), blocked (whether editors listed the address). URLs are absolute.
    """
    email = normalize_address(email)
    replies = Reply.objects.written_by(email).annotate(times_reported=Count("reports"))
    replies = replies.select_related("interview", "exchange", "invitation")
    rules = ModerationRules.objects.current()
    return {
        "address": email,
        "replies": [_of_reply(reply) for reply in replies.prefetch_related("decisions")],
        "mail": Commenter.objects.filter(email=email).values(*COMMENTER_FIELDS).first(),
        "invitations": [_of_invitation(each) for each in _invitations(email)],
        "emails": list(_queued_emails(email).values("kind", "subject", "made_at")),
        "blocked": email in map(normalize_address, rules.blocked_addresses.split()),
    }


COPIED_FIELDS = ["name", "email", "website", "body", "network", "written_at", "edited_at"]
COPIED_FIELDS += ["published_at", "featured_at", "decline_reason", "spam_score"]
COMMENTER_FIELDS = [
    "confirmed_at",
    "unsubscribed_at",
    "confirmations_sent",
    "confirmation_sent_at",
    "personal_data_sent_at",
]


def _of_reply(reply):
    return {
        "interview": reply.interview.title,
        "answer": reply.exchange.key if reply.exchange else "",
        "state": reply.get_status_display(),
        "page": absolute_url(reply.status_url),
        "stop_page": absolute_url(reply.unsubscribe_url)
        if reply.email_notifications and not reply.erased_at
        else "",
        **{name: getattr(reply, name) for name in COPIED_FIELDS},
        "badge": reply.badge,
        "asking_person": reply.asking_person.name if reply.asking_person else "",
        "promoted_exchange": absolute_url(reply.promoted_exchange.anchor_url)
        if reply.promoted_exchange
        else "",
        "check_sums": [sum_ for sum_ in (reply.fingerprint, reply.rate_limit_key) if sum_],
        "mail": reply.get_email_notifications_display(),
        "held_because": [str(reason) for reason in describe(reply.reasons)],
        "reports": reply.times_reported,
        "decisions": [_of_decision(decision) for decision in reply.decisions.all()],
    }


def _of_decision(decision):
    # Without the moderator, whose data this is not.
    what = decision.get_kind_display()
    return {
        "what": what,
        "at": decision.at,
        "why": decision.reason,
        "words": decision.previous_body,
    }


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
    """Erase an address everywhere; return the number of rows by kind.

    Replies stay without their author (see Reply.erase). Keys of the result: replies, invitations,
    emails, commenters. A second call changes nothing.
    """
    email = normalize_address(email)
    replies = list(Reply.objects.written_by(email).select_for_update(of=("self",)).order_by("pk"))
    invitations = list(_invitations(email))
    for kept in [*replies, *invitations]:
        kept.erase()
    _blank_log(replies)
    rows = [*replies, *invitations]
    counts = {"replies": len(replies), "invitations": len(invitations)}
    AuditEntry.objects.erase_names(rows=rows, **counts)
    return counts | {
        "emails": _queued_emails(email).delete()[0],
        "commenters": Commenter.objects.forget(email),
    }


def _blank_log(replies):
    """Remove names and texts from the admin's log, which describes each reply by them."""
    kind = ContentType.objects.get_for_model(Reply)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[r.pk for r in replies])
    entries.update(object_repr=kind.name)


# --- Requesting the link -----------------------------------------------------------------


@transaction.atomic
def send_link(email):
    """Email the link to the data, if the address is known; once a day.

    For an unknown address the same work is done and rolled back, so that the response time says
    little about which addresses are known.
    """
    email = normalize_address(email)
    is_known = has_data_about(email)
    commenter, may = Commenter.objects.claim_personal_data_email(email)
    QueuedEmail.objects.enqueue(**messages.personal_data(email, build_link(commenter)))
    if not (is_known and may):
        transaction.set_rollback(True)


def has_data_about(email):
    """Whether anything is kept about an address, apart from emails in the outbox."""
    commenters = Commenter.objects.filter(email=email)
    kept = [Reply.objects.written_by(email).exists(), commenters.exists()]
    return any([*kept, _invitations(email).exists()])


def build_link(commenter):
    """The path of the page with a person's data. It works for LINK_LIFETIME."""
    return reverse("comments:personal_data", args=[signer.sign(commenter.pk)])


def get_address(signed):
    """The address of a signed link; "" if it was erased, None if the link is invalid."""
    try:
        pk = signer.unsign(signed, max_age=LINK_LIFETIME)
    except BadSignature:
        return None
    return Commenter.objects.filter(pk=pk).values_list("email", flat=True).first() or ""


def _invitations(email):
    return Invitation.objects.filter(email=email).select_related("interview", "person")


def _queued_emails(email):
    return QueuedEmail.objects.filter(to=email)
