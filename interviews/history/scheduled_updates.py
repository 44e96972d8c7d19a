"""Publishing the updates whose time has come."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interviews.models import PreparedUpdate


def publish_due_updates():
    """Publish the scheduled updates whose time has come; return how many were published.

    Two servers may call it at once: the second one waits for the first, and finds no update. An
    update that cannot be published becomes a draft again, with the reason.
    """
    due = PreparedUpdate.objects.due().select_related("interview")
    return sum(_publish_if_due(update.interview) for update in due)


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
