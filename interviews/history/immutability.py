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
    Version,
)
from interviews.models.workflow import published_or_withdrawn
from interviews.triggers import condition_sql, refusal_sql, trigger

WAS_PUBLISHED = published_or_withdrawn(now=Now())


class Immutable(NamedTuple):
    """A rule that refuses an UPDATE or DELETE of the rows that meet a condition.

    `sentence` is the error message. If `column` is set, the rule concerns only changes of it.
    """

    name: str
    write: str
    model: type[Model]
    rows: Q
    sentence: str
    column: str = ""


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
            column="published_at",
        ),
        Immutable(
            "exchange_interview_no_update",
            "UPDATE",
            Exchange,
            Q(),
            "An exchange is not moved to another interview.",
            column="interview_id",
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
            column="key",
        ),
        Immutable(
            "used_key_no_update",
            "UPDATE",
            ExchangeKey,
            Q(),
            "A used key is not edited.",
            column="key",
        ),
        Immutable(
            "used_key_interview_no_update",
            "UPDATE",
            ExchangeKey,
            Q(),
            "A used key stays with its interview.",
            column="interview_id",
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


def create_triggers_sql(rules, connection):
    """Yield the SQL that creates the triggers of these rules."""
    for name, write, model, rows, sentence, column in rules:
        condition = condition_sql(model, rows, "OLD", connection)
        if column:
            condition += f" AND (NEW.{column} IS NULL OR NEW.{column} <> OLD.{column})"
        refuse = refusal_sql(sentence, connection)
        event = f"BEFORE {write} OF {column}" if column else f"BEFORE {write}"
        yield from trigger(connection, name, event, model._meta.db_table, condition, refuse)
