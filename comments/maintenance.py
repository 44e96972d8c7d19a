"""Scheduled tasks of comments: delete old data, and email moderators.

Each function takes no arguments and returns how many rows or emails it handled. Several machines
may run it at once.
"""

from django.db import transaction
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import is_address, normalize_address
from comments.models import Commenter, ModerationRules, QueuedEmail, Reply, Report
from interviews.models import Publication
from interviews.models.rights import users_with


def delete_networks():
    """Erase the networks of old replies and reports."""
    return Reply.objects.delete_networks() + Report.objects.delete_networks()


def delete_unconfirmed_commenters():
    """Delete addresses that were asked to confirm and never did."""
    count, _kinds = Commenter.objects.never_confirmed().delete()
    return count


def delete_failed_emails():
    """Delete emails that failed a month ago."""
    count, _kinds = QueuedEmail.objects.expired().delete()
    return count


@transaction.atomic
def notify_moderators():
    """Email the moderators when the queue is no longer empty, at most once an hour."""
    queue = Reply.objects.awaiting_moderation().order_by("queued_at")
    oldest = queue.values_list("queued_at", flat=True).first()
    if oldest is None or not ModerationRules.objects.claim_notification(oldest):
        return 0
    held = queue.filter(status=Reply.Status.HELD).select_related("interview")
    arguments = [queue.count(), reverse("admin:comments_reply_queue"), held.last()]
    addresses = get_moderator_addresses()
    for address in addresses:
        QueuedEmail.objects.enqueue(**messages.moderators(address, *arguments))
    return len(addresses)


def get_moderator_addresses():
    """The email addresses of all moderators; the publication's if no moderator has one."""
    moderators = users_with("comments.moderate_reply")
    emails = moderators.exclude(email="").values_list("email", flat=True)
    addresses = set(map(normalize_address, emails))
    return sorted(filter(is_address, addresses)) or [Publication.objects.current().email]
