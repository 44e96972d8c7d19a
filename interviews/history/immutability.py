"""Immutability: triggers by which the database refuses to change or delete published rows."""

from typing import NamedTuple

from django.db.models import Model, Q
from django.db.models.functions import Now

from interviews.models import (
    AuditedPerson,
    AuditEntry,
    Correction,
    Exchange,
    ExchangeKey,
    ExchangeRevision,
    Interview,
    SourceUtterance,
    TranscriptSource,
    Version,
)
from interviews.models.workflow import published_or_withdrawn
from interviews.triggers import condition_sql, refusal_sql, trigger

WAS_PUBLISHED = published_or_withdrawn(now=Now())


class Immutable(NamedTuple):
    """A rule that refuses an UPDATE or DELETE of the rows that meet a condition.

    `sentence` is the error message. With `columns`, the rule concerns only changes of these.
    """

    name: str
    write: str
    model: type[Model]
    rows: Q
    sentence: str
    columns: tuple[str, ...] = ()


def build_rules():
    """Return the rules of this app."""
    of_read_interviews = Q(interview__in=Interview.objects.filter(WAS_PUBLISHED))
    return [
        Immutable(
            "correction_no_update",
            "UPDATE",
            Correction,
            Q(published_at__isnull=False),
            "A published correction is not edited.",
        ),
        Immutable(
            "correction_no_delete",
            "DELETE",
            Correction,
            Q(published_at__isnull=False),
            "A published correction is not deleted.",
        ),
        Immutable(
            "interview_no_delete",
            "DELETE",
            Interview,
            WAS_PUBLISHED,
            "A published interview is withdrawn, not deleted.",
        ),
        Immutable(
            "publication_date_no_update",
            "UPDATE",
            Interview,
            WAS_PUBLISHED,
            "The publication date of an interview never changes.",
            columns=("published_at",),
        ),
        Immutable(
            "exchange_interview_no_update",
            "UPDATE",
            Exchange,
            Q(),
            "An exchange is not moved to another interview.",
            columns=("interview_id",),
        ),
        Immutable(
            "exchange_no_delete",
            "DELETE",
            Exchange,
            of_read_interviews,
            "An exchange of a published interview is removed, not deleted.",
        ),
        Immutable(
            "exchange_key_no_update",
            "UPDATE",
            Exchange,
            Q(),
            "The key of an exchange never changes.",
            columns=("key",),
        ),
        Immutable(
            "used_key_no_update",
            "UPDATE",
            ExchangeKey,
            Q(),
            "A used key is not edited.",
            columns=("key",),
        ),
        Immutable(
            "used_key_interview_no_update",
            "UPDATE",
            ExchangeKey,
            Q(),
            "A used key stays with its interview.",
            columns=("interview_id",),
        ),
        Immutable(
            "used_key_no_delete",
            "DELETE",
            ExchangeKey,
            Q(),
            "A used key is not deleted.",
        ),
        Immutable(
            "audit_entry_no_update",
            "UPDATE",
            AuditEntry,
            Q(),
            "An entry of the audit trail is not edited.",
        ),
        Immutable(
            "audit_entry_no_delete",
            "DELETE",
            AuditEntry,
            Q(),
            "An entry of the audit trail is not deleted.",
        ),
        Immutable(
            "audited_person_no_update",
            "UPDATE",
            AuditedPerson,
            Q(),
            "A name in the audit trail is erased, not edited.",
        ),
        *_never_changed(ExchangeRevision, "exchange_revision", "A revision of an exchange"),
        *_never_changed(Version, "version", "A version"),
        *_build_source_rules(),
    ]


def _never_changed(model, name, noun):
    """Return the rules of rows that are never edited, and deleted only with their draft."""
    of_read_interviews = Q(interview__in=Interview.objects.filter(WAS_PUBLISHED))
    return [
        Immutable(f"{name}_no_update", "UPDATE", model, Q(), f"{noun} is not edited."),
        Immutable(
            f"{name}_no_delete", "DELETE", model, of_read_interviews, f"{noun} is not deleted."
        ),
    ]


def _build_source_rules():
    """Return the rules of the sources of interviews and of their utterances."""
    kept = ("content", "sha256", "file_name", "content_type", "by_id", "at")
    spoken = ("source_id", "number", "text", "speaker", "start", "end")
    owner, place = ("interview_id",), ("role", "reason")
    has_draft = Q(interview__isnull=False)
    is_read = Q(interview__in=Interview.objects.filter(WAS_PUBLISHED))
    of_draft, of_read = (
        Q(source__in=TranscriptSource.objects.filter(each)) for each in (has_draft, is_read)
    )
    stays, fixed = "A source stays with its interview.", "An utterance is not edited."
    rules = [
        ("source_no_update", "UPDATE", TranscriptSource, Q(), "A source is not edited.", kept),
        ("source_interview_no_update", "UPDATE", TranscriptSource, has_draft, stays, owner),
        ("source_no_delete", "DELETE", TranscriptSource, is_read, "A source is not deleted."),
        ("utterance_no_update", "UPDATE", SourceUtterance, Q(), fixed, spoken),
        ("utterance_place_no_update", "UPDATE", SourceUtterance, of_draft, fixed, place),
        ("utterance_no_delete", "DELETE", SourceUtterance, of_read, "An utterance is not deleted."),
    ]
    return [Immutable(*rule) for rule in rules]


def create_triggers_sql(rules, connection):
    """Yield the SQL that creates the triggers of these rules."""
    for name, write, model, rows, sentence, columns in rules:
        condition = condition_sql(model, rows, "OLD", connection)
        event, quoted = f"BEFORE {write}", [*map(connection.ops.quote_name, columns)]
        if columns:
            differ = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
            changed = " OR ".join(f"NEW.{column} {differ} OLD.{column}" for column in quoted)
            condition += f" AND ({changed})"
            event += f" OF {', '.join(quoted)}"
        refuse = refusal_sql(sentence, connection)
        yield from trigger(connection, name, event, model._meta.db_table, condition, refuse)
