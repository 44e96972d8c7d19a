"""The search index: the SQL that creates it, fills it and keeps it up to date.

Triggers update it within the transaction of each change, whether the change comes from a form, a
QuerySet.update() or the database's shell. entries.py defines its entries. Drafts are indexed too:
each search asks `published()`, since scheduled interviews are published without a write.
"""

from interviews.search import postgresql, sqlite
from interviews.search.entries import EVERYTHING, TRIGGER_SOURCES


def engine(connection):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def statements(connection):
    """Yield the SQL that creates the index and its triggers, and fills it."""
    backend = engine(connection)
    yield from backend.build_index()
    for table, (columns, entries) in TRIGGER_SOURCES.items():
        yield from backend.build_triggers(table, columns, entries)
    yield from backend.fill_index(EVERYTHING)
