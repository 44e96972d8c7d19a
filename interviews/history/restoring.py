"""Restoring a version of an interview: one exchange, or all."""

from django.db import transaction

from interviews.models.content_writing import write_content, write_exchange


@transaction.atomic
def restore(version, by, key=None, kind="", note=""):
    """Give an interview the content of a version again, and return the new version or None.

    People, topics and other pages that no longer exist are left out. Where some were merged since,
    the one that stayed is named.

    Args:
        key: the exchange to restore; None restores the whole interview.
        kind, note: the explanation for readers; see VersionsMixin.record_version().
    """
    interview = version.interview
    interview.record_change_made_elsewhere()
    if key:
        write_exchange(interview, key, version.content_by_key[key], by)
    else:
        write_content(interview, version, by)
    interview.save(update_fields=["updated_at"])
    return interview.record_version(by, kind, note, restores=version)
