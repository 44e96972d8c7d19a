"""Other replies from the address and the network of a reply, for moderators."""

from collections import defaultdict

from django.db.models import Count, F, Window
from django.db.models.functions import Left, RowNumber

from comments.models import Commenter, Decision, Reply
from comments.models.moderation import ReplyStatus

NEWEST = 3  # replies of each sender, without the reply itself
BEGINNING = 160  # characters


class PastReplies:
    """The replies of some senders; `field` is "email" or "network". Two queries."""

    def __init__(self, field, senders):
        self.field = field
        replies = Reply.objects.filter(**{f"{field}__in": senders}).order_by()
        self.counts, self.newest = defaultdict(dict), defaultdict(list)
        for sender, status, count in replies.values_list(field, "status").annotate(Count("pk")):
            self.counts[sender][status] = count
        for reply in self._newest_of_each(replies):
            self.newest[getattr(reply, field)].append(reply)

    def _newest_of_each(self, replies):
        latest = [F("written_at").desc(), F("pk").desc()]
        nth = Window(RowNumber(), partition_by=self.field, order_by=latest)
        # One more than is shown, since one may be the reply itself.
        few = replies.annotate(nth=nth, begins=Left("body", BEGINNING)).filter(nth__lte=NEWEST + 1)
        return few.only("name", "status", self.field).order_by("nth")

    def excluding(self, reply):
        """The sender's other replies, as a dict; None if the reply has no sender.

        Keys: from, counts (list of (status, number)), newest (replies with `begins`) and held.
        """
        sender = getattr(reply, self.field)
        if not sender:
            return None
        counts = dict(self.counts[sender])
        counts[reply.status] = counts.get(reply.status, 1) - 1
        newest = [each for each in self.newest[sender] if each.pk != reply.pk][:NEWEST]
        shown = [(state, counts[state]) for state in ReplyStatus if counts.get(state)]
        return {"from": sender, "counts": shown, "newest": newest, "held": counts.get("held", 0)}


class SenderHistory:
    """The history of the senders of some replies. Six queries for any number of replies."""

    def __init__(self, replies):
        addresses = {reply.email for reply in replies} - {""}
        self.from_same_address = PastReplies("email", addresses)
        self.from_same_network = PastReplies("network", {reply.network for reply in replies} - {""})
        self.trusted = trusted_among(addresses)


def trusted_among(addresses):
    """The addresses that were confirmed, or have a published reply that a moderator approved."""
    confirmed = Commenter.objects.filter(email__in=addresses).exclude(confirmed_at=None)
    approvals = Decision.objects.in_effect().approved_by_moderator().order_by()
    approved = approvals.filter(reply__email__in=addresses, reply__status=ReplyStatus.PUBLISHED)
    return {*confirmed.values_list("email", flat=True)} | {
        *approved.values_list("reply__email", flat=True).distinct()
    }
