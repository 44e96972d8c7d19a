"""Triggers that mark an interview whose content differs from its last version.

The desk records a version in the transaction that saves. Commands and SQL do not, so triggers set
`is_recorded` to false. The next save, the list of versions and a task that runs every minute then
record a version without an author.
"""

from interviews.models import Credit, Exchange, Interview
from interviews.models.content import content_fields
from interviews.triggers import trigger

MARK = "UPDATE interviews_interview SET is_recorded = FALSE WHERE is_recorded AND id "


def statements(connection):
    """Yield the SQL that creates the triggers."""
    row = "= {row}.interview_id"
    spoken = "= (SELECT interview_id FROM interviews_exchange WHERE id = {row}.exchange_id)"
    exchange = [*_columns(Exchange), "position", "removed_at"]
    yield from _of_table(connection, "interviews_interview", "= {row}.id", _columns(Interview))
    yield from _of_table(connection, "interviews_exchange", row, exchange)
    yield from _of_table(connection, "interviews_credit", row, _columns(Credit))
    yield from _of_table(connection, "interviews_exchange_answered_by", spoken, ["person_id"])
    yield from _of_table(connection, "interviews_interview_topics", row, ["topic_id"])


def _columns(model):
    return [field.column for field in content_fields(model)]


def _of_table(connection, table, interview, columns):
    events = {"DELETE": ("AFTER DELETE", "OLD", "TRUE"), "INSERT": ("AFTER INSERT", "NEW", "TRUE")}
    if columns:
        columns = [connection.ops.quote_name(column) for column in columns]
        differ = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in columns)
        if connection.vendor == "sqlite":
            differ = differ.replace("IS DISTINCT FROM", "IS NOT")
        events["UPDATE"] = (f"AFTER UPDATE OF {', '.join(columns)}", "NEW", f"({differ})")
    if table == "interviews_interview":
        events = {"UPDATE": events["UPDATE"]}
    for name, (event, row, condition) in events.items():
        mark = MARK + interview.format(row=row)
        yield from trigger(
            connection, f"{table}_unrecorded_{name.lower()}", event, table, condition, mark
        )


def record_unrecorded_changes():
    """Record a version of each marked interview; return how many were marked."""
    marked = list(Interview.objects.filter(is_recorded=False))
    for interview in marked:
        interview.record_change_made_elsewhere()
    return len(marked)
