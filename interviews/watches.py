"""Triggers that advance the edition whenever something that readers may see has changed.

They count every write, whoever makes it: a QuerySet.update(), another process, the database's
own shell. On PostgreSQL they fire as the transaction commits, and whoever advances the edition
holds its row until then: editions are numbered in the order in which they can be seen, and
nobody waits for a transaction that is still at work. On SQLite there is one writer anyway.
"""

from typing import NamedTuple

# A draft can be worked on without any page being made anew.
PUBLIC = "status NOT IN ('draft', 'in_review')"


class Watch(NamedTuple):
    """Whose changes are noted: which rows and columns of a table, and under which names.

    In SQL, `{row}` is the row as it is or was.
    """

    table: str
    group: str  # the name, such as "replies"
    interview: str = ""  # SQL for the key of the row's interview: noted as "replies:17", too
    counts: str = ""  # SQL that tells rows that readers see; "": all, of a public interview
    private: tuple = ()  # columns that readers never see

    @property
    def names(self):
        """A SELECT of the names under which a change of {row} is noted."""
        if not self.interview:
            return f"SELECT '{self.group}' AS name"
        its = f"FROM (SELECT {self.interview} AS id) AS its"
        if not self.counts:
            its = f"FROM interviews_interview its WHERE id = {self.interview} AND {PUBLIC}"
        return f"SELECT '{self.group}' AS name {its} UNION ALL SELECT '{self.group}:' || id {its}"


WATCHES = [
    Watch("interviews_interview", "interviews", "{row}.id", counts=f"{{row}}.{PUBLIC}"),
    Watch("interviews_credit", "interviews", "{row}.interview_id"),
    Watch("interviews_interview_topics", "interviews", "{row}.interview_id"),
    Watch("interviews_exchange", "interviews", "{row}.interview_id"),
    Watch(
        "interviews_exchange_answered_by",
        "interviews",
        "(SELECT interview_id FROM interviews_exchange e WHERE e.id = {row}.exchange_id)",
    ),
    Watch("interviews_correction", "interviews", "{row}.interview_id"),
    Watch("interviews_statechange", "interviews", "{row}.interview_id"),
    Watch(
        "interviews_wording",
        "interviews",
        "(SELECT interview_id FROM interviews_exchange e WHERE e.id = {row}.exchange_id)",
    ),
    Watch("interviews_recurringquestion", "questions", private=("name_key",)),
    Watch("interviews_person", "people", private=("name_key", "reader_since")),
    Watch("interviews_personlink", "people"),
    Watch("interviews_topic", "topics", private=("name_key",)),
    Watch("interviews_series", "series", private=("name_key",)),
    Watch("interviews_page", "pages"),
    Watch("interviews_formerslug", "addresses"),
]


def beginning(connection):
    """Yield the SQL that makes what all triggers call, and an edition in which all is new."""
    yield from _dialect(connection.vendor).BEGINNING


def statements(watches, connection):
    """Yield the SQL that makes the triggers of these watches, for the columns that there are."""
    for watch in watches:
        yield from _dialect(connection.vendor).watched(watch, _seen(connection, watch))


def _seen(connection, watch):
    """The columns that the table has by now and readers may see."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {watch.table} LIMIT 0")  # noqa: S608
        columns = [column[0] for column in cursor.description]
    return [column for column in columns if column not in watch.private]


def _dialect(vendor):
    return {"sqlite": OnSQLite, "postgresql": OnPostgreSQL}[vendor]


# An edition's number is the time in microseconds, or one more than the last if that is not less:
# so none comes twice, even after an older copy of the database was put back.


class OnSQLite:
    NOW = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
    # To insert a name into the view is to say that something of that name has changed.
    BEGINNING = [
        "CREATE VIEW interviews_changed AS SELECT name FROM interviews_edition",
        f"""
        CREATE TRIGGER interviews_changed_advances INSTEAD OF INSERT ON interviews_changed
        BEGIN
            INSERT INTO interviews_edition (name, number) SELECT n.name, 0
                FROM (SELECT 'all' AS name UNION SELECT new.name) AS n
                WHERE n.name NOT IN (SELECT name FROM interviews_edition);
            UPDATE interviews_edition SET number = max(number + 1, {NOW}) WHERE name = 'all';
            UPDATE interviews_edition
                SET number = (SELECT number FROM interviews_edition WHERE name = 'all')
                WHERE name = new.name;
        END
        """,  # noqa: S608
        "INSERT INTO interviews_changed (name) VALUES ('everything')",
    ]

    @staticmethod
    def watched(watch, columns):
        old, new = _rows(watch)
        differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
        either = f"({old['counts']} OR {new['counts']}) AND ({differs})"
        both = f"{old['names']} UNION {new['names']}"
        for change, when, names in [
            ("INSERT", new["counts"], new["names"]),
            ("DELETE", old["counts"], old["names"]),
            ("UPDATE", either, both),
        ]:
            advance = f"INSERT INTO interviews_changed (name) SELECT name FROM ({names})"  # noqa: S608
            yield (
                f"CREATE TRIGGER {watch.table}_edition_{change.lower()}"
                f" AFTER {change} ON {watch.table} WHEN {when} BEGIN {advance}; END"
            )


class OnPostgreSQL:
    NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
    # The number is this transaction's own: a thousand rows changed make one edition.
    BEGINNING = [
        f"""
        CREATE FUNCTION interviews_changed(changed text) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE mine bigint := nullif(current_setting('interviews.edition', true), '');
        BEGIN
            IF mine IS NULL THEN
                INSERT INTO interviews_edition AS e (name, number) VALUES ('all', {NOW})
                    ON CONFLICT (name)
                    DO UPDATE SET number = greatest(e.number + 1, excluded.number)
                    RETURNING number INTO mine;
                PERFORM set_config('interviews.edition', mine::text, true);
            END IF;
            INSERT INTO interviews_edition AS e (name, number) VALUES (changed, mine)
                ON CONFLICT (name) DO UPDATE SET number = mine WHERE e.number < mine;
        END $$
        """,  # noqa: S608
        "SELECT interviews_changed('everything')",
    ]

    @staticmethod
    def watched(watch, columns):
        old, new = _rows(watch)
        listed = {row: ", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new")}
        differs = f"({listed['old']}) IS DISTINCT FROM ({listed['new']})"
        yield f"""
            CREATE FUNCTION {watch.table}_edition() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    PERFORM interviews_changed(name) FROM ({old["names"]}) AS names;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    PERFORM interviews_changed(name) FROM ({new["names"]}) AS names;
                END IF;
                RETURN NULL;
            END $$
        """
        for change, when in [
            ("INSERT", new["counts"]),
            ("DELETE", old["counts"]),
            ("UPDATE", f"({old['counts']} OR {new['counts']}) AND {differs}"),
        ]:
            yield (
                f"CREATE CONSTRAINT TRIGGER {watch.table}_edition_{change.lower()} AFTER {change}"
                f" ON {watch.table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({when})"
                f" EXECUTE FUNCTION {watch.table}_edition()"
            )


def _rows(watch):
    """The watch's SQL, of the row that was and of the row that is."""
    return [
        {"counts": (watch.counts or "true").replace("{row}", row)}
        | {"names": watch.names.replace("{row}", row)}
        for row in ("old", "new")
    ]
