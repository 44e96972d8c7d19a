"""The slot that replies go through: what has to be known of the place, and the row itself.

Asked with every post, so the statements are written once: Django takes ten times as long to put
one into words as the database to carry it out.
"""

import threading
from datetime import UTC
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils.timezone import is_naive, make_aware

from comments.models import Correspondence, HouseRules, Reply
from interviews.addresses import KeyConverter
from interviews.models import Exchange, Interview


def _in_order(model, *names):
    """Columns in the order in which the model has them, as from_db() expects their values."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


INTERVIEW = _in_order(Interview, "id", "slug", "title", "language", "status", "published_at")
EXCHANGE = _in_order(
    Exchange, "id", "interview_id", "key", "question", "answer", "label", "removed_at"
)
PLAIN = (str, int, float)  # what every database takes as it is
PUBLISHED_AT = INTERVIEW.index("published_at")
RULES = [
    *("policy", "close_after", "blocked_words", "suspect_words"),
    *("blocked_addresses", "blocked_networks", "protected_names"),
]
ASKED = ", ".join(
    [
        *(f"i.{name}" for name in INTERVIEW),
        *(f"e.{name}" for name in EXCHANGE),
        *(f"r.{name}" for name in RULES),
        *("c.policy", "c.close_after"),
    ]
)
AT = f"""
SELECT {ASKED} FROM interviews_interview i
LEFT JOIN interviews_exchange e ON e.interview_id = i.id AND e.key = %s AND e.removed_at IS NULL
LEFT JOIN comments_houserules r ON r.id = 1
LEFT JOIN comments_correspondence c ON c.interview_id = i.id
WHERE i.slug = %s
"""  # noqa: S608 -- the names are those above


# Held while a reply goes through. Threads of one process that all compute hand the interpreter to
# each other at every query, and all are slower for it (benchmarks/README.md). What a slow sender
# sends has been read by then.
TURN = threading.Lock()


class Place(NamedTuple):
    """Where a reply is posted; the interview has its `correspondence` at hand.

    Of interview and exchange, what a reply has no need of is deferred.
    """

    interview: Interview
    exchange: Exchange | None
    rules: HouseRules


def at(slug, key=""):
    """The published interview at this address or once at it, its exchange of this key, the rules.

    None if there is no such interview; `exchange` is None if there is none that stands.
    """
    with connection.cursor() as cursor:
        cursor.execute(AT, [key if KeyConverter.matches(key) else "", slug])
        row = cursor.fetchone()
    if row is None:
        moved = Interview.objects.formerly_at(slug)
        return at(moved.slug, key) if moved and moved.slug != slug else None
    place = _place(list(row))
    return place if place.interview.is_published else None


def _place(row):
    interview, row = row[: len(INTERVIEW)], row[len(INTERVIEW) :]
    exchange, row = row[: len(EXCHANGE)], row[len(EXCHANGE) :]
    rules, (policy, close_after) = row[: len(RULES)], row[len(RULES) :]
    interview[PUBLISHED_AT] = interview[PUBLISHED_AT] and _moment(interview[PUBLISHED_AT])
    interview = Interview.from_db(connection.alias, INTERVIEW, interview)
    # Whether there is a row of it or not, so that nobody has to ask.
    interview.correspondence = Correspondence(policy=policy or "", close_after=close_after)
    told = zip(RULES, rules, strict=True)
    rules = HouseRules(**{name: rule for name, rule in told if rule is not None})
    exchange = exchange[0] and Exchange.from_db(connection.alias, EXCHANGE, exchange)
    return Place(interview, exchange or None, rules)


def _moment(stored):
    """SQLite, asked by hand, does not say that its clock is UTC."""
    return make_aware(stored, UTC) if is_naive(stored) else stored


def put(reply):
    """Store a reply that is new, as `reply.save(force_insert=True)` does."""
    told = tuple(f for f in Reply._meta.concrete_fields if getattr(reply, f.attname) is not None)
    values = [_as_stored(field, getattr(reply, field.attname)) for field in told]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(told), values)
        (reply.pk,) = cursor.fetchone()
    reply._state.adding, reply._state.db = False, connection.alias


def _as_stored(field, value):
    return value if isinstance(value, PLAIN) else field.get_db_prep_save(value, connection)


@cache
def _insertion(fields):
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO comments_reply ({names}) VALUES ({marks}) RETURNING id"  # noqa: S608
