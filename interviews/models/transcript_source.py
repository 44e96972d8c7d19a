"""TranscriptSource: the file or text that an interview was made from, as it came."""

import mimetypes
import os
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.visibility import NO_ROWS

FILE_NAME_LENGTH = 255
RETENTION = timedelta(days=1)  # of a source without a draft and without a review


class TranscriptSourceQuerySet(models.QuerySet):
    def without_content(self):
        """Add the number of bytes as `size`, and leave the bytes in the database."""
        return self.defer("content").annotate(size=Length("content"))

    def imported(self):
        """Filter for the sources from which an interview was made."""
        return self.filter(interview__isnull=False)

    def like(self, source):
        """Filter for other sources with the same bytes, the newest first."""
        same = self.without_content().filter(sha256=source.sha256).exclude(pk=source.pk)
        return same.order_by("-at", "-pk")

    def past_retention(self):
        """Filter for the old sources without a draft, whose review was discarded."""
        return self.filter(interview=None, review=None, at__lt=timezone.now() - RETENTION)

    @transaction.atomic
    def keep(self, content, file_name, parsed, by):
        """Store a source with its utterances, and return it.

        Args:
            content: the bytes, or the pasted text.
            file_name: the name of the file, "" for a pasted text.
            parsed: the ParsedTranscript, as it was read from the content.
            by: the user, or None.
        """
        content = content.encode(errors="replace") if isinstance(content, str) else content
        file_name = os.fsencode(file_name).decode(errors="replace")[-FILE_NAME_LENGTH:]
        source = self.create(
            content=content,
            sha256=sha256(content).hexdigest(),
            file_name=file_name,
            content_type=_guess_content_type(file_name),
            by=by,
            at=timezone.now(),
        )
        source.utterances.keep(source, parsed)
        return source


def _guess_content_type(file_name):
    """Return the media type by the ending of the name; a pasted text has no name."""
    if not file_name:
        return "text/plain"
    return mimetypes.guess_type(file_name)[0] or "application/octet-stream"


class TranscriptSource(models.Model):
    """Triggers refuse to change it; it is deleted only with a draft that was never published.

    It is private: only those who may change the interview can read it.
    """

    interview = models.OneToOneField(
        Interview,
        models.CASCADE,
        null=True,  # until the draft is created
        editable=False,
        related_name="transcript_source",
    )
    content = models.BinaryField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    file_name = models.CharField(
        _("file name"), max_length=FILE_NAME_LENGTH, blank=True, editable=False
    )
    content_type = models.CharField(_("content type"), max_length=100, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # a command may act for no user
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), editable=False)

    readers_see = NO_ROWS
    objects = TranscriptSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of an interview")
        verbose_name_plural = _("sources of interviews")
        default_permissions = ()  # the interview's permissions apply

    def __str__(self):
        return self.file_name or self.sha256

    @transaction.atomic
    def assign_to(self, interview, places):
        """Record the draft that was made from the source, and where each utterance went.

        Args:
            places: {number of an utterance: (role, reason)} of the Transcript.
        """
        self.utterances.record_places(places)
        self.interview = interview
        self.save(update_fields=["interview"])


def delete_unused_sources():
    """Delete the old sources whose review was discarded; return how many."""
    _count, deleted = TranscriptSource.objects.past_retention().delete()
    return deleted.get(TranscriptSource._meta.label, 0)
