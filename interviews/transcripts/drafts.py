"""Saves a Transcript as a draft, and finds or creates its people and topics."""

import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Exchange, Interview, Person, Topic
from interviews.models.exchange import generate_keys
from interviews.models.interview import UNTITLED
from interviews.names import name_key, normal_name
from interviews.prose.escaping import escape_markdown
from interviews.slugs import slug_for
from interviews.transcripts import Facts, TranscriptAnswer, is_role_label

# Between the names of two speakers. Unknown names are split at AND only: “y” occurs in Spanish
# names, and a comma may precede a job title.
AND = re.compile(r"\s+(?:and|und|&|\+)\s+")
JOINED = re.compile(r"\s*[,;&+/]\s*|\s+(?:and|und|et|y|e)\s+|\s*[和と、]\s*")

OF_FACTS = (
    "language",
    "held_on",
    "place",
    "terms",
    "editing",
)  # fields of an interview, and of Facts
LONGEST_NAME = Person._meta.get_field("name").max_length
LONGEST_TOPIC = Topic._meta.get_field("name").max_length
PICTURE = re.compile(r"!\[(?P<shows>[^\]\n]*)\]\((?P<target>[^)\s]+)[^)\n]*\)")


@transaction.atomic
def create_draft(transcript, facts=None, by=None, people=None, source=None):
    """Create a draft from a Transcript, and return the saved Interview.

    `facts` give the topics, the language, the date and the terms. `people` maps names in the
    transcript to Persons. Other people are found by name, in any spelling, or created. A label
    such as “Host” names no person. `source` is the TranscriptSource that was read.
    """
    facts = facts or Facts()
    interview = _with_title(transcript)
    for field in OF_FACTS:
        setattr(interview, field, getattr(facts, field) or getattr(interview, field))
    interview.slug = interview.propose_slug()
    interview.create_draft(by=by)
    interview.topics.set(_topics(facts.tags))
    people_by_label = _find_or_create_people(transcript, people or {})
    for speaker in transcript.people:
        _credit(interview, people_by_label.get(speaker.name, []), speaker.role)
    _add_exchanges(interview, transcript.exchanges, people_by_label)
    if source:
        source.assign_to(interview, transcript.places)
    interview.record_version(by)
    return interview


def _credit(interview, people, role):
    for person in people:
        position = interview.credits.count() + 1
        interview.credits.get_or_create(person=person, role=role, defaults={"position": position})


def _replace_missing_pictures(text):
    """Replace pictures that are not uploaded here by their alternative text in brackets.

    A picture with a web URL becomes a link; a relative URL is useless here.
    """

    def replace(picture):
        shows, target = picture["shows"] or _("picture"), picture["target"]
        if target.startswith(settings.MEDIA_URL):
            return picture[0]
        if target.startswith(("https://", "http://")):
            return f"[\\[{shows}\\]]({target})"
        return f"*\\[{shows}\\]*"

    return PICTURE.sub(replace, text)


def _with_title(transcript):
    """Return an unsaved Interview; a title that is too long also begins the introduction."""
    title, introduction = transcript.title or _(UNTITLED), transcript.introduction
    limit = Interview._meta.get_field("title").max_length
    if len(title) > limit:
        introduction = f"{escape_markdown(title)}\n\n{introduction}".strip()
        title = title[: limit - 1] + "…"
    return Interview(
        title=title,
        standfirst=transcript.standfirst,
        introduction=_replace_missing_pictures(introduction),
        closing=_replace_missing_pictures(transcript.closing),
    )


def _add_exchanges(interview, exchanges, people_by_label):
    """Create one exchange for each answer, in a constant number of SQL statements."""
    rows, answerers = [], []
    keys = generate_keys(sum(len(exchange.answers) or 1 for exchange in exchanges))
    for exchange in exchanges:
        for number, answer in enumerate(exchange.answers or [TranscriptAnswer(None, "")]):
            row = Exchange(interview=interview, key=keys.pop(), position=len(rows) + 1)
            row.answer = _replace_missing_pictures(answer.text)
            row.start, row.end = _find_times(exchange, answer, is_first=number == 0)
            numbers = {*answer.utterances, *(exchange.utterances if number == 0 else [])}
            row.utterances = sorted(numbers) or None
            if number == 0:
                row.question, row.note = exchange.question, _replace_missing_pictures(exchange.note)
                row.asked_by = next(iter(people_by_label.get(exchange.asked_by, [])), None)
            rows.append(row)
            answerers += [(row, person) for person in people_by_label.get(answer.by, [])]
    Exchange.objects.bulk_create(rows, batch_size=500)
    spoke = Exchange.answered_by.through
    answered = [spoke(exchange=row, person=person) for row, person in answerers]
    spoke.objects.bulk_create(answered, batch_size=500)


def _find_times(exchange, answer, *, is_first):
    """Return the times of one answer; the times of the first answer include its question."""
    if len(exchange.answers) < 2:
        return exchange.start, exchange.end
    start, end = exchange.start if is_first else answer.start, answer.end
    return start, None if None not in (start, end) and end < start else end


def _find_or_create_people(transcript, chosen):
    """Return {speaker label: Persons}; `chosen` maps some of the labels to Persons."""
    chosen = {label: person for label, person in chosen.items() if not is_role_label(label)}
    names = {label: [person.name] for label, person in chosen.items()}
    for label in _speakers(transcript):
        if label and label not in names and not is_role_label(label):
            names[label] = _split_label(label, names)
    people = {person.name: person for person in chosen.values()}
    # Sorted, so that two concurrent imports cannot deadlock.
    for name in sorted({name for each in names.values() for name in each}, key=name_key):
        if name not in people:
            people[name] = Person.objects.get_or_create_named(name)
    return {
        label: list(dict.fromkeys(people[name] for name in each)) for label, each in names.items()
    }


def _speakers(transcript):
    yield from (speaker.name for speaker in transcript.people)
    for exchange in transcript.exchanges:
        yield exchange.asked_by
        yield from (answer.by for answer in exchange.answers)


def _split_label(label, names):
    """Return the names of the people in a speaker's label.

    “Maya Lind and Tom Abara” are two people, and “Maya and Tom” too if both are known already;
    “Marks and Spencer” stays one name.
    """
    label = normal_name(label)
    known = [_match_name(part, names) for part in JOINED.split(label)]
    if len(known) > 1 and all(known):
        return known
    two = AND.split(label)
    if len(two) == 2 and all(" " in each and "," not in each for each in two):
        return [_match_name(each, names) or each[:LONGEST_NAME] for each in two]
    return [label[:LONGEST_NAME]]


def _match_name(part, names):
    """Return the known name that equals this one or contains it as a word; None if ambiguous."""
    key = name_key(part)
    known = {name for each in names.values() for name in each}
    fits = [name for name in known if key in (name_key(name), *name_key(name).split())]
    return fits[0] if len(fits) == 1 else None


def _topics(tags):
    """Find or create the topics of these tags; skip tags without letters or digits."""
    names = [normal_name(tag.replace("-", " "))[:LONGEST_TOPIC] for tag in tags]
    names = [name[:1].upper() + name[1:] for name in names if slug_for(name)]
    return [Topic.objects.get_or_create_named(name) for name in sorted(names, key=name_key)]
