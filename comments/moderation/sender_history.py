"""What else the address and the network of a reply sent, for those who decide about it."""

from collections import defaultdict

from django.db.models import Count, F, Window
from django.db.models.functions import Left, RowNumber

from comments.models import Commenter, Decision, Reply
from comments.models.moderation import Status

NEWEST = 3  # of each sender, besides the reply itself
BEGINNING = 160  # characters


class Sent:
    """What came from some addresses, or from some networks: `field` says which. Two queries."""

    def __init__(self, field, senders):
        self.field = field
        theirs = Reply.objects.filter(**{f"{field}__in": senders}).order_by()
        self.counts, self.newest = defaultdict(dict), defaultdict(list)
        for sender, status, count in theirs.values_list(field, "status").annotate(Count("pk")):
            self.counts[sender][status] = count
        for reply in self._newest_of_each(theirs):
            self.newest[getattr(reply, field)].append(reply)

    def _newest_of_each(self, theirs):
        latest = [F("written_at").desc(), F("pk").desc()]
        nth = Window(RowNumber(), partition_by=self.field, order_by=latest)
        # One more than is shown, since one of them may be the reply itself.
        few = theirs.annotate(nth=nth, begins=Left("body", BEGINNING)).filter(nth__lte=NEWEST + 1)
        return few.only("name", "status", self.field).order_by("nth")

    def besides(self, reply):
        """{"from", "counts": [(state, how many)], "newest": replies that have `begins`}; None for
        a reply that nothing is kept of."""
        sender = getattr(reply, self.field)
        if not sender:
            return None
        counts = dict(self.counts[sender])
        counts[reply.status] = counts.get(reply.status, 1) - 1
        newest = [each for each in self.newest[sender] if each.pk != reply.pk][:NEWEST]
        shown = [(state, counts[state]) for state in Status if counts.get(state)]
        return {"from": sender, "counts": shown, "newest": newest, "held": counts.get("held", 0)}


class SenderHistory:
    """All that is known of those who sent some replies; six queries, however many they are."""

    def __init__(self, replies):
        addresses = {reply.email for reply in replies} - {""}
        self.by_address = Sent("email", addresses)
        self.by_network = Sent("network", {reply.network for reply in replies} - {""})
        self.trusted = trusted_among(addresses)


def trusted_among(addresses):
    """Those of the addresses that were confirmed, or that a moderator approved before."""
    confirmed = Commenter.objects.filter(email__in=addresses).exclude(confirmed_at=None)
    approvals = Decision.objects.standing().approved_by_somebody().order_by()
    approved = approvals.filter(reply__email__in=addresses, reply__status=Status.PUBLISHED)
    return {*confirmed.values_list("email", flat=True)} | {
        *approved.values_list("reply__email", flat=True).distinct()
    }
