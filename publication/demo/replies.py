"""Loads the demo's replies, by the methods that commenters and moderators use."""

import tomllib
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

from comments.models import Invitation, Reply, ReplySettings
from comments.models.reply import get_exchange_digest
from interviews.models import Interview

HERE = Path(__file__).parent


def load(people, editor):
    """Create all replies of `replies.toml`. `people`: {slug: Person}."""
    content = tomllib.loads((HERE / "replies.toml").read_text("utf-8"))
    for each in content["policies"]:
        interview = Interview.objects.get(slug=each["interview"])
        ReplySettings.objects.update_or_create(
            interview=interview, defaults={"policy": each["policy"]}
        )
    written = {}
    for each in sorted(content["replies"], key=lambda each: each["at"]):
        written[each["id"]] = _create_reply(each, written, people)
        _decide(written[each["id"]], each, editor)
    for each in content["replies"]:
        _apply_later_events(written[each["id"]], each, editor)


def _create_reply(each, written, people):
    interview = Interview.objects.get(slug=each["interview"])
    number, parent = each.get("exchange"), written.get(each.get("parent"))
    exchange = interview.exchanges.exclude(question="")[number - 1] if number else None
    invitation = _invitation(interview, people[each["as"]]) if "as" in each else None
    return Reply.objects.create(
        interview=interview,
        exchange=exchange,
        exchange_digest=_digest_read(exchange, each) if exchange else "",
        parent=parent,
        thread_id=parent.root_id if parent else None,
        invitation=invitation,
        name=invitation.person.name if invitation else each["name"],
        email=f"reader-{len(written) + 1}@example.org",
        website=each.get("website", ""),
        body=each["body"].strip(),
        reasons=each.get("reasons", [["unread", ""]]),
        fingerprint=sha256(each["id"].encode()).hexdigest(),
        written_at=_in_utc(each["at"]),
        queued_at=_in_utc(each["at"]),
    )


def _digest_read(exchange, each):
    """Return the digest of the answer that the author read: current, or before the correction."""
    if each.get("before_correction"):
        exchange.answer = exchange.corrections.first().was
    return get_exchange_digest(exchange)


def _invitation(interview, person):
    email = f"{person.slug}@example.org"
    role = interview.credits.get(person=person).role
    invitation, _new = Invitation.objects.get_or_create(
        interview=interview, person=person, role=role, defaults={"email": email}
    )
    return invitation


def _decide(reply, each, editor):
    match each["status"]:
        case "published" | "withdrawn":
            reply.approve(by=editor)
        case "declined":
            reply.decline(by=editor, reason=each.get("reason", ""))
        case "spam":
            reply.mark_as_spam(by=editor)
    if reply.is_published:
        Reply.objects.filter(pk=reply.pk).update(published_at=reply.written_at)
    if each.get("featured"):
        reply.feature(by=editor)


def _apply_later_events(reply, each, editor):
    """Report, promote or withdraw the reply, after all replies exist."""
    reply = Reply.objects.get(pk=reply.pk)
    if "reported" in each:
        reply.report(each["reported"], network="203.0.113.0/24")
    if "answer" in each:
        subjects = reply.interview.subjects
        reply.promote(editor, each["question"], each["answer"].strip(), answered_by=subjects)
    if each["status"] == "withdrawn":
        # A withdrawal is possible only for some minutes after publication.
        reply.published_at = timezone.now()
        reply.save(update_fields=["published_at"])
        reply.withdraw()


def _in_utc(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
