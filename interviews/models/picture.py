"""Picture: an uploaded file, from the moment it is kept until nothing shows it any more.

Whose it is stands elsewhere: in a person's row, an interview's, or in the Markdown of an answer.
Here stands what is still to be done about the file; to make its renditions is an errand.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.media.wakeup import wake_renderer
from interviews.models.job import Job, JobQuerySet
from interviews.models.visibility import NO_ROWS

USAGE_CHECK_INTERVAL = timedelta(days=1)  # how often it is asked whether anything shows it
# How long it stays when nothing does: for pages that others keep, and for an editor's regret.
UNUSED_RETENTION = timedelta(days=30)


class PictureQuerySet(JobQuerySet):
    def add(self, name):
        """Note a file that was just stored; its renditions are made if the transaction commits."""
        picture = self.create(name=name)
        transaction.on_commit(wake_renderer, using=self.db)
        return picture

    def due(self):
        """Those whose renditions may be made now, the newest first: somebody is looking at it."""
        return super().due().order_by("-pk")

    def request_rendering(self, name):
        """Have the renditions of a picture made once more: one is missing or damaged.

        A picture whose renditions are due, or cannot be made, is left as it is.
        """
        developed = self.filter(name=name, due_at=None, last_error="")
        if developed.exists():  # mostly not, and to ask takes no turn from those who write
            developed.update(due_at=timezone.now(), attempts=0)
            transaction.on_commit(wake_renderer, using=self.db)

    def due_for_usage_check(self):
        """Those of which nobody asked today whether anything shows them."""
        long_ago = timezone.now() - USAGE_CHECK_INTERVAL
        return self.filter(usage_checked_at__lte=long_ago).order_by("usage_checked_at")

    def unused_past_retention(self):
        return self.filter(unused_since__lte=timezone.now() - UNUSED_RETENTION)

    def mark_unused(self):
        """What nobody is to see again goes with the next round, and not after a month."""
        at_once = timezone.now() - UNUSED_RETENTION
        self.update(unused_since=at_once, usage_checked_at=at_once)


class Picture(Job):
    """Until its renditions are made, and if they cannot be, the picture itself is shown."""

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
        """Note whether anything shows it."""
        self.usage_checked_at = timezone.now()
        self.unused_since = None if seen else self.unused_since or self.usage_checked_at
        self.save(update_fields=["usage_checked_at", "unused_since"])
