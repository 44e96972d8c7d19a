"""The tasks that run every minute, on each web server.

A task is a function without arguments that returns how many things it did. A task may run on
several machines at once.
"""

import logging

from comments import maintenance
from comments.email.delivery import deliver_due
from comments.outages import Outages
from interviews.history.scheduled_publishing import publish_due_updates, record_due_interviews
from interviews.history.unrecorded import record_unrecorded_changes
from interviews.media.rendering import delete_unused_pictures, render_due_pictures
from interviews.models import Publication
from interviews.models.transcript_source import delete_unused_sources
from publication.accounts.desk_emails import email_about_previews
from publication.database.availability import is_outage
from publication.sign_in.axes_handler import delete_old_sign_ins
from publication.sign_in.sessions import delete_expired_sessions

outages = Outages(logging.getLogger(__name__))

TASKS = [
    maintenance.notify_moderators,
    email_about_previews,
    deliver_due,
    maintenance.delete_failed_emails,
    maintenance.delete_networks,
    maintenance.delete_unconfirmed_commenters,
    delete_old_sign_ins,
    delete_expired_sessions,
    delete_unused_pictures,
    delete_unused_sources,
    record_unrecorded_changes,
    record_due_interviews,
    publish_due_updates,
]
# These take seconds. publication/gunicorn.py has a thread for them, other servers use cron.
SLOW_TASKS = [render_due_pictures]


def run_tasks():
    """Run each quick task once; return {name: how many things it did, or None if it failed}."""
    return {task.__name__: run_task(task) for task in TASKS}


def run_all_tasks():
    """Run the slow tasks too; return the same as `run_tasks`."""
    return run_tasks() | {task.__name__: run_task(task) for task in SLOW_TASKS}


def run_task(task):
    what = f"The task {task.__name__} failed"
    try:
        with Publication.objects.current().put_in_effect():
            done = task()
    except Exception as error:
        outages.failed(what, f"{error!r}.", exc_info=not is_outage(error))
        return None
    outages.worked(what)
    return done
