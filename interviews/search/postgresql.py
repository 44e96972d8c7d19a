"""The index on PostgreSQL: a table of tsvectors.

Our own functions split the text into words: to_tsvector() treats hyphens, addresses and numbers
differently, and only knows the letters of the server's locale.
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
# OFFSET 0 makes PostgreSQL sort the matches first, so that visibility is checked only until there
# are enough.
NEWEST = """
    SELECT entry AS id FROM (
        SELECT entry FROM interviews_search WHERE entry > 0 AND {match}
        ORDER BY entry DESC OFFSET 0
    ) AS interviews_search WHERE ({exchange}) IS NOT NULL LIMIT {most}
"""
# The weights of D, C, B and A; 1 divides by the logarithm of the text's length.
SCORES = """
    SELECT entry, ts_rank('{{0.1, 0.5, 0.3, 1.0}}', words, CAST(%s AS tsquery), 1)
    FROM interviews_search WHERE entry IN ({entries})
"""

# With many words in one tsquery, the index checks all words for every entry that contains one of
# them; with several tsqueries, each narrows the entries of the previous. But planning each takes
# time too.
TERMS_PER_QUERY = 4

ABOUT, ASKED = "~", "?"  # prefixes of words in D and in A
PARTS = [("A", ""), ("A", ASKED), ("B", ""), ("C", ""), ("D", ABOUT)]
YEARS = """'0y' || to_char(i.published_at AT TIME ZONE 'UTC' - interval '14 hours', 'YYYY')
        || ' 0y' || to_char(i.published_at AT TIME ZONE 'UTC' + interval '14 hours', 'YYYY')"""
TABLE = """
    CREATE TABLE interviews_search (entry bigint PRIMARY KEY, words tsvector NOT NULL)
"""
# The planner assumes that reading a vector costs nothing, and would read all of them in order
# instead of using the index; COST corrects that. With more STATISTICS than by default, it reads
# the newest entries in order for very common words, and uses the index for all others.
# (A parallel plan costs more than it saves.)
READ = """
    CREATE FUNCTION interviews_search_read(tsvector) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT COST 1000 AS 'BEGIN RETURN $1; END'
"""
STATISTICS = "ALTER INDEX interviews_search_words ALTER COLUMN 1 SET STATISTICS 1000"
# Without fastupdate, since searches would have to scan the list of pending entries.
INDEX = """
    CREATE INDEX interviews_search_words ON interviews_search
        USING gin (interviews_search_read(words)) WITH (fastupdate = off)
"""
# The same as fold() in words.py, without the URLs of links.
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
# Words of D have the prefix “~”. Words of A are stored twice, once with the prefix “?”. Without
# prefixes, PostgreSQL would have to read every matching vector for the weights of its words.
VECTOR = """
    CREATE FUNCTION interviews_search_vector(part "char", mark text, text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT setweight(coalesce(string_agg(
            '''' || mark || left(word, {longest_word})
            || ''':' || least(place, 16383), ' '
        ) FILTER (WHERE word <> '{between}'), '')::tsvector, part)
        FROM unnest(array_remove(string_to_array(
            interviews_search_pairs(interviews_search_fold($3)), ' '
        ), '')) WITH ORDINALITY AS words (word, place)
    $$
"""
# Precedes each text, so that no phrase matches across two texts. It takes up a position but is
# not indexed.
BETWEEN = "0z"
# The deletion waits for other transactions that update the entry, so that the text is read after
# their changes.
RENEWAL = """
    CREATE FUNCTION interviews_search_renew(due bigint) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM interviews_search WHERE entry = due;
        CASE {number} {renewals} END CASE;
    END $$
"""
RENEWAL_OF_KIND = """
    WHEN {number} THEN
        INSERT INTO interviews_search
            SELECT due, {vector} FROM ({contents}) AS parts HAVING count(*) > 0
            ON CONFLICT (entry) DO UPDATE SET words = excluded.words;
"""
TRIGGERS = """
    CREATE FUNCTION {table}_search_renew() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            PERFORM interviews_search_renew(entry) FROM ({old}) AS due;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM interviews_search_renew(entry) FROM ({new}) AS due;
        END IF;
        RETURN NULL;
    END $$;;
    CREATE TRIGGER {table}_search AFTER INSERT OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_search_renew();;
    CREATE TRIGGER {table}_search_changed AFTER UPDATE {of_columns} ON {table}
        FOR EACH ROW WHEN (({old_columns}) IS DISTINCT FROM ({new_columns}))
        EXECUTE FUNCTION {table}_search_renew()
"""


def build_index():
    """Yield the statements that create an empty index."""
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
    yield VECTOR.format(longest_word=MAX_WORD_LENGTH, between=BETWEEN)
    vector = " || ".join(
        f"interviews_search_vector('{part}', '{mark}', coalesce("
        f"string_agg('{BETWEEN} ' || text, chr(10)) FILTER (WHERE part = '{part}'), ''))"
        for part, mark in PARTS
    )
    renewals = "".join(
        RENEWAL_OF_KIND.format(number=number, vector=vector, contents=contents(kind, "due", YEARS))
        for number, kind in enumerate(KINDS)
    )
    yield RENEWAL.format(number=number_sql("due"), renewals=renewals)


def build_triggers(table, columns, entries):
    """Yield the statements that update `entries` when a row of the table changes.

    `columns` limits this to changes of these columns; if empty, every change counts.
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
    """Yield the statements that index all existing rows."""
    yield f"SELECT interviews_search_renew(entry) FROM ({entries}) AS due"  # noqa: S608
    yield INDEX  # many times faster than word by word
    yield STATISTICS
    yield "ANALYZE interviews_search"


def newest_sql(shown, match, matches, most, by_date):
    """Return SQL, and its parameters, for the newest of the `shown` exchanges that match.

    The newest are those with the highest keys. `by_date` orders by publication instead: with a
    filter by year, newer entries need not be read then.
    """
    if not by_date:
        entry = RawSQL(ENTRY, (), output_field=BigIntegerField())  # noqa: S611
        exchange, values = shown.filter(pk=entry).values("pk")[:1].query.sql_with_params()
        return NEWEST.format(match=match, exchange=exchange, most=most), [*matches, *values]
    found = shown.extra(  # noqa: S610 -- joined, so that the planner may begin at either end
        tables=["interviews_search"],
        where=["interviews_search.entry = interviews_exchange.id", match],
        params=matches,
    )
    found = found.order_by("-interview__published_at", "-pk").values("id")[:most]
    return found.query.sql_with_params()


def match_expressions(terms, part=None, filter_tokens=(), speaker=None):
    """Return tsqueries that match every term, in one `part` if given, and all tokens.

    At least one term must match outside the context (part D), and in the words of the `speaker`
    if there is one.
    """
    matched = [_in_part(term, part) for term in terms]
    if part:
        filter_tokens = [*filter_tokens, *([f"{SPOKEN_BY[part]}{speaker}"] if speaker else [])]
    elif speaker or len(terms) > 1:
        required = longest(terms)[:MAX_REQUIRED_TERMS]
        one = _spoken_by(speaker, required) if speaker else _any(map(_phrase, required))
        about = [_phrase(term, before=ABOUT) for term in terms]
        anywhere = [_any(either) for either in zip(matched, about, strict=True)]
        matched = [*(anywhere if len(terms) > 1 else []), one]
    matched = [*map(_about, filter_tokens), *matched]
    return [
        " & ".join(matched[n : n + TERMS_PER_QUERY])
        for n in range(0, len(matched), TERMS_PER_QUERY)
    ]


def _spoken_by(speaker, terms):
    """Return an expression that matches any term in what the speaker asks or answers."""
    asks, answers = (_about(f"{SPOKEN_BY[part]}{speaker}") for part in "AB")
    asked = _any(_in_part(term, "A") for term in terms)
    answered = _any(_phrase(term, part="BC") for term in terms)
    return f"(({asks} & {asked}) | ({answers} & {answered}))"


def _any(phrases):
    return f"({' | '.join(phrases)})"


def _about(token):
    return f"'{ABOUT}{token}'"


def weighting_expression(terms, part=None):
    """Return a tsquery that matches any of these terms, for SCORES."""
    return " | ".join(_in_part(term, part) for term in terms)


def _in_part(term, part):
    return _phrase(term, before=ASKED) if part == "A" else _phrase(term, part=part or "")


def _phrase(term, before="", part=""):
    tokens, goes_on = term.tokens
    marks = [part for _each in tokens[1:]] + ["*" * goes_on + part]
    lexemes = (
        f"'{before}{token}'" + f":{mark}" * bool(mark)
        for token, mark in zip(tokens, marks, strict=True)
    )
    return f"({' <-> '.join(lexemes)})"


def _separators():
    """Return the ranges of code points that are not letters, marks or numbers."""
    codes = range(0x1, 0x20000)
    of_words = groupby(codes, key=lambda code: unicodedata.category(chr(code))[0] in "LMN")
    ranges = [list(group) for is_word, group in of_words if not is_word]
    return "".join(f"\\U{group[0]:08x}-\\U{group[-1]:08x}" for group in ranges)
