"""Rules 6 to 10 of comments.moderation.screening: declined, held or published, and why."""

from typing import NamedTuple

from comments.models.moderation import ReplyStatus
from comments.models.reply_settings import Policy
from comments.moderation.screening import (
    akismet,
    characters,
    names,
    networks,
    rendering,
    spam_filter,
)
from comments.moderation.screening.reasons import Reason
from comments.moderation.screening.words import ScreenedText

MAX_LINKS = 1  # one may be a source; two or more are typical of spam


class Verdict(NamedTuple):
    status: ReplyStatus
    reasons: list
    spam_score: float | None = None

    def apply_to(self, reply):
        """Publish or decline a held reply, as the verdict says. Call it inside a transaction."""
        if self.status == ReplyStatus.PUBLISHED:
            reply.approve()
        elif self.status == ReplyStatus.DECLINED:
            reply.decline()


def screen(reply, rules, protected, policy, is_known, request_facts=None):
    """Apply rules 6 to 10 to a reply that is not stored yet, or was just edited.

    `rules` are the ModerationRules, `protected` the protected names, `policy` the interview's
    policy. `is_known` is a callable, called only if it matters: whether the commenter is known.
    `request_facts` is a dict for Akismet.
    """
    score = spam_filter.score(reply)
    text = ScreenedText(
        shown=f"{reply.name}\n{rendering.words(reply.body)}",
        typed=f"{reply.name}\n{reply.website}\n{reply.body}",
    )
    if blocked := list(_blocked(reply, text, rules)):
        return Verdict(ReplyStatus.DECLINED, blocked, score)
    if reply.invitation_id:
        return Verdict(ReplyStatus.PUBLISHED, [], score)
    suspicious = list(_suspicious(reply, text, rules, protected, score))
    suspicious += akismet.check(reply, request_facts or {})
    if suspicious:
        return Verdict(ReplyStatus.HELD, suspicious, score)
    if policy == Policy.OPEN or is_known():
        return Verdict(ReplyStatus.PUBLISHED, [], score)
    return Verdict(ReplyStatus.HELD, [Reason("unread")], score)


def _blocked(reply, text, rules):
    if entry := networks.find_blocked_address(reply.email, rules.blocked_addresses):
        yield Reason("blocked-address", entry)
    if networks.find_blocked_network(reply.network, rules.blocked_networks):
        yield Reason("blocked-network")  # the network itself is stored with the reply, for 30 days
    for entry in text.find_exact(rules.blocked_words):
        yield Reason("blocked-word", entry)


def _suspicious(reply, text, rules, protected, score):
    for entry in text.find_disguised(rules.blocked_words):
        yield Reason("resembles-blocked-word", entry)
    for entry in [*text.find_exact(rules.suspect_words), *text.find_disguised(rules.suspect_words)]:
        yield Reason("suspect-word", entry)
    if likeness := names.find_lookalike(reply.name, protected):
        yield Reason("protected-name", likeness)
    if (count := len(rendering.links(reply.body))) > MAX_LINKS:
        yield Reason("links", str(count))
    for abuse in {*characters.find_abuse(reply.name), *characters.find_abuse(reply.body)}:
        yield Reason(f"characters-{abuse}")
    if score is not None and score >= spam_filter.SPAM_THRESHOLD:
        yield Reason("looks-like-spam", f"{score:.0%}")
