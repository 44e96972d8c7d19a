"""ExchangeKey: a key that an exchange has or had, so that it is never given again."""

from django.db import models

from interviews.models.visibility import NO_ROWS


class ExchangeKey(models.Model):
    """A used key. Triggers write it (see interviews.history.used_keys).

    The row remains when the exchange of a draft, or the draft, is deleted: somebody may have kept
    the address. Therefore `interview_id` is a number and not a foreign key.
    """

    key = models.CharField(max_length=8, primary_key=True)
    interview_id = models.PositiveBigIntegerField()

    readers_see = NO_ROWS

    def __str__(self):
        return self.key
