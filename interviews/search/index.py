"""The index of words: how it is made, kept and taken away.

Triggers keep it, within the transaction of the change and whoever makes it: an editor, a
QuerySet.update(), the database's own shell. What it holds is told in entries.py. Drafts are
indexed too: whether readers may see a hit is asked of `published()` when they search, since
the clock publishes without a write.

SQLite refuses to remake a table that triggers speak of, so a migration that alters a watched
table begins with RunPython(remove, build) and ends with RunPython(build, remove).
"""

from interviews.search import postgresql, sqlite
from interviews.search.entries import EVERYTHING, WATCHED


def engine(connection):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def build(apps, schema_editor):
    """Make the index, fill it from what is there, and watch what it is made of; for RunPython."""
    remove(apps, schema_editor)
    _run(schema_editor, engine(schema_editor.connection).building())
    for table, (columns, entries) in WATCHED.items():
        _run(schema_editor, engine(schema_editor.connection).watching(table, columns, entries))
    _run(schema_editor, engine(schema_editor.connection).filling(EVERYTHING))


def remove(apps, schema_editor):
    """Take the index and its triggers away, whichever of them are there; for RunPython."""
    _run(schema_editor, engine(schema_editor.connection).removing(WATCHED))


def _run(schema_editor, statements):
    for statement, rows in statements:
        with schema_editor.connection.cursor() as cursor:
            if rows:
                cursor.executemany(statement, rows)
            else:
                cursor.execute(statement)
