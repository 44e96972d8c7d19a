"""Rate limits: how often one address and one network may send a reply."""

import hashlib
from datetime import timedelta

from comments.models.reply import Reply

PAUSE = timedelta(seconds=15)  # between two replies from one address
MINUTE = timedelta(minutes=1)
MAX_PER_MINUTE = 100  # from one network: a school or an office may write at the same time
RESUBMISSION_WINDOW = timedelta(
    minutes=6
)  # within which the same reply again counts as a second click


def get_wait(reply):
    """Return how many seconds the author has to wait; 0 if the reply may be sent. Two queries.

    The same reply again is allowed here, since the existing one is used. Withdrawn replies have no
    fingerprint and are not counted.
    """
    by_address = Reply.objects.filter(email=reply.email, written_at__gt=reply.written_at - PAUSE)
    others = by_address.filter(fingerprint__isnull=False).exclude(fingerprint=reply.fingerprint)
    if others.exists():
        return PAUSE.seconds
    since = reply.written_at - MINUTE
    by_network = Reply.objects.filter(network=reply.network, written_at__gt=since)
    return MINUTE.seconds if by_network.count() >= MAX_PER_MINUTE else 0


def get_rate_limit_key(reply):
    """A key shared by all replies of an address within PAUSE; it is unique in the table."""
    period = int(reply.written_at.timestamp() // PAUSE.total_seconds())
    return hashlib.sha256(f"{period} {reply.email}".encode()).hexdigest()


def is_resubmission(first, again):
    return (
        first.network == again.network and again.written_at - first.written_at < RESUBMISSION_WINDOW
    )
