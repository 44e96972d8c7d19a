"""An item of the moderation queue: a reply, its context, and the possible decisions."""

from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.email.plain_text import in_one_line
from comments.models import Decision, Reply
from comments.models.moderation_queue import QueuePosition, Rank
from comments.moderation.screening.reasons import describe
from comments.moderation.screening.spam_filter import SPAM_THRESHOLD
from comments.moderation.sender_history import SenderHistory

UNLIKELY_SPAM_SCORE = 0.35  # spam score


class DecisionAction(NamedTuple):
    name: str
    label: str
    key: str


ACTIONS = {
    action.name: action
    for action in [
        DecisionAction("approve", _("Publish"), "a"),
        DecisionAction("ignore_reports", _("Keep, and ignore further reports"), "i"),
        DecisionAction("mark_as_spam", _("Spam"), "s"),
        DecisionAction("feature", _("Feature"), "f"),
        DecisionAction("unfeature", _("Stop featuring"), "f"),
        DecisionAction("decline", _("Decline"), "d"),
    ]
}


class QueueItem:
    def __init__(self, reply, senders):
        self.reply = reply
        self.choice_value = f"{reply.pk}-{reply.newest_decision_id}"
        self.from_same_address = senders.from_same_address.excluding(reply)
        self.from_same_network = senders.from_same_network.excluding(reply)
        self.is_trusted = reply.email in senders.trusted
        self.history = list(reply.decisions.all())

    @property
    def rank(self):
        return Rank(self.reply.rank)

    @property
    def place(self):
        return QueuePosition.of(self.reply)

    @property
    def is_reported(self):
        return self.reply.is_published and self.reply.queued_at is not None

    @property
    def actions(self):
        """The buttons, except “Decline”, which has its own form."""
        names = [name for name in self.reply.possible_actions if name != "decline"]
        keep = ACTIONS["approve"]._replace(label=_("Keep"))
        return [keep if name == "approve" and self.is_reported else ACTIONS[name] for name in names]

    @property
    def can_be_declined(self):
        return "decline" in self.reply.possible_actions

    @property
    def can_publish_all(self):
        """The number of held replies that one button publishes, 0 if the author is not known."""
        others = self.from_same_address["held"] if self.from_same_address and self.is_trusted else 0
        return others + 1 if others and self.reply.status == Reply.Status.HELD else 0

    @property
    def last(self):
        """The newest decision, if it can be undone."""
        return next((each for each in self.history if each.can_be_undone), None)

    @property
    def earlier_words(self):
        """Decisions that keep the text before an edit by its author."""
        return [each for each in self.history if each.kind == Decision.Kind.EDITED]

    @property
    def why(self):
        """What screening found, as sentences. “Unread” is left out once somebody has decided."""
        was_read = self.reply.status != Reply.Status.HELD
        return describe(
            [each for each in self.reply.reasons if not (was_read and each[0] == "unread")]
        )

    @property
    def spam_score(self):
        """The score of the spam filter, in words and per cent."""
        score = self.reply.spam_score
        if score is None:
            return _("The filter has not learnt enough yet.")
        if score >= SPAM_THRESHOLD:
            words = _("Likely spam: %s")
        else:
            words = (
                _("Unlikely to be spam: %s")
                if score < UNLIKELY_SPAM_SCORE
                else _("Possibly spam: %s")
            )
        return words % f"{score:.0%}"

    @property
    def parent_begins(self):
        return Truncator(in_one_line(self.reply.parent.body)).chars(160)


def for_queue_items(replies):
    """The replies with all related rows that an item shows. One query."""
    known = replies.ranked().for_reading().with_newest_decision_id()
    return known.select_related("interview", "invitation__person")


def build_queue_items(replies):
    """Return an item for each reply of a list. Eight queries for any number of replies."""
    decisions = Decision.objects.with_can_be_undone().select_related("by").order_by("pk")
    prefetch_related_objects(replies, "reports", Prefetch("decisions", decisions))
    senders = SenderHistory(replies)
    return [QueueItem(reply, senders) for reply in replies]
