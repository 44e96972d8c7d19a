"""Errand: something that one of any number of servers does, and tries again if it failed.

One column carries the whole: `due_at`. Who wants to run an errand first moves it on by the lease,
under the condition that it is due, which one of any number of servers can do. One whose server
dies is due again after that; one that failed is due after a growing pause; one that is done, or
was given up, is never due, and has none.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    def due(self):
        """What may be done now."""
        return self.filter(due_at__lte=timezone.now())


class Job(models.Model):
    LEASE = timedelta(minutes=10)  # many times what any takes when every answer comes late
    RETRY_DELAYS = []  # between one try and the next; after the last it is given up

    due_at = models.DateTimeField(_("next try"), default=timezone.now, null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def claim(self):
        """Take it in hand; False if somebody else has. Never within a transaction."""
        until = timezone.now() + self.LEASE
        this = type(self).objects.due().filter(pk=self.pk)
        with transaction.atomic(durable=True):
            if not this.update(due_at=until, attempts=F("attempts") + 1):
                return False
        self.due_at = until
        self.attempts += 1
        return True

    def retry_later(self, last_error):
        """Try again later; after the last pause, no more."""
        again = self.attempts <= len(self.RETRY_DELAYS)
        self.finish(
            timezone.now() + self.RETRY_DELAYS[self.attempts - 1] if again else None, last_error
        )

    def finish(self, due_at=None, last_error=""):
        """Be due then, or never again."""
        # Only as long as the claim holds: afterwards it may be in another server's hands.
        claimed = type(self).objects.filter(pk=self.pk, due_at=self.due_at)
        length = self._meta.get_field("last_error").max_length
        claimed.update(due_at=due_at, last_error=last_error[:length])
