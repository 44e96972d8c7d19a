"""Picture: an uploaded file, from the upload until no page shows it any more.

The place where a picture is used is stored elsewhere: in a row of a person or an interview, or in
the Markdown of a text. This model holds what is still to be done: rendering is a Job.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.media.wakeup import wake_renderer
from interviews.models.job import Job, JobQuerySet
from interviews.models.visibility import NO_ROWS

USAGE_CHECK_INTERVAL = timedelta(days=1)  # between two checks whether a page shows the picture
# How long an unused picture is kept: caches elsewhere may show it, and editors may want it back.
UNUSED_RETENTION = timedelta(days=30)


class PictureQuerySet(JobQuerySet):
    def add(self, name):
        """Record a stored file. Its renditions are made after the transaction commits."""
        picture = self.create(name=name)
        transaction.on_commit(wake_renderer, using=self.db)
        return picture

    def due(self):
        """Filter for pictures to render now, the newest first: an editor waits for it."""
        return super().due().order_by("-pk")

    def in_prose(self):
        """Filter for pictures that were uploaded for a Markdown text, the newest first."""
        return self.filter(name__startswith="prose/").order_by("-pk")

    def request_rendering(self, name):
        """Have a picture rendered again, because a rendition is missing or damaged.

        Nothing changes for a picture that is due already or whose rendering failed for good.
        """
        developed = self.filter(name=name, due_at=None, last_error="")
        if developed.exists():  # mostly not; and unlike an update, this waits for no other write
            developed.update(due_at=timezone.now(), attempts=0)
            transaction.on_commit(wake_renderer, using=self.db)

    def due_for_usage_check(self):
        """Filter for pictures whose last check for use is at least a day ago."""
        long_ago = timezone.now() - USAGE_CHECK_INTERVAL
        return self.filter(usage_checked_at__lte=long_ago).order_by("usage_checked_at")

    def unused_past_retention(self):
        return self.filter(unused_since__lte=timezone.now() - UNUSED_RETENTION)

    def mark_unused(self):
        """Let these pictures be deleted by the next check, not after UNUSED_RETENTION."""
        at_once = timezone.now() - UNUSED_RETENTION
        self.update(unused_since=at_once, usage_checked_at=at_once)


class Picture(Job):
    """Pages show the uploaded file until its renditions exist, and if rendering fails."""

    RETRY_DELAYS = [
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(days=1),
    ]

    name = models.CharField(_("name"), max_length=100, unique=True)  # as the storage has it
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    usage_checked_at = models.DateTimeField(default=timezone.now, db_index=True)
    unused_since = models.DateTimeField(null=True)

    readers_see = NO_ROWS
    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="picture_has_a_name"),
        ]

    def __str__(self):
        return self.name

    def record_usage(self, seen):
        """Record whether a page shows the picture now."""
        self.usage_checked_at = timezone.now()
        self.unused_since = None if seen else self.unused_since or self.usage_checked_at
        self.save(update_fields=["usage_checked_at", "unused_since"])
