"""Database triggers: SQL that runs when any program changes a row."""

from django.db.models.sql import Query


def trigger(connection, name, event, table, condition, statement, deferred=False):
    """Yield the SQL that creates a trigger, on SQLite or PostgreSQL.

    Args:
        event: the part before ON, such as "BEFORE UPDATE OF key".
        condition: SQL about OLD and NEW.
        statement: SQL that runs for each row that meets the condition.
        deferred: on PostgreSQL, run the statement at the end of the transaction.
    """
    if connection.vendor == "sqlite":
        yield (
            f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN {statement}; END"
        )
        return
    # WHEN allows no condition that reads another table, so the function holds the condition.
    row = "OLD" if "DELETE" in event else "NEW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {condition} THEN {statement}; END IF; RETURN {row}; END $$"
    )
    kind, when = (
        ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED") if deferred else ("TRIGGER", "")
    )
    yield (f"CREATE {kind} {name} {event} ON {table} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


def refusal_sql(sentence, connection):
    """Return the SQL by which a trigger refuses a write, with an error message."""
    return {
        "sqlite": f"SELECT RAISE(ABORT, '{sentence}')",
        "postgresql": f"RAISE EXCEPTION '{sentence}'"
        " USING ERRCODE = 'integrity_constraint_violation'",
    }[connection.vendor]


def condition_sql(model, condition, row, connection):
    """Return SQL for a Q about the model's own columns, applied to `row`: "OLD" or "NEW"."""
    if not condition:
        return "TRUE"
    query = Query(model)
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.compile(query.build_where(condition))
    quote = connection.schema_editor().quote_value
    table = connection.ops.quote_name(model._meta.db_table)
    return (sql % tuple(map(quote, values))).replace(f"{table}.", f"{row}.")
