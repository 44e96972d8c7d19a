"""A card at the moderators' desk: a reply, its context, and what can be decided about it."""

from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.email.plain_text import in_one_line
from comments.models import Decision, Reply
from comments.models.moderation_queue import Place, Rank
from comments.moderation.screening.learning import SUSPICIOUS
from comments.moderation.screening.reasons import told
from comments.moderation.sender_history import SenderHistory

UNLIKELY = 0.35  # a spam score below which nothing hints at spam


class DecisionAction(NamedTuple):
    name: str
    label: str
    key: str


VERBS = {
    verb.name: verb
    for verb in [
        DecisionAction("approve", _("Publish"), "a"),
        DecisionAction("ignore_reports", _("Keep it, and ignore further reports"), "i"),
        DecisionAction("mark_as_spam", _("Spam"), "s"),
        DecisionAction("feature", _("Feature"), "f"),
        DecisionAction("unfeature", _("Feature no longer"), "f"),
        DecisionAction("decline", _("Decline"), "d"),
    ]
}


class QueueItem:
    def __init__(self, reply, senders):
        self.reply = reply
        self.chosen_as = f"{reply.pk}-{reply.seen}"
        self.by_address = senders.by_address.besides(reply)
        self.by_network = senders.by_network.besides(reply)
        self.is_trusted = reply.email in senders.trusted
        self.history = list(reply.decisions.all())

    @property
    def rank(self):
        return Rank(self.reply.rank)

    @property
    def place(self):
        return Place.of(self.reply)

    @property
    def is_reported(self):
        return self.reply.is_published and self.reply.queued_at is not None

    @property
    def verbs(self):
        """The buttons; declining has a field of its own beside them."""
        names = [name for name in self.reply.possible_verbs if name != "decline"]
        keep = VERBS["approve"]._replace(label=_("Keep it"))
        return [keep if name == "approve" and self.is_reported else VERBS[name] for name in names]

    @property
    def can_be_declined(self):
        return "decline" in self.reply.possible_verbs

    @property
    def can_publish_all(self):
        """How many replies one button publishes: all that are held of somebody known."""
        others = self.by_address["held"] if self.by_address and self.is_trusted else 0
        return others + 1 if others and self.reply.status == Reply.Status.HELD else 0

    @property
    def last(self):
        """The newest decision that stands, if it can be taken back."""
        return next((each for each in self.history if each.can_be_undone), None)

    @property
    def earlier_words(self):
        """Decisions that hold the words as they were, before their author changed them."""
        return [each for each in self.history if each.verb == Decision.Verb.EDITED]

    @property
    def why(self):
        """What screening found; of one that somebody decided about, not that nobody read it."""
        was_read = self.reply.status != Reply.Status.HELD
        return told([each for each in self.reply.reasons if not (was_read and each[0] == "unread")])

    @property
    def spam_score(self):
        """What the filter makes of it, in words and per cent."""
        score = self.reply.spam_score
        if score is None:
            return _("The filter has learnt too little to judge.")
        if score >= SUSPICIOUS:
            words = _("Likely spam: %s")
        else:
            words = _("Nothing hints at spam: %s") if score < UNLIKELY else _("Perhaps spam: %s")
        return words % f"{score:.0%}"

    @property
    def parent_begins(self):
        return Truncator(in_one_line(self.reply.parent.body)).chars(160)


def for_cards(replies):
    """The replies with all that a card shows of their own row and those it points to; one query."""
    known = replies.ranked().for_reading().as_of_their_newest_decision()
    return known.select_related("interview", "invitation__person")


def cards(replies):
    """A card for each of a list of such replies; eight queries, however many they are."""
    decisions = Decision.objects.with_what_can_be_undone().select_related("by").order_by("pk")
    prefetch_related_objects(replies, "reports", Prefetch("decisions", decisions))
    senders = SenderHistory(replies)
    return [QueueItem(reply, senders) for reply in replies]
