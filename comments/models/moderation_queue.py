"""The moderation queue: its order, and positions in it that stay valid while it changes."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from comments.models.decision import Decision
from comments.models.moderation import ReplyStatus
from comments.moderation.screening.spam_filter import SPAM_THRESHOLD

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)  # the precision of both databases


class Rank(models.IntegerChoices):
    """The order of review: reported replies first, since readers see them now; spam last."""

    REPORTED = 0, _("Reported by readers")
    WAITING = 1, _("Awaiting review")
    LIKELY_SPAM = 2, _("Likely spam")


RANK = Case(
    When(status=ReplyStatus.PUBLISHED, then=Value(Rank.REPORTED.value)),
    When(spam_score__gte=SPAM_THRESHOLD, then=Value(Rank.LIKELY_SPAM.value)),
    default=Value(Rank.WAITING.value),
    output_field=models.IntegerField(),
)


class QueuePosition(NamedTuple):
    """The position of a reply in the queue. Its text form fits a URL."""

    rank: int
    since: datetime
    pk: int

    def __str__(self):
        return f"{self.rank}-{(self.since - EPOCH) // TICK}-{self.pk}"

    @classmethod
    def of(cls, reply):
        """The position of a queued reply, which must have been fetched with `ranked()`."""
        return cls(reply.rank, reply.queued_at, reply.pk)

    @classmethod
    def parse(cls, text):
        """The position in a text; None if the text is not a position."""
        found = re.fullmatch(r"([0-2])-([0-9]{1,16})-([0-9]{1,18})", text)
        if found is None:
            return None
        rank, ticks, pk = map(int, found.groups())
        return cls(rank, EPOCH + ticks * TICK, pk)


class ModerationQueueMixin:
    """Queue methods for the QuerySet of replies."""

    def held_as_unread(self):
        """Replies that are held only because nobody has reviewed them."""
        return self.filter(status=ReplyStatus.HELD, reasons=[["unread", ""]])

    def unchanged_since(self, moment):
        """Replies that were neither written nor edited after a moment."""
        return self.filter(written_at__lte=moment).exclude(edited_at__gt=moment)

    def awaiting_moderation(self):
        """The queue: held replies, and published ones that readers reported."""
        return self.filter(queued_at__isnull=False)

    def declined_by_rules(self):
        """Replies that the rules declined and no moderator did, the newest first."""
        by_somebody = Decision.objects.in_effect().filter(
            reply=OuterRef("pk"), kind=Decision.Kind.DECLINED, by__isnull=False
        )
        declined = self.filter(status=ReplyStatus.DECLINED).exclude(Exists(by_somebody))
        return declined.order_by("-pk")

    def ranked(self):
        return self.annotate(rank=RANK)

    def in_queue_order(self):
        """Reported, waiting, likely spam; the longest waiting first within each rank."""
        return self.ranked().order_by("rank", "queued_at", "pk")

    def from_position(self, position):
        """Replies at a position of the queue and after it."""
        rank, since, pk = position
        later = Q(queued_at__gt=since) | Q(queued_at=since, pk__gte=pk)
        return self.filter(Q(rank__gt=rank) | Q(rank=rank) & later)

    def count_by_rank(self):
        """Return {rank: number of replies}, without empty ranks. One query."""
        return dict(self.ranked().order_by().values_list("rank").annotate(Count("pk")))

    def with_newest_decision_id(self):
        """Annotate `newest_decision_id`: the key of the newest decision on each reply, or 0.

        The same query reads the text, so that a moderator decides about the text they have read.
        """
        newest = Decision.objects.filter(reply=OuterRef("pk")).order_by("-pk").values("pk")[:1]
        return self.annotate(newest_decision_id=Coalesce(Subquery(newest), 0))
