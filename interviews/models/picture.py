"""Picture: an uploaded file, from the moment it is kept until nothing shows it any more.

Whose it is stands elsewhere: in a person's row, an interview's, or in the Markdown of an answer.
Here stands what is still to be done about the file. `due_at` works as a letter's does: who wants
to make its renditions first moves it on, under the condition that it is due, which one of any
number of servers can do; whose server dies is due again after that.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.bell import ring

LEASE = timedelta(minutes=10)  # many times what the largest picture takes
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)]
LOOKED_FOR = timedelta(days=1)  # how often it is asked whether anything shows it
# How long it stays when nothing does: for pages that others keep, and for an editor's regret.
KEPT = timedelta(days=30)


class PictureQuerySet(models.QuerySet):
    def take(self, name):
        """Note a file that was just stored; its renditions are made if the transaction commits."""
        picture = self.create(name=name)
        transaction.on_commit(ring, using=self.db)
        return picture

    def due(self):
        """Those whose renditions may be made now, the newest first: somebody is looking at it."""
        return self.filter(due_at__lte=timezone.now()).order_by("-pk")

    def to_be_looked_for(self):
        """Those of which nobody asked today whether anything shows them."""
        long_ago = timezone.now() - LOOKED_FOR
        return self.filter(looked_for_at__lte=long_ago).order_by("looked_for_at")

    def unseen_for_long(self):
        return self.filter(unseen_since__lte=timezone.now() - KEPT)

    def disown(self):
        """What nobody is to see again goes with the next round, and not after a month."""
        at_once = timezone.now() - KEPT
        self.update(unseen_since=at_once, looked_for_at=at_once)


class Picture(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)  # as the storage has it
    kept_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    due_at = models.DateTimeField(_("next try"), default=timezone.now, null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)
    looked_for_at = models.DateTimeField(default=timezone.now, db_index=True)
    unseen_since = models.DateTimeField(null=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-kept_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="picture_has_a_name"),
        ]

    def __str__(self):
        return self.name

    def claim(self):
        """Take it in hand; False if somebody else has. Never within a transaction."""
        until = timezone.now() + LEASE
        this = Picture.objects.due().filter(pk=self.pk)
        with transaction.atomic(durable=True):
            if not this.update(due_at=until, tries=F("tries") + 1):
                return False
        self.due_at = until
        self.tries += 1
        return True

    def is_developed(self):
        """Its renditions are all there."""
        self._settle(None, "")

    def put_off(self, trouble):
        """Try again later; after a day, no more. Its original is shown meanwhile, and after."""
        again = self.tries <= len(PAUSES)
        self._settle(timezone.now() + PAUSES[self.tries - 1] if again else None, trouble)

    def _settle(self, due_at, trouble):
        # Only as long as the claim holds: afterwards it may be in another server's hands.
        claimed = Picture.objects.filter(pk=self.pk, due_at=self.due_at)
        length = self._meta.get_field("trouble").max_length
        claimed.update(due_at=due_at, trouble=trouble[:length])

    def looked_for(self, seen):
        """Note whether anything shows it."""
        self.looked_for_at = timezone.now()
        self.unseen_since = None if seen else self.unseen_since or self.looked_for_at
        self.save(update_fields=["looked_for_at", "unseen_since"])
