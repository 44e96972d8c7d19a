"""Rules 6 to 10 of comments.moderation.screening: declined, held or published, and why."""

from typing import NamedTuple

from comments.models.moderation import Status
from comments.models.reply_settings import Policy
from comments.moderation.screening import akismet, characters, learning, names, networks, rendering
from comments.moderation.screening.reasons import Reason
from comments.moderation.screening.words import Text

MOST_LINKS = 1  # one may be a source; two and more are what spam is made of


class Verdict(NamedTuple):
    status: Status
    reasons: list
    spam_score: float | None = None

    def carry_out(self, reply):
        """Let a held reply become what the verdict says; call it inside a transaction."""
        if self.status == Status.PUBLISHED:
            reply.approve()
        elif self.status == Status.DECLINED:
            reply.decline()


def judge(reply, rules, protected, policy, is_known, asked_by=None):
    """Apply rules 6 to 10 to a reply that is not stored yet, or was just edited.

    `rules` are the ModerationRules, `protected` the names that nobody else may sign with, `policy`
    what holds for the interview; `is_known` is asked only if it decides: a callable. `asked_by`
    is the request's facts for Akismet, a dict.
    """
    score = learning.score(reply)
    said = Text(
        shown=f"{reply.name}\n{rendering.words(reply.body)}",
        typed=f"{reply.name}\n{reply.website}\n{reply.body}",
    )
    if blocked := list(_blocked(reply, said, rules)):
        return Verdict(Status.DECLINED, blocked, score)
    if reply.invitation_id:
        return Verdict(Status.PUBLISHED, [], score)
    suspicious = list(_suspicious(reply, said, rules, protected, score))
    suspicious += akismet.suspects(reply, asked_by or {})
    if suspicious:
        return Verdict(Status.HELD, suspicious, score)
    if policy == Policy.OPEN or is_known():
        return Verdict(Status.PUBLISHED, [], score)
    return Verdict(Status.HELD, [Reason("unread")], score)


def _blocked(reply, said, rules):
    if entry := networks.address_blocked(reply.email, rules.blocked_addresses):
        yield Reason("blocked-address", entry)
    if networks.blocked_by(reply.network, rules.blocked_networks):
        yield Reason("blocked-network")  # and not which: it stands with the reply, for 30 days
    for entry in said.has(rules.blocked_words):
        yield Reason("blocked-word", entry)


def _suspicious(reply, said, rules, protected, score):
    for entry in said.resembles(rules.blocked_words):
        yield Reason("resembles-blocked-word", entry)
    for entry in [*said.has(rules.suspect_words), *said.resembles(rules.suspect_words)]:
        yield Reason("suspect-word", entry)
    if likeness := names.looks_like(reply.name, protected):
        yield Reason("protected-name", likeness)
    if (count := len(rendering.links(reply.body))) > MOST_LINKS:
        yield Reason("links", str(count))
    for abuse in {*characters.abuses(reply.name), *characters.abuses(reply.body)}:
        yield Reason(f"characters-{abuse}")
    if score is not None and score >= learning.SUSPICIOUS:
        yield Reason("looks-like-spam", f"{score:.0%}")
