"""The index on SQLite: an FTS5 table.

FTS5's tokenizer removes case and accents of Latin letters only. A table has the normalized form
of all other letters; a text with such letters is normalized letter by letter.
"""

import json
import unicodedata

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from interviews.search.entries import KINDS, SPOKEN_BY, contents, number_sql
from interviews.search.words import (
    MAX_REQUIRED_TERMS,
    MAX_TEXT_LENGTH,
    UNSPACED,
    longest,
    normalize_character,
)

MATCH = "interviews_search MATCH %s"
ENTRY = "interviews_search.rowid"
NEWEST = """
    SELECT rowid AS id FROM interviews_search
    WHERE rowid > 0 AND {match} AND ({exchange}) IS NOT NULL
    ORDER BY rowid DESC LIMIT {most}
"""
# bm25() counts all texts that have a word, so it is called for few words, and only for entries
# that were found. The plus sign makes SQLite run the query once, and not once for each entry.
SCORES = """
    SELECT rowid, -bm25(interviews_search, 3, 1, 2, 0) FROM interviews_search
    WHERE interviews_search MATCH %s AND rowid BETWEEN {first} AND {last}
        AND +rowid IN ({entries})
"""

COLUMNS = {"A": "question", "B": "answer", "C": "speakers", "D": "context"}
SEARCHED_COLUMNS = "{question answer speakers}"
COLUMNS_OF_SPEECH = {"A": "{question}", "B": "{answer speakers}"}
YEARS = """'0y' || strftime('%Y', i.published_at, '-14 hours')
        || ' 0y' || strftime('%Y', i.published_at, '14 hours')"""
CHUNK = 200  # characters; SQLite counts from the first character to find the nth

TABLES = """
    CREATE TABLE interviews_search_spelling (
        letter TEXT, place INTEGER, spelled TEXT NOT NULL, PRIMARY KEY (letter, place)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE interviews_search USING fts5(
        {columns}, prefix = '1 3 4',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N*'");
    CREATE VIRTUAL TABLE interviews_search_vocabulary USING fts5vocab(interviews_search, row);
    CREATE VIEW interviews_search_update AS SELECT rowid AS entry FROM interviews_search
"""
# The words that begin with a letter, and have so many letters.
VOCABULARY = """
    SELECT term FROM interviews_search_vocabulary
    WHERE substr(term, 1, 1) = %s AND length(term) BETWEEN %s AND %s
    ORDER BY doc DESC LIMIT 20000
"""
SPELLING = """
    INSERT INTO interviews_search_spelling
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
    FROM json_each('{rows}')
"""
# An INSERT into the view updates an entry. All triggers do this.
UPDATE_ENTRY = """
    CREATE TRIGGER interviews_search_update_{kind}
    INSTEAD OF INSERT ON interviews_search_update WHEN {number_of} = {number}
    BEGIN
        DELETE FROM interviews_search WHERE rowid = new.entry;
        INSERT INTO interviews_search (rowid, {columns})
            SELECT new.entry, {parts} FROM (SELECT part, {words} AS words FROM ({contents}))
            GROUP BY new.entry;
    END
"""
# Stands between the texts of a part, so that no phrase crosses two texts. No query can match it,
# since a typed “ß” is normalized to “ss”.
SEPARATOR = " ß "
TRIGGERS = """
    CREATE TRIGGER {table}_search_added AFTER INSERT ON {table}
        BEGIN INSERT INTO interviews_search_update {new}; END;
    CREATE TRIGGER {table}_search_removed AFTER DELETE ON {table}
        BEGIN INSERT INTO interviews_search_update {old}; END;
    CREATE TRIGGER {table}_search_changed AFTER UPDATE {of_columns} ON {table} {when}
        BEGIN INSERT INTO interviews_search_update
            SELECT entry FROM ({old}) UNION SELECT entry FROM ({new}); END
"""
# The text without the targets of links; normalized where the tokenizer does not do it.
WORDS = """(
    WITH RECURSIVE
    cut (kept, rest) AS (
        SELECT '', replace(substr(text, 1, {longest}), ']: http', '](http') || ') ' || char(10)
        UNION ALL
        SELECT kept || substr(rest, 1, instr(rest, '](')), substr(rest, instr(rest, '](') + 1 +
            min(instr(substr(rest, instr(rest, '](') + 2), ')'),
                instr(substr(rest, instr(rest, '](') + 2), ' '),
                instr(substr(rest, instr(rest, '](') + 2), char(10))))
        FROM cut WHERE instr(rest, '](')
    ),
    uncut (text) AS (SELECT kept || rest FROM cut WHERE NOT instr(rest, '](')),
    chunk (number, text, rest) AS (
        SELECT -1, '', text FROM uncut WHERE text GLOB '*[{beyond}]*'
        UNION ALL
        SELECT number + 1, substr(rest, 1, {chunk}), substr(rest, {chunk} + 1)
        FROM chunk WHERE rest <> ''
    ),
    place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < {chunk}),
    letter (at, place, spelled) AS (
        SELECT number * {chunk} + n, s.place, coalesce(spelled, substr(text, n, 1))
        FROM chunk CROSS JOIN place
        LEFT JOIN interviews_search_spelling s ON letter = substr(text, n, 1)
        WHERE n <= length(text)
    ),
    pair (spelled, next) AS (
        SELECT spelled, lead(spelled) OVER (ORDER BY at, place)
        FROM letter WHERE spelled <> '' ORDER BY at, place
    )
    SELECT coalesce(group_concat(CASE
        WHEN spelled NOT GLOB '[{unspaced}]' THEN spelled
        WHEN next GLOB '[{unspaced}]' THEN ' ' || spelled || next || ' '
        ELSE ' ' || spelled || ' ' END, ''), (SELECT text FROM uncut))
    FROM pair
)"""


def build_index():
    """Yield the SQL statements that create an empty index."""
    columns = ", ".join(COLUMNS.values())
    yield from TABLES.format(columns=columns).split(";")
    spelling = _spelling()
    yield SPELLING.format(rows=json.dumps(spelling).replace("'", "''"))
    latin = "".join(sorted({letter for letter, *_ in spelling if _is_latin(letter)}))
    beyond = f"{latin}\u0300-\u1dff\u1f00-\u1fff\u200b-\u200d\u2060-\U0010ffff"
    words = WORDS.format(longest=MAX_TEXT_LENGTH, chunk=CHUNK, unspaced=UNSPACED, beyond=beyond)
    parts = ", ".join(
        f"group_concat(CASE part WHEN '{part}' THEN words END, '{SEPARATOR}')" for part in COLUMNS
    )
    for number, kind in enumerate(KINDS):
        yield UPDATE_ENTRY.format(
            kind=kind.name,
            number_of=number_sql("new.entry"),
            number=number,
            columns=columns,
            parts=parts,
            words=words,
            contents=contents(kind, "new.entry", YEARS),
        )


def build_triggers(table, columns, entries):
    """Yield the SQL statements of triggers that update `entries` when a row of the table changes.

    With `columns`, only a change of one of these columns counts; without, every change.
    """
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    sql = TRIGGERS.format(
        table=table,
        of_columns=f"OF {', '.join(columns)}" if columns else "",
        when=f"WHEN {differs}" if columns else "",
        new=entries.format(row="new"),
        old=entries.format(row="old"),
    )
    yield from sql.replace("END;", "END;;").split(";;")


def fill_index(entries):
    """Yield the SQL statement that indexes all existing entries."""
    yield f"INSERT INTO interviews_search_update {entries}"


def newest_sql(shown, match, matches, most, by_date):
    """Return SQL for the newest of the exchanges `shown` that match, and its parameters.

    The order is that of creation, also with `by_date`: FTS5 reads matches in the order of their
    numbers and stops as soon as there are enough.

    Args:
        match: SQL condition with a placeholder for each of `matches`.
        most: the number of exchanges.
    """
    entry = RawSQL(ENTRY, (), output_field=BigIntegerField())  # noqa: S611
    exchange, values = shown.filter(pk=entry).values("pk")[:1].query.sql_with_params()
    return NEWEST.format(match=match, exchange=exchange, most=most), [*matches, *values]


def match_expressions(terms, part=None, filter_tokens=(), speaker=None):
    """Return a list with one FTS5 expression that requires every term and every filter token.

    With `part`, all terms must be in this part. Otherwise at least one of the longest terms must
    match in the question, the answer or the names, not only in the context; with `speaker`, in
    what this person asks or answers.
    """
    matched = [weighting_expression(terms, part)]
    if part:
        filter_tokens = [*filter_tokens, *([f"{SPOKEN_BY[part]}{speaker}"] if speaker else [])]
    else:
        any_term = " OR ".join(_phrase(term) for term in longest(terms)[:MAX_REQUIRED_TERMS])
        in_speech = f"({SEARCHED_COLUMNS} : ({any_term}))"
        required = _spoken_by(speaker, any_term) if speaker else in_speech
        matched = [required, *(matched if len(terms) > 1 else [])]
    return [" AND ".join([*matched, *map(_filter_token, filter_tokens)])]


def _spoken_by(speaker, terms):
    """Return an expression: any of the terms is in what the speaker asks or answers."""
    asks, answers = (_filter_token(f"{SPOKEN_BY[part]}{speaker}") for part in "AB")
    in_question, in_answer = (f"({COLUMNS_OF_SPEECH[part]} : ({terms}))" for part in "AB")
    return f"(({in_question} AND {asks}) OR ({in_answer} AND {answers}))"


def _filter_token(token):
    return f'({{context}} : "{token}")'


def weighting_expression(terms, part=None):
    """Return the expression of the terms alone, in any part or in one."""
    phrases = " AND ".join(_phrase(term) for term in terms)
    return f"({{{COLUMNS[part]}}} : ({phrases}))" if part else f"({phrases})"


def _phrase(term):
    phrases = [_phrase_of_form(form) for form in term.forms]
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


def _phrase_of_form(form):
    tokens, is_prefix = form.tokens
    return f'"{" ".join(tokens)}"' + " *" * is_prefix


def _spelling():
    """Return rows (letter, position, normalized) for letters that FTS5's tokenizer leaves as is."""
    letters = map(chr, [*range(0x80, 0x30000), *range(0xE0100, 0xE01F0)])
    spelled = {letter: normalize_character(letter) for letter in letters}
    return [
        (letter, place, part)
        for letter, parts in spelled.items()
        if parts not in (" ", _tokenized(letter))
        for place, part in enumerate(parts or [""])
    ]


def _tokenized(letter):
    return (unicodedata.normalize("NFD", letter)[0] if _is_latin(letter) else letter).lower()


def _is_latin(letter):
    return letter < "\u0300" or "\u1e00" <= letter <= "\u1eff"
