"""The slot that replies go through: what has to be known of the place, and the row itself."""

import json
import threading
from contextlib import nullcontext
from datetime import UTC, datetime
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.base import ModelState
from django.utils.timezone import is_naive, make_aware

from comments.models import Correspondence, HouseRules, Reply
from comments.screening.protected import NAMES, with_those_of
from comments.statements import carry_out
from interviews.addresses import KeyConverter
from interviews.models import Exchange, Interview

INTERVIEW = ["id", "slug", "title", "language", "status", "published_at"]
EXCHANGE = ["id", "interview_id", "key", "question", "answer", "label", "removed_at"]
RULES = [
    *("policy", "close_after", "blocked_words", "suspect_words"),
    *("blocked_addresses", "blocked_networks", "protected_names"),
]
DECIDED = ["policy", "close_after"]
ASKED = ", ".join(
    [
        *(f"i.{name}" for name in INTERVIEW),
        *(f"e.{name}" for name in EXCHANGE),
        *(f"r.{name}" for name in RULES),
        *(f"c.{name}" for name in DECIDED),
    ]
)
PROTECTED = NAMES.format(interview="i.id")
AT = f"""
SELECT {ASKED}, (SELECT {{in_json}} FROM ({PROTECTED}) AS theirs) FROM interviews_interview i
LEFT JOIN interviews_exchange e ON e.interview_id = i.id AND e.key = %s AND e.removed_at IS NULL
LEFT JOIN comments_houserules r ON r.id = 1
LEFT JOIN comments_correspondence c ON c.interview_id = i.id
WHERE i.slug = %s
"""  # noqa: S608 -- the names are those above
AT_IN = {
    "sqlite": AT.format(in_json="json_group_array(name)"),
    "postgresql": AT.format(in_json="json_agg(name)::text"),
}

# What is decided about a reply, or done with it, later; until then these columns are NULL.
LATER = {
    *("number", "place", "published_at", "featured_at", "became", "asked_as"),
    *("edited_at", "changed_after_answer_at", "erased_at", "learnt_as_spam", "told_at"),
    "reports_ignored_at",
}
WRITTEN = [
    field
    for field in Reply._meta.concrete_fields
    if not field.primary_key and field.name not in LATER
]
WRITINGS = attrgetter(*(field.attname for field in WRITTEN))
PUT = (
    f"INSERT INTO comments_reply ({', '.join(field.column for field in WRITTEN)})"  # noqa: S608
    f" VALUES ({', '.join(['%s'] * len(WRITTEN))}) RETURNING id"
)
PLAIN = (str, int, float, type(None))  # what every database takes as it is

_one_at_a_time = threading.Lock()


class Place(NamedTuple):
    """Where a reply is posted; the interview has its `correspondence` at hand.

    Of interview and exchange, what a reply has no need of is deferred.
    """

    interview: Interview
    exchange: Exchange | None
    rules: HouseRules
    protected: tuple = ()  # names that nobody else may sign with


def turn():
    """To be held while a reply goes through, once all of it has been read from its sender.

    On SQLite one at a time in each process: threads that all compute hand the interpreter to each
    other at every query, and all are slower for it (benchmarks/README.md). Where they wait for
    others, for PostgreSQL or for Akismet, they had better do that at once.
    """
    waits = settings.AKISMET_KEY or connections[DEFAULT_DB_ALIAS].vendor != "sqlite"
    return nullcontext() if waits else _one_at_a_time


def at(slug, key=""):
    """The published interview at this address or once at it, its exchange of this key, the rules.

    None if there is no such interview; `exchange` is None if there is none that stands.
    """
    ours = connections[DEFAULT_DB_ALIAS]
    rows = carry_out(ours, AT_IN[ours.vendor], [key if KeyConverter.matches(key) else "", slug])
    if not rows:
        moved = Interview.objects.formerly_at(slug)
        return at(moved.slug, key) if moved and moved.slug != slug else None
    place = _place(rows[0])
    return place if place.interview.is_published else None


def _place(row):
    interview, row = row[: len(INTERVIEW)], row[len(INTERVIEW) :]
    exchange, row = row[: len(EXCHANGE)], row[len(EXCHANGE) :]
    rules, (*decided, names) = row[: len(RULES)], row[len(RULES) :]
    rules = _fetched(HouseRules, RULES, rules) if rules[0] is not None else HouseRules()
    interview = _fetched(Interview, INTERVIEW, interview)
    interview.published_at = interview.published_at and _moment(interview.published_at)
    # Whether there is a row of it or not, so that nobody has to ask.
    policy, close_after = decided
    interview.correspondence = _fetched(Correspondence, DECIDED, [policy or "", close_after])
    return Place(
        interview,
        _fetched(Exchange, EXCHANGE, exchange) if exchange[0] else None,
        rules,
        with_those_of(rules, json.loads(names or "[]")),
    )


def _fetched(model, names, values):
    """What `model.from_db` makes of these columns, the others deferred: a fetched instance.

    `from_db` goes through all columns that a model has, which takes longer than the query.
    """
    instance = model.__new__(model)
    instance.__dict__.update(zip(names, values, strict=True))
    instance._state = ModelState()
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
    return instance


def _moment(stored):
    """SQLite, asked by hand, does not say that its clock is UTC."""
    return make_aware(stored, UTC) if is_naive(stored) else stored


def put(reply):
    """Store a reply that nothing was decided about, as `reply.save(force_insert=True)` does."""
    ours = connections[DEFAULT_DB_ALIAS]
    values = [
        value if isinstance(value, PLAIN) else _stored(field, value, ours)
        for field, value in zip(WRITTEN, WRITINGS(reply), strict=True)
    ]
    ((reply.pk,),) = carry_out(ours, PUT, values)
    reply._state.adding, reply._state.db = False, DEFAULT_DB_ALIAS


def _stored(field, value, connection):
    if isinstance(value, datetime):  # which a field looks at from all sides, as if it were typed
        return connection.ops.adapt_datetimefield_value(value)
    return field.get_db_prep_save(value, connection)
