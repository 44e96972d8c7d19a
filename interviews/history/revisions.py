"""What an exchange said is kept, before words that readers have read are changed.

Triggers keep it, since words change in many ways: at the desk, by a correction, by a command, in
SQL. What nobody has read yet may be changed without a trace.
"""

from django.db.models import Q

from interviews.history.immutability import WAS_PUBLISHED
from interviews.models import Exchange, Interview
from interviews.triggers import condition_sql, trigger

# When each trigger acts, where, and what the exchange said before: nothing, if it was not there.
REVISION_TRIGGERS = {
    "wording_kept": (
        "AFTER UPDATE OF question, answer",
        "(OLD.question <> NEW.question OR OLD.answer <> NEW.answer) AND ",
        "OLD.question, OLD.answer",
    ),
    "silence_kept": ("AFTER INSERT", "", "'', ''"),
}
# Finer than CURRENT_TIMESTAMP: a correction may follow within the second.
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


def statements(connection):
    """Yield the SQL that makes the triggers."""
    of_read_interviews = Q(interview__in=Interview.objects.filter(WAS_PUBLISHED))
    was_read = condition_sql(Exchange, of_read_interviews, "NEW", connection)
    for name, (event, changed, said) in REVISION_TRIGGERS.items():
        keep = (
            "INSERT INTO interviews_exchangerevision (exchange_id, question, answer, replaced_at)"  # noqa: S608
            f" VALUES (NEW.id, {said}, {NOW[connection.vendor]})"
        )
        table = "interviews_exchange"
        yield from trigger(connection, name, event, table, f"{changed}{was_read}", keep)
