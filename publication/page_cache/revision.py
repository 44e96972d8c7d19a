"""The revision number, which moves with every change of a row that readers can see.

Triggers move it, so it does not matter what makes the change: a form, a command, SQL. Each model
says which of its rows readers see (interviews.models.visibility). On PostgreSQL the number moves
as the transaction ends: until then no other writer waits, and numbers come in the order in which
their changes can be read.
"""

import threading

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from interviews.models.visibility import NO_ROWS, seen_by_readers
from interviews.triggers import condition_sql, trigger

TABLE = "publication_revision"
NUMBER = f"SELECT number FROM {TABLE}"  # noqa: S608

# The number is the time in microseconds, or one more than the last number if that is not less. So
# no number comes twice, even after an older copy of the database was restored.
NOW = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
    "postgresql": "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
}
MOVE_ON_SQLITE = f"UPDATE {TABLE} SET number = max(number + 1, {NOW['sqlite']})"  # noqa: S608
# Once in a transaction, however many rows it changes.
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
    """The revision number; None where there is none, or the database does not answer.

    Asked before each page is sent, so of the driver itself: Django takes longer to ask than the
    database to answer.
    """
    try:
        connection = _thread.connection
    except AttributeError:
        connection = _thread.connection = connections[DEFAULT_DB_ALIAS]
    for _attempt in range(2):
        try:
            if connection.connection is None:
                connection.connect()
            return _ask(connection)
        except (DatabaseError, connection.Database.Error):
            connection.close()  # the database may have ended the connection meanwhile
    return None


def _ask(connection):
    if connection.vendor == "postgresql":  # which then neither parses nor plans it again
        cursor = connection.Database.Cursor(connection.connection).execute(NUMBER, prepare=True)
    else:
        cursor = connection.connection.execute(NUMBER)
    found = cursor.fetchall()
    return found[0][0] if found else None


def statements(app, connection):
    """Yield the SQL that makes the triggers for the models of an app."""
    for model in apps.get_app_config(app).get_models(include_auto_created=True):
        if (rows := seen_by_readers(model)) is not NO_ROWS:
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


def beginning(connection):
    """Yield the SQL that makes the number, and on PostgreSQL the function that moves it."""
    columns = "id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL"
    yield f"CREATE TABLE IF NOT EXISTS {TABLE} ({columns})"
    yield f"INSERT INTO {TABLE} VALUES (1, {NOW[connection.vendor]})"  # noqa: S608
    if connection.vendor == "postgresql":
        yield MOVE_ON_POSTGRESQL
