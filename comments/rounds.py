"""What is done regularly, by whichever web server comes to it first.

A chore takes nothing and returns how much it did. Each may run on several machines at once.
"""

import logging

from comments import chores
from comments.post import deliver_due

logger = logging.getLogger(__name__)

CHORES = [
    chores.tell_moderators,
    deliver_due,
    chores.throw_away_letters,
    chores.forget_networks,
    chores.forget_unconfirmed_writers,
]


def make_rounds():
    """Do each chore once; return {its name: how much it did, or None if it failed}."""
    return {chore.__name__: attempt(chore) for chore in CHORES}


def attempt(chore):
    try:
        return chore()
    except Exception:
        logger.exception("The chore %s failed; the next round tries again.", chore.__name__)
        return None
