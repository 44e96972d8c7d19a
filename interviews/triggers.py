"""Triggers: what the database does by itself when a row changes, by whatever program."""

from django.db.models.sql import Query


def trigger(connection, name, event, table, condition, statement, deferred=False):
    """Yield the SQL that makes a trigger, on SQLite or PostgreSQL.

    `event` is what stands before ON, such as "BEFORE UPDATE OF key". `condition` is SQL about OLD
    and NEW; `statement` is SQL that runs for each row that meets it. `deferred`: on PostgreSQL it
    runs as the transaction ends.
    """
    if connection.vendor == "sqlite":
        yield (
            f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN {statement}; END"
        )
        return
    # A condition that reads another table cannot stand in WHEN, so it stands in the function.
    row = "OLD" if "DELETE" in event else "NEW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {condition} THEN {statement}; END IF; RETURN {row}; END $$"
    )
    kind, when = (
        ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED") if deferred else ("TRIGGER", "")
    )
    yield (f"CREATE {kind} {name} {event} ON {table} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


def condition_sql(model, condition, row, connection):
    """SQL that tells whether a Q about the model's own columns holds for a row, OLD or NEW."""
    if not condition:
        return "TRUE"
    query = Query(model)
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.compile(query.build_where(condition))
    quote = connection.schema_editor().quote_value
    table = connection.ops.quote_name(model._meta.db_table)
    return (sql % tuple(map(quote, values))).replace(f"{table}.", f"{row}.")
