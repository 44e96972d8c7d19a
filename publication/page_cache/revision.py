"""The revision number, which increases with every change of a row that readers can see.

Triggers increase it, whether a form, a command or SQL makes the change. Each model declares which
of its rows readers see (interviews.models.visibility). On PostgreSQL the number increases at the
end of the transaction: so writers do not wait for each other, and the order of the numbers is the
order in which the changes become visible.
"""

import threading

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from interviews.models.visibility import NO_ROWS, reader_condition
from interviews.triggers import condition_sql, trigger

TABLE = "publication_revision"
SELECT_NUMBER = f"SELECT number FROM {TABLE}"  # noqa: S608

# The number is the time in microseconds, or the last number plus one if that is greater. So no
# number is used twice, even after an older copy of the database was restored.
NOW = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
    "postgresql": "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
}
MOVE_ON_SQLITE = f"UPDATE {TABLE} SET number = max(number + 1, {NOW['sqlite']})"  # noqa: S608
# Once in a transaction, even if it changes many rows.
MOVE_ON_POSTGRESQL = f"""
    CREATE FUNCTION {TABLE}_move() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        IF coalesce(current_setting('publication.moved', true), '') = '' THEN
            UPDATE {TABLE} SET number = greatest(number + 1, {NOW["postgresql"]});
            PERFORM set_config('publication.moved', 'yes', true);
        END IF;
    END $$
"""  # noqa: S608

_thread = threading.local()


def current():
    """Return the revision number; None if there is none or the database does not answer.

    This query runs before each page, so it uses the database driver directly: Django's own code
    would take longer than the query.
    """
    try:
        connection = _thread.connection
    except AttributeError:
        connection = _thread.connection = connections[DEFAULT_DB_ALIAS]
    for _attempt in range(2):
        try:
            if connection.connection is None:
                connection.connect()
            return _query(connection)
        except (DatabaseError, connection.Database.Error):
            connection.close()  # the database may have closed the connection
    return None


def _query(connection):
    if connection.vendor == "postgresql":  # a prepared statement is parsed and planned once
        cursor = connection.Database.Cursor(connection.connection)
        cursor.execute(SELECT_NUMBER, prepare=True)
    else:
        cursor = connection.connection.execute(SELECT_NUMBER)
    rows = cursor.fetchall()
    return rows[0][0] if rows else None


def statements(app, connection):
    """Yield the SQL that creates the triggers for the models of an app."""
    for model in apps.get_app_config(app).get_models(include_auto_created=True):
        if (rows := reader_condition(model)) is not NO_ROWS:
            yield from _triggers(model, rows, connection)


def _triggers(model, rows, connection):
    old, new = (condition_sql(model, rows, row, connection) for row in ("OLD", "NEW"))
    columns = [connection.ops.quote_name(field.column) for field in model._meta.concrete_fields]
    move, differ = {
        "sqlite": (MOVE_ON_SQLITE, "IS NOT"),
        "postgresql": (f"PERFORM {TABLE}_move()", "IS DISTINCT FROM"),
    }[connection.vendor]
    changed = " OR ".join(f"OLD.{column} {differ} NEW.{column}" for column in columns)
    for event, condition in {
        "INSERT": new,
        "UPDATE": f"(({old}) OR ({new})) AND ({changed})",
        "DELETE": old,
    }.items():
        table = model._meta.db_table
        name = f"{table}_revision_{event.lower()}"
        yield from trigger(connection, name, f"AFTER {event}", table, condition, move, True)


def table_statements(connection):
    """Yield the SQL that creates the table and, on PostgreSQL, the function that moves it."""
    columns = "id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL"
    yield f"CREATE TABLE IF NOT EXISTS {TABLE} ({columns})"
    yield f"INSERT INTO {TABLE} VALUES (1, {NOW[connection.vendor]})"  # noqa: S608
    if connection.vendor == "postgresql":
        yield MOVE_ON_POSTGRESQL
