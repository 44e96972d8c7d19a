"""The index on PostgreSQL: a table of tsvectors.

Functions of this module split texts into words. PostgreSQL's to_tsvector() treats hyphens,
addresses and numbers in its own way, and knows only the letters of the server's locale.
"""

import unicodedata
from itertools import groupby

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from interviews.search.entries import KINDS, SPOKEN_BY, contents, number_sql
from interviews.search.words import (
    LETTERS,
    MARKS,
    MAX_REQUIRED_TERMS,
    MAX_TEXT_LENGTH,
    MAX_WORD_LENGTH,
    UNSPACED,
    longest,
)

MATCH = "interviews_search_read(words) @@ CAST(%s AS tsquery)"
ENTRY = "interviews_search.entry"
# OFFSET 0 makes PostgreSQL sort the matches first, so that it checks the visibility of no more
# rows than it takes.
NEWEST = """
    SELECT entry AS id FROM (
        SELECT entry FROM interviews_search WHERE entry > 0 AND {match}
        ORDER BY entry DESC OFFSET 0
    ) AS interviews_search WHERE ({exchange}) IS NOT NULL LIMIT {most}
"""
# The weights of D, C, B and A. A word counts less in a longer text.
SCORES = """
    SELECT entry, ts_rank('{{0.1, 0.5, 0.3, 1.0}}', words, CAST(%s AS tsquery), 1)
    FROM interviews_search WHERE entry IN ({entries})
"""

# With one tsquery, the index tests all words on each entry that has one of them. With several, each
# tests only the entries that the one before left. But planning each takes time, too.
TERMS_PER_QUERY = 4

CONTEXT_PREFIX, QUESTION_PREFIX = "~", "?"  # before words of part D, of part A
# The words that begin with a letter, and have so many letters. This reads the whole index.
VOCABULARY = """
    SELECT word FROM ts_stat('SELECT words FROM interviews_search')
    WHERE starts_with(word, %s) AND length(word) BETWEEN %s AND %s
    ORDER BY ndoc DESC LIMIT 20000
"""
PARTS = [("A", ""), ("A", QUESTION_PREFIX), ("B", ""), ("C", ""), ("D", CONTEXT_PREFIX)]
YEARS = """'0y' || to_char(i.published_at AT TIME ZONE 'UTC' - interval '14 hours', 'YYYY')
        || ' 0y' || to_char(i.published_at AT TIME ZONE 'UTC' + interval '14 hours', 'YYYY')"""
TABLE = """
    CREATE TABLE interviews_search (entry bigint PRIMARY KEY, words tsvector NOT NULL)
"""
# The planner assumes that reading a vector costs nothing, and would read all entries in order
# instead of using the index. COST corrects this: the planner reads the newest entries in order only
# if the words are so common that a few hundred entries have them. For its estimates it counts more
# words than by default (STATISTICS below). A parallel plan costs more than it saves.
READ = """
    CREATE FUNCTION interviews_search_read(tsvector) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT COST 1000 AS 'BEGIN RETURN $1; END'
"""
STATISTICS = "ALTER INDEX interviews_search_words ALTER COLUMN 1 SET STATISTICS 1000"
# Without fastupdate, readers do not wait for words that are not sorted into the index yet.
INDEX = """
    CREATE INDEX interviews_search_words ON interviews_search
        USING gin (interviews_search_read(words)) WITH (fastupdate = off)
"""
# The same as fold() in words.py, without the targets of links.
FOLD = r"""
    CREATE FUNCTION interviews_search_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT normalize(regexp_replace({spelled}, '[{separators}]+', ' ', 'g'), NFC)
        FROM (SELECT lower(regexp_replace(normalize(
            regexp_replace(left($1, {longest}), '\](\(|: http)[^)\s]*', ']', 'g'), NFKD
        ), '[{marks}]', '', 'g')) AS bare) AS text
    $$
"""
PAIRS = """
    CREATE FUNCTION interviews_search_pairs(folded text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE WHEN folded !~ '[{unspaced}]' THEN folded ELSE (
            SELECT string_agg(CASE
                WHEN letter !~ '[{unspaced}]' THEN letter
                WHEN next ~ '[{unspaced}]' THEN ' ' || letter || next || ' '
                ELSE ' ' || letter || ' ' END, '' ORDER BY place)
            FROM (
                SELECT letter, place, lead(letter) OVER (ORDER BY place) AS next
                FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY AS l (letter, place)
            ) AS pair
        ) END
    $$
"""
# Words of part D begin with “~”; words of part A are there a second time, with “?”. If only the
# weights told the parts apart, PostgreSQL would have to read every vector that the index finds.
VECTOR = """
    CREATE FUNCTION interviews_search_vector(part "char", mark text, text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT setweight(coalesce(string_agg(
            '''' || mark || left(word, {longest_word})
            || ''':' || least(place, 16383), ' '
        ) FILTER (WHERE word <> '{separator}'), '')::tsvector, part)
        FROM unnest(array_remove(string_to_array(
            interviews_search_pairs(interviews_search_fold($3)), ' '
        ), '')) WITH ORDINALITY AS words (word, place)
    $$
"""
# Stands before each text and takes a position, so that no phrase crosses two texts. It is not
# indexed.
SEPARATOR = "0z"
# The DELETE waits for other transactions that update the entry, so that their changes are read.
UPDATE_ENTRY = """
    CREATE FUNCTION interviews_search_update(entry_id bigint) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM interviews_search WHERE entry = entry_id;
        CASE {number} {updates} END CASE;
    END $$
"""
UPDATE_ENTRY_OF_KIND = """
    WHEN {number} THEN
        INSERT INTO interviews_search
            SELECT entry_id, {vector} FROM ({contents}) AS parts HAVING count(*) > 0
            ON CONFLICT (entry) DO UPDATE SET words = excluded.words;
"""
TRIGGERS = """
    CREATE FUNCTION {table}_search_update() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            PERFORM interviews_search_update(entry) FROM ({old}) AS changed;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM interviews_search_update(entry) FROM ({new}) AS changed;
        END IF;
        RETURN NULL;
    END $$;;
    CREATE TRIGGER {table}_search AFTER INSERT OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_search_update();;
    CREATE TRIGGER {table}_search_changed AFTER UPDATE {of_columns} ON {table}
        FOR EACH ROW WHEN (({old_columns}) IS DISTINCT FROM ({new_columns}))
        EXECUTE FUNCTION {table}_search_update()
"""


def build_index():
    """Yield the SQL statements that create an empty index."""
    yield TABLE
    yield READ
    spelled = "bare"
    for letter, letters in LETTERS.items():
        spelled = f"replace({spelled}, '{letter}', '{letters}')"
    fold = {
        "spelled": spelled,
        "separators": _separators(),
        "marks": MARKS,
        "longest": MAX_TEXT_LENGTH,
    }
    yield FOLD.format(**fold)
    yield PAIRS.format(unspaced=UNSPACED)
    yield VECTOR.format(longest_word=MAX_WORD_LENGTH, separator=SEPARATOR)
    vector = " || ".join(
        f"interviews_search_vector('{part}', '{mark}', coalesce("
        f"string_agg('{SEPARATOR} ' || text, chr(10)) FILTER (WHERE part = '{part}'), ''))"
        for part, mark in PARTS
    )
    updates = "".join(
        UPDATE_ENTRY_OF_KIND.format(
            number=number, vector=vector, contents=contents(kind, "entry_id", YEARS)
        )
        for number, kind in enumerate(KINDS)
    )
    yield UPDATE_ENTRY.format(number=number_sql("entry_id"), updates=updates)


def build_triggers(table, columns, entries):
    """Yield the SQL statements of triggers that update `entries` when a row of the table changes.

    With `columns`, only a change of one of these columns counts; without, every change.
    """
    sql = TRIGGERS.format(
        table=table,
        of_columns=f"OF {', '.join(columns)}" if columns else "",
        old_columns=", ".join(f"old.{column}" for column in columns or "*"),
        new_columns=", ".join(f"new.{column}" for column in columns or "*"),
        old=entries.format(row="old"),
        new=entries.format(row="new"),
    )
    yield from sql.split(";;")


def fill_index(entries):
    """Yield the SQL statements that index all existing entries."""
    yield f"SELECT interviews_search_update(entry) FROM ({entries}) AS changed"  # noqa: S608
    yield INDEX  # many times faster after the rows than before
    yield STATISTICS
    yield "ANALYZE interviews_search"


def newest_sql(shown, match, matches, most, by_date):
    """Return SQL for the newest of the exchanges `shown` that match, and its parameters.

    The order is that of creation. With `by_date` it is that of publication: with a year given,
    PostgreSQL then need not read everything newer.

    Args:
        match: SQL condition with a placeholder for each of `matches`.
        most: the number of exchanges.
    """
    if not by_date:
        entry = RawSQL(ENTRY, (), output_field=BigIntegerField())  # noqa: S611
        exchange, values = shown.filter(pk=entry).values("pk")[:1].query.sql_with_params()
        return NEWEST.format(match=match, exchange=exchange, most=most), [*matches, *values]
    found = shown.extra(  # noqa: S610 -- a join, so that the planner can begin with either table
        tables=["interviews_search"],
        where=["interviews_search.entry = interviews_exchange.id", match],
        params=matches,
    )
    found = found.order_by("-interview__published_at", "-pk").values("id")[:most]
    return found.query.sql_with_params()


def match_expressions(terms, part=None, filter_tokens=(), speaker=None):
    """Return tsqueries that together require every term and every filter token.

    With `part`, all terms must be in this part. Otherwise at least one of the longest terms must
    match in the question, the answer or the names, not only in the context; with `speaker`, in
    what this person asks or answers.
    """
    matched = [_in_part(term, part) for term in terms]
    if part:
        filter_tokens = [*filter_tokens, *([f"{SPOKEN_BY[part]}{speaker}"] if speaker else [])]
    elif speaker or len(terms) > 1:
        required = longest(terms)[:MAX_REQUIRED_TERMS]
        in_speech = _spoken_by(speaker, required) if speaker else _any(map(_phrase, required))
        in_context = [_phrase(term, before=CONTEXT_PREFIX) for term in terms]
        anywhere = [_any(either) for either in zip(matched, in_context, strict=True)]
        matched = [*(anywhere if len(terms) > 1 else []), in_speech]
    matched = [*map(_filter_token, filter_tokens), *matched]
    return [
        " & ".join(matched[n : n + TERMS_PER_QUERY])
        for n in range(0, len(matched), TERMS_PER_QUERY)
    ]


def _spoken_by(speaker, terms):
    """Return a tsquery: any of the terms is in what the speaker asks or answers."""
    asks, answers = (_filter_token(f"{SPOKEN_BY[part]}{speaker}") for part in "AB")
    asked = _any(_in_part(term, "A") for term in terms)
    answered = _any(_phrase(term, part="BC") for term in terms)
    return f"(({asks} & {asked}) | ({answers} & {answered}))"


def _any(phrases):
    return f"({' | '.join(phrases)})"


def _filter_token(token):
    return f"'{CONTEXT_PREFIX}{token}'"


def weighting_expression(terms, part=None):
    """Return the tsquery of the terms alone, for SCORES."""
    return " | ".join(_in_part(term, part) for term in terms)


def _in_part(term, part):
    return _phrase(term, before=QUESTION_PREFIX) if part == "A" else _phrase(term, part=part or "")


def _phrase(term, before="", part=""):
    phrases = [_phrase_of_form(form, before, part) for form in term.forms]
    return phrases[0] if len(phrases) == 1 else _any(phrases)


def _phrase_of_form(form, before, part):
    tokens, is_prefix = form.tokens
    marks = [part for _each in tokens[1:]] + ["*" * is_prefix + part]
    lexemes = (
        f"'{before}{token}'" + f":{mark}" * bool(mark)
        for token, mark in zip(tokens, marks, strict=True)
    )
    return f"({' <-> '.join(lexemes)})"


def _separators():
    """Return the ranges of code points that are no letter, mark or number."""
    codes = range(0x1, 0x20000)
    of_words = groupby(codes, key=lambda code: unicodedata.category(chr(code))[0] in "LMN")
    ranges = [list(group) for is_word, group in of_words if not is_word]
    return "".join(f"\\U{group[0]:08x}-\\U{group[-1]:08x}" for group in ranges)
