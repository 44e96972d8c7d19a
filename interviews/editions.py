"""Editions: what a page was made from, and whether any of it has changed since.

The publication has a current edition, whose number grows with every change that readers may
see. Each part of it, "interviews", "people", "replies:17" …, has the number of the edition in
which it last changed (see interviews.watches). So a page that was made in edition 40 from
interviews and people holds while neither has a number above 40.

What a page is made from is noted while it is made, by the tables that its queries read. Code
that reads of a few interviews only says so with `only_of()`, code that looks at the clock with
`holds_until()`.
"""

import re
import threading
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from interviews.models import Edition

EVERYTHING = "everything"  # changes when the triggers were off for a while: see publication.derived
THE_CURRENT = "SELECT number FROM interviews_edition WHERE name = 'all'"

# {table: the groups that its content is made of}, of tables that no watch is set on
DERIVED = {
    "interviews_search": ("interviews", "people", "topics"),
    "interviews_search_spelling": (),
    "django_content_type": (),
}

_here = threading.local()
_notes = ContextVar("notes", default=None)
_promises = ContextVar("promises", default=())  # of only_of(): {group: whether it was read}


def current():
    """The number of the current edition; None where the database has none, or does not answer.

    Asked before every kept page, so of the driver itself: Django takes longer to ask than the
    database to answer.
    """
    try:
        ours = _here.connection
    except AttributeError:
        ours = _here.connection = connections[DEFAULT_DB_ALIAS]
    return _number(ours)


def _number(its):
    for _attempt in range(2):
        try:
            if its.connection is None:
                its.connect()
            found = _asked(its).fetchall()
        except (DatabaseError, its.Database.Error):
            its.close()  # the database may have ended the connection meanwhile
        else:
            return found[0][0] if found else None
    return None


def _asked(its):
    if its.vendor == "postgresql":  # which then neither parses nor plans it any more
        return its.Database.Cursor(its.connection).execute(THE_CURRENT, prepare=True)
    return its.connection.execute(THE_CURRENT)


def have_changed_since(number, names):
    """Whether any of these changed in a later edition than that."""
    names = {*names, EVERYTHING}
    return Edition.objects.filter(name__in=names, number__gt=number).exists()


class Notes:
    """What something was made from: `names`, and the moment until which it holds, or None.

    `is_whole` is False if it also read what is not watched, or wrote: then nothing is known.
    """

    def __init__(self, watches):
        self.groups = DERIVED | {watch.table: (watch.group,) for watch in watches}
        self.names, self.until, self.is_whole = set(), None, True

    def __call__(self, execute, sql, params, many, context):
        """Note what a query reads, and carry it out; see connection.execute_wrapper()."""
        read, mentioned = tables_of(sql)
        self.is_whole &= read <= self.groups.keys()
        for table in read | mentioned:
            for group in self.groups.get(table, ()):
                self.note(group)
        return execute(sql, params, many, context)

    def note(self, group):
        """All of a group, unless somebody promised that it is read of some interviews only."""
        for promise in reversed(_promises.get()):
            if group in promise:
                promise[group] = True
                return
        self.names.add(group)

    def read(self, group):
        """Whether anything of this group was read."""
        return any(name.partition(":")[0] == group for name in self.names)


@contextmanager
def noting(watches):
    """Note what is read within, in all databases; yields the Notes."""
    notes = Notes(watches)
    with ExitStack() as noted:
        for connection in connections.all():
            noted.enter_context(connection.execute_wrapper(notes))
        noted.callback(_notes.reset, _notes.set(notes))
        yield notes


@contextmanager
def only_of(interviews, *groups):
    """Promise that what is read of these groups within is of these interviews only.

    `interviews` is a list of keys, which may be added to within, as they become known.
    """
    promise = dict.fromkeys(groups, False)
    token = _promises.set((*_promises.get(), promise))
    try:
        yield
    finally:
        _promises.reset(token)
        if notes := _notes.get():
            for group in (group for group, was_read in promise.items() if was_read):
                notes.names.update([f"{group}:{key}" for key in interviews] or [group])


def holds_until(moment):
    """Say that what is being made holds until then (a datetime) at most, though nothing changes."""
    if notes := _notes.get():
        notes.until = min(filter(None, [notes.until, moment]))


READS = re.compile(r"\s*\(*\s*(SELECT|WITH)\b", re.I)
READ_FROM = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)\b(?!"?\s*\()', re.I)
DEFINED = re.compile(r'(?:WITH(?:\s+RECURSIVE)?|,)\s*"?(\w+)"?\s*(?:\([^()]*\)\s*)?AS\s*\(', re.I)
OURS = re.compile(r"\b(?:interviews|comments)_\w+")


@lru_cache(2048)
def tables_of(sql):
    """Two sets: the tables that a query reads, and other names in it that may be tables of ours.

    What does more than read is said to read "?".
    """
    if not READS.match(sql):
        return frozenset("?"), frozenset()
    read = frozenset(READ_FROM.findall(sql)) - frozenset(DEFINED.findall(sql))
    return read, frozenset(OURS.findall(sql))
