"""What is done once the time of scheduled interviews and updates has come.

Several servers may call the functions at once: one of them acts, the others find nothing to do.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interviews.models import Interview, PreparedUpdate


def record_due_interviews():
    """Record that scheduled interviews were published at their time; return how many.

    Readers see such an interview from its time on, whether this was recorded or not.
    """
    return sum(interview.record_due_publication() for interview in Interview.objects.due())


def publish_due_updates():
    """Publish the scheduled updates whose time has come; return how many were published.

    An update that cannot be published becomes a draft again, with the reason. ExceptionGroup if
    some failed in another way; the others are published all the same.
    """
    published, failures = 0, []
    for update in PreparedUpdate.objects.due().select_related("interview"):
        try:
            published += _publish_if_due(update.interview)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("Scheduled updates failed", failures)
    return published


@transaction.atomic
def _publish_if_due(interview):
    update = PreparedUpdate.objects.locked(interview)
    if not PreparedUpdate.objects.due().filter(pk=update.pk).exists():
        return False
    try:
        update.publish(by=update.moved_by)
    except (ValidationError, IntegrityError) as refusal:
        told = getattr(refusal, "messages", [_("The database refused the text.")])
        PreparedUpdate.objects.get(pk=update.pk).return_to_draft(by=None, note="\n".join(told))
        return False
    return True
