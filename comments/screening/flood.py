"""Nobody fills the page alone: how often one address and one network may write."""

import hashlib
from datetime import timedelta

from comments.models.reply import Reply

PAUSE = timedelta(seconds=15)  # between two replies from one address
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 100  # from one network: a school or an office may well write at once
SAME_MOMENT = timedelta(minutes=6)  # in which the very same again is a second click


def wait_for(reply):
    """How many seconds its author has to wait before sending it; 0 to go ahead.

    The very same reply again is no flood: it lands on the first. One query.
    """
    by_address, by_network = Reply.objects.lately(
        reply, since=reply.written_at - PAUSE, network_since=reply.written_at - MINUTE
    )
    if by_address:
        return PAUSE.seconds
    return MINUTE.seconds if by_network >= MOST_A_MINUTE else 0


def turn_of(reply):
    """A key that one address gets once in a pause, so that even at once only one is stored."""
    turn = int(reply.written_at.timestamp() // PAUSE.total_seconds())
    return hashlib.sha256(f"{turn} {reply.email}".encode()).hexdigest()


def is_the_same_moment(first, again):
    return first.network == again.network and again.written_at - first.written_at < SAME_MOMENT
