"""What is done regularly, by whichever web server comes to it first.

A chore takes nothing and returns how much it did. Each may run on several machines at once.
"""

import logging

from comments import maintenance
from comments.email.delivery import deliver_due
from comments.outages import Outages
from interviews.media.rendering import delete_unused_pictures, render_due_pictures
from publication.database.availability import is_fault
from publication.sign_in.record import forget_sign_ins

outages = Outages(logging.getLogger(__name__))

CHORES = [
    maintenance.tell_moderators,
    deliver_due,
    maintenance.throw_away_letters,
    maintenance.forget_networks,
    maintenance.forget_unconfirmed_writers,
    forget_sign_ins,
    delete_unused_pictures,
]
# Seconds of work, which a thread of its own does where publication/gunicorn.py starts one.
HEAVY_CHORES = [render_due_pictures]


def make_rounds():
    """Do each chore once; return {its name: how much it did, or None if it failed}."""
    return {chore.__name__: attempt(chore) for chore in CHORES}


def make_all_rounds():
    """Do the heavy ones too."""
    return make_rounds() | {chore.__name__: attempt(chore) for chore in HEAVY_CHORES}


def attempt(chore):
    what = f"The chore {chore.__name__} failed"
    try:
        done = chore()
    except Exception as error:
        outages.failed(what, f"{error!r}.", exc_info=not is_fault(error))
        return None
    outages.worked(what)
    return done
