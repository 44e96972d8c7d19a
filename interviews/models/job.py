"""Job: a task that one of several servers runs, and that is retried after a failure.

One column, `due_at`, controls it. A server claims a job by moving `due_at` on by the lease, on the
condition that the job is due; only one server can succeed. If that server dies, the job is due
again when the lease ends. A failed job is due again after a growing delay. A job that is done or
was given up has no `due_at`.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    def due(self):
        """Filter for jobs that may run now."""
        return self.filter(due_at__lte=timezone.now())


class Job(models.Model):
    LEASE = timedelta(minutes=10)  # many times the duration of the slowest job
    RETRY_DELAYS = []  # after each failed attempt; after the last one the job is given up

    due_at = models.DateTimeField(_("next try"), default=timezone.now, null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def claim(self):
        """Claim the job for this server; False if another server has it. Not in a transaction."""
        until = timezone.now() + self.LEASE
        this = type(self).objects.due().filter(pk=self.pk)
        with transaction.atomic(durable=True):
            if not this.update(due_at=until, attempts=F("attempts") + 1):
                return False
        self.due_at = until
        self.attempts += 1
        return True

    def retry_later(self, last_error):
        """Record an error, and run the job again after the next delay, if there is one."""
        again = self.attempts <= len(self.RETRY_DELAYS)
        self.finish(
            timezone.now() + self.RETRY_DELAYS[self.attempts - 1] if again else None, last_error
        )

    def finish(self, due_at=None, last_error=""):
        """End the claim: the job is due at `due_at`, or never again."""
        # Only while the claim holds: afterwards another server may have the job.
        claimed = type(self).objects.filter(pk=self.pk, due_at=self.due_at)
        length = self._meta.get_field("last_error").max_length
        claimed.update(due_at=due_at, last_error=last_error[:length])
