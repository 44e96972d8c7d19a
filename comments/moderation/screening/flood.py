"""Nobody fills the page alone: how often one address and one network may write."""

import hashlib
from datetime import timedelta

from comments.models.reply import Reply

PAUSE = timedelta(seconds=15)  # between two replies from one address
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 100  # from one network: a school or an office may well write at once
SAME_MOMENT = timedelta(minutes=6)  # in which the very same again is a second click


def wait_for(reply):
    """How many seconds its author has to wait before sending it; 0 to go ahead. Two queries.

    The very same reply again is no flood, since it lands on the first; nor is a withdrawn one,
    which has no fingerprint and may be sent again.
    """
    by_address = Reply.objects.filter(email=reply.email, written_at__gt=reply.written_at - PAUSE)
    others = by_address.filter(fingerprint__isnull=False).exclude(fingerprint=reply.fingerprint)
    if others.exists():
        return PAUSE.seconds
    since = reply.written_at - MINUTE
    by_network = Reply.objects.filter(network=reply.network, written_at__gt=since)
    return MINUTE.seconds if by_network.count() >= MOST_A_MINUTE else 0


def turn_of(reply):
    """A key that one address gets once in a pause, so that even at once only one is stored."""
    turn = int(reply.written_at.timestamp() // PAUSE.total_seconds())
    return hashlib.sha256(f"{turn} {reply.email}".encode()).hexdigest()


def is_the_same_moment(first, again):
    return first.network == again.network and again.written_at - first.written_at < SAME_MOMENT
