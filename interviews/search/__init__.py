"""Finding exchanges: words in any script, on either database, the best first."""

from django.db import connection
from django.db.models import BigIntegerField, Prefetch
from django.db.models.expressions import RawSQL

from interviews import prose
from interviews.models import Credit, Exchange
from interviews.search import index
from interviews.search.filters import Filters
from interviews.search.names import named
from interviews.search.passage import Marker, text_fragment
from interviews.search.words import INTERVIEWS, LONGEST_QUERY, longest, terms

__all__ = ["LONGEST_QUERY", "MOST", "ON_A_PAGE", "Filters", "find", "named"]

ONLY = {"questions": "A", "answers": "B"}  # the parts of the index
ON_A_PAGE = 20  # hits; to read and to mark one takes a millisecond
MOST = 300  # hits; of words that more exchanges hold, the newest are weighed
MOST_WEIGHED = 2  # words, the longest: these tell the most

NEWEST = """
    SELECT id, id FROM ({own}) AS by_their_own_words
    UNION ALL
    SELECT * FROM (
        SELECT {entry}, ({opening}) FROM interviews_search
        WHERE {entry} < 0 AND {match} AND {whole} ORDER BY {entry} LIMIT {most}
    ) AS by_their_interviews_words
"""


def find(words, person=None, topic=None, year=None, only=None):
    """The published exchanges that hold all these words: a sequence to slice, the best first.

    Words are found in questions, answers and notes, and in the names of those who answer;
    what an interview says as a whole leads to its first exchange. `only` is "questions" or
    "answers". At most MOST are found.
    """
    looked_for = terms(words)
    if not looked_for:
        return Found([], looked_for)
    filed = index.filed_under(person, topic, year)
    return Found(_ranked(looked_for, filed, year, ONLY.get(only)), looked_for)


class Found:
    """Exchanges found; each slice is fetched, with its passages, in three queries."""

    def __init__(self, hits, looked_for):
        self.hits = hits
        self.looked_for = looked_for

    def __len__(self):
        return len(self.hits)

    @property
    def are_all(self):
        """Whether no more than these hold the words."""
        return len(self.hits) < MOST

    def __getitem__(self, part):
        hits = self.hits[part]
        exchanges = _for_lines([pk for pk, _own in hits])
        marker = Marker(self.looked_for)
        for pk, is_own in hits:
            if exchange := exchanges.get(pk):
                exchange.marked_question = marker.marked(exchange.question_text)
                exchange.passage = marker.passage(_texts(exchange, is_own))
                exchange.fragment = text_fragment(exchange.passage) if is_own else ""
        return [exchanges[pk] for pk, _own in hits if pk in exchanges]


def _for_lines(pks):
    """The exchanges by their keys, with their interviews and who speaks.

    Published ones, again: one may have been withdrawn since it was found.
    """
    credits = Prefetch("interview__credits", Credit.objects.select_related("person"))
    exchanges = Exchange.objects.published().select_related("interview", "asked_by")
    return exchanges.with_speakers().prefetch_related(credits).in_bulk(pks)


def _texts(exchange, is_own):
    """Where the words may be that it was found by, as plain text."""
    if is_own:
        return [exchange.answer_text, prose.plain(exchange.note)]
    interview = exchange.interview
    whole = [interview.standfirst, interview.introduction, interview.closing]
    return [prose.plain(text) for text in whole]


def _ranked(looked_for, filed, year, part):
    """Keys of the exchanges found, each with whether it was by its own words; the best first.

    In two steps, since to weigh a hit costs more than to find it: the newest that hold all the
    words, then how well each of these holds the longest, which tell the most.
    """
    engine = index.engine(connection)
    with connection.cursor() as cursor:
        cursor.execute(*_newest(engine, looked_for, filed, year, part))
        found = [(entry, shown) for entry, shown in cursor.fetchall() if shown]
        words = engine.weighing(longest(looked_for)[:MOST_WEIGHED], part)
        scores = _scores(cursor, engine, words, [entry for entry, _shown in found])
    best = {}
    for entry, shown in found:
        score, own = best.get(shown, (0, False))
        best[shown] = max(score, scores.get(entry, 0)), own or entry > 0
    ranked = sorted(best, key=lambda shown: (-best[shown][0], shown))
    return [(shown, best[shown][1]) for shown in ranked[:MOST]]


def _newest(engine, looked_for, filed, year, part):
    """The statement that finds entries, and the exchange that each leads to, and its values."""
    shown = Exchange.objects.published().order_by()
    if year:
        shown = shown.filter(interview__published_at__year=year)
    entry = RawSQL(engine.ENTRY, (), output_field=BigIntegerField())  # noqa: S611
    matches = engine.expressions(looked_for, part, filed)
    own, of_own = engine.newest(shown, _all(matches, engine), matches, MOST, by_date=bool(year))
    of_interviews = engine.expressions(looked_for, part, [INTERVIEWS, *filed])
    opening, of_opening = _sql(shown.filter(interview_id=-entry).order_by("position")[:1])
    sql = NEWEST.format(
        entry=engine.ENTRY,
        match=_all(of_interviews, engine),
        own=own,
        opening=opening,
        whole="false" if part else "true",  # a title is no question
        most=MOST,
    )
    return sql, [*of_own, *of_opening, *of_interviews]


def _all(matches, engine):
    """SQL that holds of an entry if all of these do."""
    return " AND ".join([engine.MATCH] * len(matches))


def _scores(cursor, engine, words, entries):
    """How well each entry holds these words; one statement, or two if some are interviews."""
    scores = {}
    interviews = [entry for entry in entries if entry < 0]
    for some in (interviews, [entry for entry in entries if entry > 0]):
        if some:
            entries = ", ".join(map(str, some))
            sql = engine.SCORES.format(first=min(some), last=max(some), entries=entries)
            cursor.execute(sql, [words])
            scores.update(cursor.fetchall())
    return scores


def _sql(exchanges):
    return exchanges.values("pk").query.sql_with_params()
