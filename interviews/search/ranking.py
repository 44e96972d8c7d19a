"""Finds the entries that match a query, the best first."""

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from interviews.models import Correction, Exchange, Interview
from interviews.search import index
from interviews.search.entries import (
    CORRECTION,
    EDITORIAL,
    INTERVIEW,
    NOTE,
    NUMBERS,
    key_sql,
    kind_and_id,
    number_sql,
)
from interviews.search.passage import Marker
from interviews.search.words import longest

MAX_RESULTS = 300  # of more matches, only the newest are scored
MAX_SCORED_TERMS = 2  # the longest terms: they say most about a match

# Entries with the title of their interview. Ranking needs no title for exchanges.
NEWEST = """
    SELECT id, '' FROM ({spoken}) AS spoken
    UNION ALL
    SELECT * FROM (
        SELECT {entry}, {title} FROM interviews_search
        WHERE {entry} < 0 AND {match} AND {title} IS NOT NULL ORDER BY {entry} LIMIT {most}
    ) AS editorial
"""


def ranked(terms, filter_tokens, speaker, year, part):
    """Return the entries that readers may see and that match all terms, the best first.

    Scoring a match costs more than finding it. So the first query finds the newest matches, and
    the second scores them, by the longest terms only. An interview whose title has one of the
    terms comes first; with more of them, earlier.
    """
    engine = index.engine(connection)
    with connection.cursor() as cursor:
        cursor.execute(*_newest(engine, terms, filter_tokens, speaker, year, part))
        titles = dict(cursor.fetchall())
        words = engine.weighting_expression(longest(terms)[:MAX_SCORED_TERMS], part)
        scores = _scores(cursor, engine, words, titles)
    named = _in_titles(terms, titles)

    def sort_key(entry):
        return -named.get(entry, 0), -scores.get(entry, 0), abs(entry)

    return sorted(titles, key=sort_key)[:MAX_RESULTS]


def _in_titles(terms, titles):
    """Return {entry: number of terms in the title} for the entries that are interviews."""
    titles = {e: title for e, title in titles.items() if kind_and_id(e)[0] == INTERVIEW.name}
    if not titles:
        return {}
    marker = Marker(terms)  # building it takes longer than reading the titles
    return {entry: marker.count(title) for entry, title in titles.items()}


def _newest(engine, terms, filter_tokens, speaker, year, part):
    """Return the SQL statement that finds entries, and its parameters."""
    exchanges = Exchange.objects.published().order_by()
    if year:
        exchanges = exchanges.filter(interview__published_at__year=year)
    matches = engine.match_expressions(terms, part, filter_tokens, speaker)
    spoken, of_spoken = engine.newest_sql(
        exchanges, _all(matches, engine), matches, MAX_RESULTS, by_date=bool(year)
    )
    if part:  # only exchanges have questions
        return f"SELECT id, '' FROM ({spoken}) AS spoken", of_spoken  # noqa: S608
    title, of_title = _title(engine.ENTRY, year)
    editorial = engine.match_expressions(terms, part, [EDITORIAL, *filter_tokens], speaker)
    match = _all(editorial, engine)
    sql = NEWEST.format(
        spoken=spoken, entry=engine.ENTRY, match=match, title=title, most=MAX_RESULTS
    )
    return sql, [*of_spoken, *of_title, *editorial, *of_title]


def _title(entry, year):
    """Return SQL for the title of an editorial entry's interview, and its parameters.

    The title is NULL if readers may not see the entry.
    """
    whens, values = [], []
    for kind, shown, interview in [
        (NOTE, Exchange.objects.published(), "interview__"),
        (CORRECTION, Correction.objects.findable(), "interview__"),
        (None, Interview.objects.published(), ""),
    ]:
        if year:
            shown = shown.filter(**{f"{interview}published_at__year": year})
        key = RawSQL(key_sql(entry), (), output_field=BigIntegerField())  # noqa: S611
        shown = shown.order_by().filter(pk=key).values(f"{interview}title")
        sql, parameters = shown.query.sql_with_params()
        whens.append(f"WHEN {NUMBERS[kind.name]} THEN ({sql})" if kind else f"ELSE ({sql})")
        values += parameters
    return f"(CASE {number_sql(entry)} {' '.join(whens)} END)", values


def _all(matches, engine):
    """Return the SQL condition that all matches hold."""
    return " AND ".join([engine.MATCH] * len(matches))


def _scores(cursor, engine, words, entries):
    """Return {entry: score}, by one statement."""
    # Two ranges, so that bm25() does not score every entry between them.
    spoken, editorial = ([e for e in entries if e > 0], [e for e in entries if e < 0])
    statements = [
        engine.SCORES.format(first=min(some), last=max(some), entries=", ".join(map(str, some)))
        for some in (spoken, editorial)
        if some
    ]
    if statements:
        cursor.execute(" UNION ALL ".join(statements), [words] * len(statements))
    return dict(cursor.fetchall()) if statements else {}
