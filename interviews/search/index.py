"""The index of words: how it is made, kept and taken away.

Triggers keep it, within the transaction of the change and whoever makes it: an editor, a
QuerySet.update(), the database's own shell. What it holds is told in entries.py. Drafts are
indexed too: whether readers may see a hit is asked of `published()` when they search, since
the clock publishes without a write.
"""

from interviews.search import postgresql, sqlite
from interviews.search.entries import EVERYTHING, TRIGGER_SOURCES


def engine(connection):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def statements(connection):
    """Yield the SQL that makes the index, has triggers keep it, and fills it."""
    its = engine(connection)
    yield from its.build_index()
    for table, (columns, entries) in TRIGGER_SOURCES.items():
        yield from its.build_triggers(table, columns, entries)
    yield from its.fill_index(EVERYTHING)
