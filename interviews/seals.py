"""Triggers that keep what is published: the database refuses, whoever asks.

Each seal says which writes of which rows are refused, and with what sentence.
"""

from typing import NamedTuple


class Seal(NamedTuple):
    name: str
    write: str  # UPDATE or DELETE, as it stands after BEFORE
    table: str
    refused_when: str  # of the row OLD (and NEW, for an update)
    sentence: str


IS_PUBLIC = "OLD.published_at IS NOT NULL"
# What is scheduled has its date too, but readers have not seen it yet.
WAS_READ = "OLD.published_at <= CURRENT_TIMESTAMP"
INTERVIEW_WAS_READ = (
    "EXISTS (SELECT 1 FROM interviews_interview i"
    " WHERE i.id = OLD.interview_id AND i.published_at <= CURRENT_TIMESTAMP)"
)
SEALS = [
    Seal(
        "correction_stands",
        "UPDATE",
        "interviews_correction",
        IS_PUBLIC,
        "A published correction is not edited.",
    ),
    Seal(
        "correction_stays",
        "DELETE",
        "interviews_correction",
        IS_PUBLIC,
        "A published correction is not deleted.",
    ),
    Seal(
        "interview_stays",
        "DELETE",
        "interviews_interview",
        WAS_READ,
        "A published interview is withdrawn, not deleted.",
    ),
    Seal(
        "publication_date_stands",
        "UPDATE OF published_at",
        "interviews_interview",
        f"{WAS_READ} AND (NEW.published_at IS NULL OR NEW.published_at <> OLD.published_at)",
        "The date on which an interview appeared never changes.",
    ),
    Seal(
        "exchange_stays_where_it_is",
        "UPDATE OF interview_id",
        "interviews_exchange",
        f"OLD.interview_id <> NEW.interview_id AND {INTERVIEW_WAS_READ}",
        "An exchange of a published interview is not moved to another.",
    ),
    Seal(
        "exchange_stays",
        "DELETE",
        "interviews_exchange",
        INTERVIEW_WAS_READ,
        "An exchange of a published interview is removed, not deleted.",
    ),
    Seal(
        "exchange_key_stands",
        "UPDATE OF key",
        "interviews_exchange",
        "OLD.key <> NEW.key",
        "The key of an exchange never changes.",
    ),
]


def statements(seals, connection):
    """Yield the SQL that makes the triggers of these seals."""
    make = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[connection.vendor]
    for seal in seals:
        yield from make(seal)


def _for_sqlite(seal):
    yield (
        f"CREATE TRIGGER {seal.name} BEFORE {seal.write} ON {seal.table} "
        f"WHEN {seal.refused_when} BEGIN SELECT RAISE(ABORT, '{seal.sentence}'); END"
    )


def _for_postgresql(seal):
    # A condition that asks another table cannot stand in WHEN, so it stands in the function.
    returns = "NEW" if seal.write.startswith("UPDATE") else "OLD"
    yield (
        f"CREATE FUNCTION {seal.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {seal.refused_when} THEN RAISE EXCEPTION '{seal.sentence}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {returns}; END $$"
    )
    yield (
        f"CREATE TRIGGER {seal.name} BEFORE {seal.write} ON {seal.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {seal.name}()"
    )
