"""Restoring a version of an interview: one exchange, or all."""

from django.db import transaction

from interviews.models import (
    Credit,
    Exchange,
    FormerKey,
    Person,
    RecurringQuestion,
    Series,
    Topic,
)
from interviews.models.content import content_fields


@transaction.atomic
def restore(version, by, key=None, kind="", note=""):
    """Give an interview the content of a version again, and return the new version or None.

    People, topics and other pages that no longer exist are left out. Where some were merged since,
    the one that stayed is named.

    Args:
        key: the exchange to restore; None restores the whole interview.
        kind, note: the explanation for readers; see VersionsMixin.record_version().
    """
    interview = version.interview
    interview.record_change_made_elsewhere()
    if key:
        _restore_exchange(interview, key, version.content_by_key[key], by)
    else:
        _restore_facts(interview, version.facts)
        _restore_credits(interview, version.facts["credits"])
        _restore_exchanges(interview, version, by)
    interview.save(update_fields=["updated_at"])
    return interview.record_version(by, kind, note, restores=version)


def _restore_facts(interview, facts):
    interview.refresh_from_db()
    names = _assign(interview, facts, series=Series)
    interview.save(update_fields=names)
    interview.topics.set(_find(Topic, facts["topics"]))


def _restore_credits(interview, credited):
    people = FormerKey.objects.find_rows(Person, [key for key, _role in credited])
    # Two people of that time may be one person now.
    parts = dict.fromkeys((people[key], role) for key, role in credited if key in people)
    interview.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(interview=interview, person=person, role=role, position=position)
        for position, (person, role) in enumerate(parts, start=1)
    )


def _restore_exchanges(interview, version, by):
    contents = version.content_by_key
    for exchange in interview.exchanges.not_removed().exclude(key__in=contents):
        exchange.remove(by=by)
    for key, content in contents.items():
        _restore_exchange(interview, key, content, by)
    rows = {each.key: each for each in interview.exchanges.order_by("position")}
    others = [row for key, row in rows.items() if key not in contents]
    interview.reorder_exchanges([*(rows[key] for key in contents if key in rows), *others])


def _restore_exchange(interview, key, content, by):
    """Store the content in the exchange of this key, which is added again if it was deleted."""
    exchange = interview.exchanges.filter(key=key).first()
    if content["removed"]:
        if exchange and not exchange.is_removed:
            exchange.remove(by=by)
        return
    if exchange is None:
        last = interview.exchanges.order_by("position").last()
        exchange = Exchange(interview=interview, key=key, position=last.position + 1 if last else 1)
    _assign(exchange, content, asked_by=Person, recurring=RecurringQuestion)
    exchange.removed_at = exchange.removed_by = None
    exchange.full_clean(exclude=["key"])
    exchange.save()
    exchange.answered_by.set(_find(Person, content["answered_by"]))


def _assign(row, content, **models):
    """Assign the stored values to the row, and return the names of the fields."""
    names = []
    for field in content_fields(type(row)):
        value = content.get(field.name)
        if field.name in models:
            found = _find(models[field.name], [value])
            setattr(row, field.name, found.pop() if found else None)
        else:
            setattr(row, field.attname, field.to_python(value))
        names.append(field.name)
    return names


def _find(model, keys):
    return set(FormerKey.objects.find_rows(model, keys).values())
