"""The content of an interview as plain values, in the form in which its versions store it.

The facts are the fields of the interview itself, its credits and its topics. The content of an
exchange is its fields and its speakers. Keys stand for people, topics, series and recurring
questions; `names` keeps their names, because they can be renamed, merged or deleted later.
"""

import json
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder

# Addresses have a history of their own (FormerSlug); rows belong to their interview for good.
NOT_CONTENT = {"slug", "interview"}
# Only the content of an exchange that was made from a transcript has these.
FROM_SOURCE = ("start", "end", "utterances")
# What no reader reads as words of the interview. A change of these needs no explanation.
PRESENTATION = {
    *("series", "series_position", "language", "topics"),
    *("lead_picture", "lead_decorative", "lead_focus_x", "lead_focus_y"),
    *("pull_quote", "recurring", *FROM_SOURCE),
}


class Content(NamedTuple):
    facts: dict
    content_by_key: dict  # {key of an exchange: its content}, in order
    names: dict  # {"person": {key as text: name}, …}

    def name(self, kind, key):
        """Return the name of a person, topic, series or recurring question."""
        return self.names.get(kind, {}).get(str(key), "")


def content_fields(model):
    """Return the fields of a model that editors edit and versions store."""
    columns = model._meta.concrete_fields
    return [
        each
        for each in columns
        if each.editable and not each.primary_key and each.name not in NOT_CONTENT
    ]


def content_of(interview):
    """Read the present content of an interview from the database; five queries at any length."""
    stored = type(interview).objects.select_related("series").get(pk=interview.pk)
    credits = list(stored.credits.select_related("person"))
    topics = list(stored.topics.order_by("pk"))
    exchanges = list(stored.exchanges.for_reading())
    facts = _values(stored) | {
        "credits": [[credit.person_id, credit.role] for credit in credits],
        "topics": [topic.pk for topic in topics],
    }
    people = {credit.person for credit in credits}
    for exchange in exchanges:
        people |= {*exchange.recorded_speakers, exchange.asked_by} - {None}
    recurring = {exchange.recurring for exchange in exchanges} - {None}
    return Content(
        _plain(facts),
        {exchange.key: _plain(_of_exchange(exchange)) for exchange in exchanges},
        {
            "person": _names(people),
            "topic": _names(topics),
            "series": _names([stored.series] if stored.series else []),
            "recurring": _names(recurring),
        },
    )


def _of_exchange(exchange):
    values = _values(exchange)
    absent = {name for name in FROM_SOURCE if values[name] is None}
    return {name: value for name, value in values.items() if name not in absent} | {
        "answered_by": sorted(person.pk for person in exchange.recorded_speakers),
        "removed": exchange.is_removed,
    }


def _values(row):
    return {each.name: each.value_from_object(row) for each in content_fields(type(row))}


def _plain(values):
    """Return the values as JSON stores them, so that they compare equal to stored ones."""
    return json.loads(json.dumps(values, cls=ContentEncoder))


def _names(things):
    return {str(thing.pk): str(thing) for thing in things}


class ContentEncoder(DjangoJSONEncoder):
    """JSON with files as their names in the storage."""

    def default(self, value):
        return str(value) if hasattr(value, "storage") else super().default(value)


def words(content):
    """Return the part of facts or of an exchange that readers read, without extra white space."""
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in content.items()
        if name not in PRESENTATION
    }


def changed_keys(now, earlier):
    """Return the keys of the exchanges whose words differ; both have a `content_by_key`."""
    was, its = earlier.content_by_key, now.content_by_key
    keys = [*its, *(key for key in was if key not in its)]
    return [key for key in keys if words(was.get(key) or {}) != words(its.get(key) or {})]


def differ_in_words(now, earlier):
    """Return whether readers would read something else; both are a Content or a Version."""
    return (
        words(now.facts) != words(earlier.facts)
        or [*now.content_by_key] != [*earlier.content_by_key]
        or bool(changed_keys(now, earlier))
    )
