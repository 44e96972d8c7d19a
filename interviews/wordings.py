"""Triggers that keep what an exchange said, before readers' words are changed.

Triggers, since words change in many ways: at the desk, by a correction, by a command, in SQL.
What nobody has read yet may be changed without a trace.
"""

from interviews.seals import Seal

SEALS = [
    Seal(
        "wording_stands",
        "UPDATE",
        "interviews_wording",
        "OLD.id IS NOT NULL",
        "What was once said is not edited.",
    ),
    Seal(
        "wording_stays",
        "DELETE",
        "interviews_wording",
        "OLD.id IS NOT NULL",
        "What was once said is not deleted.",
    ),
]

# When each trigger acts, and what the exchange said before that: nothing, if it was not there.
KEPT = {
    "wording_kept": ("UPDATE OF question, answer", "OLD.question, OLD.answer"),
    "silence_kept": ("INSERT", "'', ''"),
}
CHANGED = "WHEN (OLD.question <> NEW.question OR OLD.answer <> NEW.answer)"
# Finer than CURRENT_TIMESTAMP: a correction may follow within the second.
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


def statements(connection):
    """Yield the SQL that makes the triggers."""
    vendor = connection.vendor
    for name, (write, said) in KEPT.items():
        note = (
            "INSERT INTO interviews_wording (exchange_id, question, answer, replaced_at)"  # noqa: S608
            f" SELECT NEW.id, {said}, {NOW[vendor]} FROM interviews_interview i"
            f" WHERE i.id = NEW.interview_id AND i.published_at <= {NOW[vendor]};"
        )
        trigger = f"CREATE TRIGGER {name} AFTER {write} ON interviews_exchange FOR EACH ROW"
        when = CHANGED if write.startswith("UPDATE") else ""
        if vendor == "sqlite":
            yield f"{trigger} {when} BEGIN {note} END"
        else:
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {note} RETURN NULL; END $$"
            )
            yield f"{trigger} {when} EXECUTE FUNCTION {name}()"
