"""Deciding about several replies at once, each by itself, and what came of it."""

import re
from dataclasses import dataclass, field

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from comments.admin.queue_items import VERBS
from comments.email.plain_text import in_one_line, isolated
from comments.models import Decision
from comments.models.moderation import InvalidDecision, ReplyChanged

REASON_LENGTH = Decision._meta.get_field("reason").max_length
MOST_AT_ONCE = 100  # replies that one request decides about
MOST_NAMED = 3  # replies in a line that tells what was decided
SHOWN = 40  # characters of a reply, to tell which it was

# Why replies are declined, as often said; an editor's own words are as good.
REASONS = [
    gettext_lazy("It is not about the interview."),
    gettext_lazy("It attacks somebody, rather than what they said."),
    gettext_lazy("It advertises something."),
    gettext_lazy("It tells what is private to somebody else."),
    gettext_lazy("It claims as a fact what we could not confirm."),
    gettext_lazy("Others have said the same already."),
]

DONE = {
    "approved": ngettext_lazy("%d reply is published.", "%d replies are published."),
    "declined": ngettext_lazy("%d reply is declined.", "%d replies are declined."),
    "spam": ngettext_lazy("%d reply is marked as spam.", "%d replies are marked as spam."),
    "featured": ngettext_lazy("%d reply is featured.", "%d replies are featured."),
    "unfeatured": ngettext_lazy("%d reply is featured no longer.", "%d are featured no longer."),
}


class DecisionForm(forms.Form):
    verb = forms.ChoiceField(
        choices=[(name, name) for name in VERBS],
        error_messages={"required": gettext_lazy("Press one of the buttons.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, if declined"), required=False, max_length=REASON_LENGTH
    )

    @property
    def words(self):
        """What goes with the verb: a reason is for who is declined, whatever was typed."""
        is_declined = self.cleaned_data["verb"] == "decline"
        return {"reason": self.cleaned_data["reason"]} if is_declined else {}


@dataclass
class Outcome:
    """The decisions that were made; replies overtaken by others'; {why: replies refused}."""

    done: list = field(default_factory=list)
    overtaken: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)

    def complaints(self):
        """A sentence for each kind of reply that was left as it is."""
        if self.overtaken:
            count = len(self.overtaken)
            told = ngettext(
                "Somebody has decided about %(count)d of them meanwhile; it stays so: %(which)s",
                "Somebody has decided about %(count)d of them meanwhile; they stay so: %(which)s",
                count,
            )
            yield told % {"count": count, "which": "; ".join(map(fate, self.overtaken))}
        for why, replies in self.refused.items():
            yield f"{why} {'; '.join(map(shown, replies))}"


def read_choice(sent):
    """{key of a reply: key of the newest decision that was known}; what is no such pair is left."""
    pairs = [re.fullmatch(r"([0-9]{1,18})-([0-9]{1,18})", text) for text in sent]
    return {int(pair[1]): int(pair[2]) for pair in pairs[:MOST_AT_ONCE] if pair}


def carry_out(replies, verb, by, seen, **words):
    """Decide about each, in a transaction of its own, so that nobody waits for two of them."""
    outcome = Outcome()
    for reply in replies:
        try:
            outcome.done.append(reply.decide(verb, by, seen[reply.pk], **words))
        except ReplyChanged:
            outcome.overtaken.append(reply)
        except InvalidDecision as refusal:
            outcome.refused.setdefault(str(refusal.message), []).append(reply)
    return outcome


def take_back(decisions, by):
    """Undo each if it is the newest of its reply; return the replies that are what they were,
    and those about which something was decided since."""
    undone, kept = [], []
    for decision in decisions:
        try:
            decision.reply.undo(by, decision)
            undone.append(decision.reply)
        except InvalidDecision:
            kept.append(decision.reply)
    return undone, kept


def told(decisions):
    """What was decided about how many, and about which, in a line."""
    first = decisions[0]
    which = "; ".join(shown(each.reply) for each in decisions[:MOST_NAMED])
    more = " …" if len(decisions) > MOST_NAMED else ""
    return f"{DONE[first.verb] % len(decisions)} {which}{more}"


def shown(reply):
    """Which reply it is, in one line, whatever direction its author writes in."""
    begins = Truncator(in_one_line(reply.body)).chars(SHOWN)
    return f"{isolated(in_one_line(reply.name) or _('Name erased'))}, “{isolated(begins)}”"


def fate(reply):
    """The same, and what was decided about it last, by whom."""
    newest = reply.decisions.select_related("by").order_by("pk").last()
    known = [newest.get_verb_display(), newest.who] if newest else []
    return f"{shown(reply)} ({', '.join(filter(None, known))})"
