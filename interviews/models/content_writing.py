"""Writing stored content into the rows of an interview."""

from interviews.models.content import content_fields, content_of
from interviews.models.exchange import Exchange
from interviews.models.former_key import FormerKey
from interviews.models.person import Person
from interviews.models.recurring_question import RecurringQuestion
from interviews.models.series import Series
from interviews.models.topic import Topic


def write_content(interview, content, by, validated=True):
    """Give an interview the content of a Version or a Content; rows that agree are not written.

    Rows keep their primary keys. An exchange that the content does not have is removed. People,
    topics and other pages that no longer exist are left out. Where some were merged since, the one
    that stayed is named.

    Args:
        by: the user who removes exchanges.
        validated: whether a changed exchange is validated. ValidationError if it is not valid.
    """
    present = content_of(interview)
    _write_facts(interview, content.facts)
    _write_credits(interview, content.facts["credits"])
    for key, its in present.content_by_key.items():
        if key not in content.content_by_key and not its["removed"]:
            interview.exchanges.get(key=key).remove(by=by)
    for key, wanted in content.content_by_key.items():
        if present.content_by_key.get(key) != wanted:
            write_exchange(interview, key, wanted, by, validated)
    _write_order(interview, content.content_by_key)


def write_exchange(interview, key, content, by, validated=True):
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
    if validated:
        exchange.full_clean(exclude=["key"])
    exchange.save()
    exchange.answered_by.set(_find(Person, content["answered_by"]))


def _write_facts(interview, facts):
    interview.refresh_from_db()
    before = {column.attname: getattr(interview, column.attname) for column in _columns(interview)}
    _assign(interview, facts, series=Series)
    changed = [
        column.name
        for column in _columns(interview)
        if getattr(interview, column.attname) != before[column.attname]
    ]
    if changed:
        interview.save(update_fields=changed)
    interview.topics.set(_find(Topic, facts["topics"]))


def _columns(row):
    return row._meta.concrete_fields


def _write_credits(interview, credited):
    people = FormerKey.objects.find_rows(Person, [key for key, _role in credited])
    # Two people of that time may be one person now.
    wanted = dict.fromkeys((people[key].pk, role) for key, role in credited if key in people)
    stored = {(credit.person_id, credit.role): credit for credit in interview.credits.all()}
    if [*stored] == [*wanted]:
        return
    for each, credit in stored.items():
        if each not in wanted:
            credit.delete()
    for position, (person, role) in enumerate(wanted, start=1):
        if (person, role) in stored:
            interview.credits.filter(pk=stored[person, role].pk).update(position=position)
        else:
            interview.credits.create(person_id=person, role=role, position=position)


def _write_order(interview, keys):
    rows = {each.key: each for each in interview.exchanges.order_by("position")}
    others = [row for key, row in rows.items() if key not in keys]
    order = [*(rows[key] for key in keys if key in rows), *others]
    if order != [*rows.values()]:
        interview.reorder_exchanges(order)


def _assign(row, content, **models):
    """Assign the stored values to the row."""
    for field in content_fields(type(row)):
        value = content.get(field.name)
        if field.name in models:
            found = _find(models[field.name], [value])
            setattr(row, field.name, found.pop() if found else None)
        else:
            setattr(row, field.attname, field.to_python(value))


def _find(model, keys):
    return set(FormerKey.objects.find_rows(model, keys).values())
