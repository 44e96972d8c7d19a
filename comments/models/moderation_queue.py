"""The moderators' queue: its order, and places in it that hold whatever happens around them."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from comments.models.decision import Decision
from comments.models.moderation import Status
from comments.moderation.screening.learning import SUSPICIOUS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)  # as finely as both databases tell time


class Rank(models.IntegerChoices):
    """What a moderator reads first: readers see the reported ones now; spam can wait."""

    REPORTED = 0, _("Reported by readers")
    WAITING = 1, _("Waiting to be read")
    LIKELY_SPAM = 2, _("Likely spam")


RANK = Case(
    When(status=Status.PUBLISHED, then=Value(Rank.REPORTED.value)),
    When(spam_score__gte=SUSPICIOUS, then=Value(Rank.LIKELY_SPAM.value)),
    default=Value(Rank.WAITING.value),
    output_field=models.IntegerField(),
)


class Place(NamedTuple):
    """Where a reply stands in the queue; as text it fits an address."""

    rank: int
    since: datetime
    pk: int

    def __str__(self):
        return f"{self.rank}-{(self.since - EPOCH) // TICK}-{self.pk}"

    @classmethod
    def of(cls, reply):
        """The place of a reply that is in the queue, fetched with its rank."""
        return cls(reply.rank, reply.queued_at, reply.pk)

    @classmethod
    def read(cls, text):
        """The place that a text tells; None if it tells none."""
        found = re.fullmatch(r"([0-2])-([0-9]{1,16})-([0-9]{1,18})", text)
        if found is None:
            return None
        rank, ticks, pk = map(int, found.groups())
        return cls(rank, EPOCH + ticks * TICK, pk)


class ModerationQueue:
    """For the QuerySet of replies."""

    def unsuspicious(self):
        """What is held for no other reason than that nobody has read it."""
        return self.filter(status=Status.HELD, reasons=[["unread", ""]])

    def settled_before(self, moment):
        """What nobody wrote or changed since then."""
        return self.filter(written_at__lte=moment).exclude(edited_at__gt=moment)

    def awaiting_moderation(self):
        """The queue: those held, and the published ones that readers reported."""
        return self.filter(queued_at__isnull=False)

    def declined_by_the_rules(self):
        """What no moderator has declined; the newest first."""
        by_somebody = Decision.objects.standing().filter(
            reply=OuterRef("pk"), verb=Decision.Verb.DECLINED, by__isnull=False
        )
        declined = self.filter(status=Status.DECLINED).exclude(Exists(by_somebody))
        return declined.order_by("-pk")

    def ranked(self):
        return self.annotate(rank=RANK)

    def in_queue_order(self):
        """Reported ones, those waiting, likely spam; who waits longest comes first in each."""
        return self.ranked().order_by("rank", "queued_at", "pk")

    def from_place(self, place):
        """Of those in the order of the queue, the ones at a place and after it."""
        rank, since, pk = place
        later = Q(queued_at__gt=since) | Q(queued_at=since, pk__gte=pk)
        return self.filter(Q(rank__gt=rank) | Q(rank=rank) & later)

    def counted_by_rank(self):
        """{rank: how many}, those of no reply left out; one query."""
        return dict(self.ranked().order_by().values_list("rank").annotate(Count("pk")))

    def as_of_their_newest_decision(self):
        """With `seen`: the key of the newest decision about each, 0 if there is none.

        In the one query that reads its words, so that nobody decides about other words.
        """
        newest = Decision.objects.filter(reply=OuterRef("pk")).order_by("-pk").values("pk")[:1]
        return self.annotate(seen=Coalesce(Subquery(newest), 0))
