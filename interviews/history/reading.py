"""Reading an earlier version of an interview."""

from copy import copy

from interviews.models import FormerKey, Person, Version
from interviews.models.content import content_fields
from interviews.models.question import group_by_question


def load_version(interview, number):
    """Give the interview the content of a version that readers count, for reading only.

    What was removed since stays removed. The interview comes from `for_reading()`. Returns the
    time since when the version was current; None if there is no such version. Three queries; two
    more if people were merged since.
    """
    corrections = list(interview.corrections.all())
    if not 1 <= number <= interview.version:
        return None
    earlier = corrections[: number - 1]
    version = _stored_version(interview, earlier, corrections)
    if version:
        _load(interview, version, earlier)
    return earlier[-1].published_at if earlier else interview.published_at


def _stored_version(interview, earlier, corrections):
    """Return the Version that readers saw after the `earlier` ones of the corrections."""
    stored = interview.versions.all()
    recorded = [each.version_id for each in earlier if each.version_id]
    if recorded:
        return stored.filter(pk=recorded[-1]).first()
    later = next((each.version_id for each in corrections if each.version_id), None)
    if later is None:
        return stored.last()
    next_number = Version.objects.filter(pk=later).values("number")
    return stored.filter(number__lt=next_number).last()


def _load(interview, version, corrections):
    for field in content_fields(type(interview)):
        if not field.is_relation:
            setattr(interview, field.attname, field.to_python(version.facts.get(field.name)))
    contents = version.content_by_key
    speaking = {key for key, _role in version.facts["credits"]}
    for content in contents.values():
        speaking |= {*content["answered_by"], content["asked_by"]}
    people = _find_people(version, speaking - {None})
    for role, name in (("subject", "subjects"), ("interviewer", "interviewers")):
        credited = [key for key, its in version.facts["credits"] if its == role]
        setattr(interview, name, [people[key] for key in credited if key in people])
    rows = {exchange.key: exchange for exchange in interview.exchanges.all()}
    shown = [
        _exchange(interview, rows[key], content, people)
        for key, content in contents.items()
        if key in rows and not (content["removed"] and not rows[key].is_removed)
    ]
    interview.conversation = group_by_question(shown, corrections)


def _find_people(version, keys):
    """Return {key: Person}. A person who was merged since has the name of that time."""
    people = FormerKey.objects.find_rows(Person, keys)
    for key, person in people.items():
        if person.pk != key and not person.reader_since:  # a reader may have erased the name
            people[key] = copy(person)
            people[key].name = version.name("person", key) or person.name
    return people


def _exchange(interview, exchange, content, people):
    exchange.interview = interview
    for name in ("question", "answer", "label", "pull_quote", "note"):
        setattr(exchange, name, content[name])
    exchange.asked_by = people.get(content["asked_by"])
    exchange.recorded_speakers = [people[key] for key in content["answered_by"] if key in people]
    return exchange
