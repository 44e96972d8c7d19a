"""Triggers that store the former texts of an exchange when a published text changes.

They are triggers because texts change in many ways: at the desk, by a correction, by a command, in
SQL. Texts of drafts change without a revision.
"""

from django.db.models import Q

from interviews.history.immutability import WAS_PUBLISHED
from interviews.models import Exchange, Interview
from interviews.triggers import condition_sql, trigger

# Of each trigger: the event, the condition, and the former texts (blank for a new exchange).
REVISION_TRIGGERS = {
    "exchange_revision_changed": (
        "AFTER UPDATE OF question, answer",
        "(OLD.question <> NEW.question OR OLD.answer <> NEW.answer) AND ",
        "OLD.question, OLD.answer",
    ),
    "exchange_revision_added": ("AFTER INSERT", "", "'', ''"),
}
# More precise than CURRENT_TIMESTAMP: a correction may follow within the same second.
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


def statements(connection):
    """Yield the SQL that creates the triggers."""
    of_read_interviews = Q(interview__in=Interview.objects.filter(WAS_PUBLISHED))
    was_read = condition_sql(Exchange, of_read_interviews, "NEW", connection)
    for name, (event, changed, said) in REVISION_TRIGGERS.items():
        keep = (
            "INSERT INTO interviews_exchangerevision (exchange_id, question, answer, replaced_at)"  # noqa: S608
            f" VALUES (NEW.id, {said}, {NOW[connection.vendor]})"
        )
        table = "interviews_exchange"
        yield from trigger(connection, name, event, table, f"{changed}{was_read}", keep)
