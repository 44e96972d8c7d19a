"""Decisions about several replies at once, each in its own transaction."""

import re
from dataclasses import dataclass, field

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from comments.admin.queue_items import ACTIONS
from comments.email.plain_text import in_one_line, isolated
from comments.models import Decision
from comments.models.moderation import InvalidDecision, ReplyChanged

REASON_LENGTH = Decision._meta.get_field("reason").max_length
MAX_DECISIONS = 100  # of one request
MAX_NAMED = 3  # replies in the sentence that says what was decided
EXCERPT_LENGTH = 40  # characters of a reply, to identify it

# Common reasons; editors can also write their own.
REASONS = [
    gettext_lazy("It is not about the interview."),
    gettext_lazy("It attacks a person, not what they said."),
    gettext_lazy("It advertises something."),
    gettext_lazy("It shares someone else’s private information."),
    gettext_lazy("It states as fact what we couldn’t confirm."),
    gettext_lazy("Others have already said this."),
]

DONE = {
    "approved": ngettext_lazy("%d reply is published.", "%d replies are published."),
    "declined": ngettext_lazy("%d reply is declined.", "%d replies are declined."),
    "spam": ngettext_lazy("%d reply is marked as spam.", "%d replies are marked as spam."),
    "featured": ngettext_lazy("%d reply is featured.", "%d replies are featured."),
    "unfeatured": ngettext_lazy(
        "%d reply is no longer featured.", "%d replies are no longer featured."
    ),
}


class DecisionForm(forms.Form):
    action = forms.ChoiceField(
        choices=[(name, name) for name in ACTIONS],
        error_messages={"required": gettext_lazy("Press one of the buttons.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, if declined"), required=False, max_length=REASON_LENGTH
    )

    @property
    def action_kwargs(self):
        """Further arguments of the action: a reason, only for declining."""
        is_declined = self.cleaned_data["action"] == "decline"
        return {"reason": self.cleaned_data["reason"]} if is_declined else {}


@dataclass
class Outcome:
    """The decisions made, the replies changed meanwhile, and {error: refused replies}."""

    done: list = field(default_factory=list)
    changed_meanwhile: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)

    def get_warnings(self):
        """A sentence for each group of replies that were left unchanged."""
        if self.changed_meanwhile:
            count = len(self.changed_meanwhile)
            sentence = ngettext(
                "Someone else has decided about %(count)d of them; it is unchanged: %(which)s",
                "Someone else has decided about %(count)d of them; they are unchanged: %(which)s",
                count,
            )
            which = "; ".join(map(describe_with_decision, self.changed_meanwhile))
            yield sentence % {"count": count, "which": which}
        for why, replies in self.refused.items():
            yield f"{why} {'; '.join(map(describe_reply, replies))}"


def parse_choices(sent):
    """Return {key of a reply: key of its newest known decision}; ignore invalid values."""
    pairs = [re.fullmatch(r"([0-9]{1,18})-([0-9]{1,18})", text) for text in sent]
    return {int(pair[1]): int(pair[2]) for pair in pairs[:MAX_DECISIONS] if pair}


def decide_all(replies, action, by, newest_ids, **kwargs):
    """Decide about each reply in its own transaction, so that no lock is held for long."""
    outcome = Outcome()
    for reply in replies:
        try:
            outcome.done.append(reply.decide(action, by, newest_ids[reply.pk], **kwargs))
        except ReplyChanged:
            outcome.changed_meanwhile.append(reply)
        except InvalidDecision as refusal:
            outcome.refused.setdefault(str(refusal.message), []).append(reply)
    return outcome


def undo_all(decisions, by):
    """Undo each decision that is the newest on its reply.

    Return two lists: the replies whose decision was undone, and the other replies.
    """
    undone, kept = [], []
    for decision in decisions:
        try:
            decision.reply.undo(by, decision)
            undone.append(decision.reply)
        except InvalidDecision:
            kept.append(decision.reply)
    return undone, kept


def describe_decisions(decisions):
    """What was decided about which replies, in one line."""
    first = decisions[0]
    which = "; ".join(describe_reply(each.reply) for each in decisions[:MAX_NAMED])
    more = " …" if len(decisions) > MAX_NAMED else ""
    return f"{DONE[first.kind] % len(decisions)} {which}{more}"


def describe_reply(reply):
    """Name and beginning of a reply in one line, isolated for right-to-left text."""
    begins = Truncator(in_one_line(reply.body)).chars(EXCERPT_LENGTH)
    return f"{isolated(in_one_line(reply.name) or _('Name erased'))}, “{isolated(begins)}”"


def describe_with_decision(reply):
    """The same, with the last decision and who made it."""
    newest = reply.decisions.select_related("by").order_by("pk").last()
    known = [newest.get_kind_display(), newest.who] if newest else []
    return f"{describe_reply(reply)} ({', '.join(filter(None, known))})"
