"""What the letters page does regularly: it forgets, and calls its moderators.

Each takes nothing and returns how much it did; any may run on several machines at once.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import is_address, normal_address
from comments.models import Commenter, ModerationRules, QueuedEmail, Reply, Report

PERMISSIONS = "django.contrib.auth.backends.ModelBackend"  # the backend that knows them


def forget_networks():
    """Where replies and reports came from is kept for a while only."""
    return Reply.objects.forget_networks() + Report.objects.forget_networks()


def forget_unconfirmed_writers():
    """An address that was asked whether it wants mail, and never answered, was perhaps no one's."""
    count, _kinds = Commenter.objects.never_answered().delete()
    return count


def throw_away_letters():
    """Forget what was given up a month ago, and to whom it was."""
    count, _kinds = QueuedEmail.objects.stale().delete()
    return count


@transaction.atomic
def tell_moderators():
    """Write to the moderators once the queue is no longer empty, at most once an hour."""
    queue = Reply.objects.awaiting_moderation().order_by("queued_at")
    oldest = queue.values_list("queued_at", flat=True).first()
    if oldest is None or not ModerationRules.objects.may_tell_of(oldest):
        return 0
    held = queue.filter(status=Reply.Status.HELD).select_related("interview")
    what = [queue.count(), reverse("admin:comments_reply_queue"), held.last()]
    addresses = addresses_of_moderators()
    for address in addresses:
        QueuedEmail.objects.write(**messages.moderators(address, *what))
    return len(addresses)


def addresses_of_moderators():
    """Of all who may moderate; where nobody left an address, the publication's own."""
    moderators = get_user_model().objects.with_perm("comments.moderate_reply", backend=PERMISSIONS)
    emails = moderators.exclude(email="").values_list("email", flat=True)
    addresses = set(map(normal_address, emails))
    return sorted(filter(is_address, addresses)) or [settings.PUBLICATION_EMAIL]
