"""From a transcript that was read to a draft: people found or made, exchanges in order."""

import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.addresses import slug_for
from interviews.models import Exchange, Interview, Person, Topic
from interviews.models.exchange import new_keys
from interviews.models.interview import UNTITLED
from interviews.transcripts import Facts, is_a_role

# Between two speakers. Only AND parts names nobody has heard yet: “y” stands within Spanish
# names, and what follows a comma may be an office.
AND = re.compile(r"\s+(?:and|und|&|\+)\s+")
JOINED = re.compile(r"\s*[,;&+/]\s*|\s+(?:and|und|et|y|e)\s+|\s*[和と、]\s*")

PICTURE = re.compile(r"!\[(?P<shows>[^\]\n]*)\]\((?P<target>[^)\s]+)[^)\n]*\)")


@transaction.atomic
def draft_from(transcript, facts=None, by=None, people=None):
    """Make a draft of a Transcript, and return it, saved.

    `facts` (what its front matter told) give the topics; `people` maps names as the transcript
    has them to Persons. Who is not in it is found by exactly that name, or made. Where the
    text names nobody, nobody is named here.
    """
    facts = facts or Facts()
    interview = _with_title(transcript)
    interview.slug = interview.propose_slug()
    interview.begin(by=by)
    interview.topics.set(filter(None, map(_topic, facts.tags)))
    cast = {name: [person] for name, person in (people or {}).items()}
    for speaker in transcript.people:
        _credit(interview, _behind(speaker.name, cast), speaker.role)
    _add_exchanges(interview, transcript.exchanges, cast)
    return interview


def _credit(interview, people, role):
    for person in people:
        position = interview.credits.count() + 1
        interview.credits.get_or_create(person=person, role=role, defaults={"position": position})


def _in_words(text):
    """The text, a picture that did not come along standing as what it shows, in brackets.

    An address within the site the text came from leads nowhere here; one on the web is linked.
    """

    def told(picture):
        shows, target = picture["shows"] or _("picture"), picture["target"]
        if target.startswith(settings.MEDIA_URL):
            return picture[0]
        if target.startswith(("https://", "http://")):
            return f"[\\[{shows}\\]]({target})"
        return f"*\\[{shows}\\]*"

    return PICTURE.sub(told, text)


def _with_title(transcript):
    """The interview, its words in place; a title too long to be one opens the introduction."""
    title, introduction = transcript.title or _(UNTITLED), transcript.introduction
    limit = Interview._meta.get_field("title").max_length
    if len(title) > limit:
        introduction = f"{title}\n\n{introduction}".strip()
        title = title[: limit - 1] + "…"
    return Interview(
        title=title,
        standfirst=transcript.standfirst,
        introduction=_in_words(introduction),
        closing=_in_words(transcript.closing),
    )


def _add_exchanges(interview, exchanges, cast):
    """As few statements as for one, however many there are; one row for each answer."""
    rows, voices = [], []
    keys = new_keys(sum(len(exchange.answers) or 1 for exchange in exchanges))
    for exchange in exchanges:
        answers = exchange.answers or [None]
        for number, answer in enumerate(answers):
            first = number == 0
            rows.append(
                Exchange(
                    interview=interview,
                    key=keys.pop(),
                    position=len(rows) + 1,
                    question=exchange.question if first else "",
                    note=_in_words(exchange.note) if first else "",
                    asked_by=next(iter(_behind(exchange.asked_by, cast)), None) if first else None,
                    answer=_in_words(answer.text) if answer else "",
                )
            )
            voices.append(_behind(answer.by, cast) if answer else [])
    Exchange.objects.bulk_create(rows, batch_size=500)
    spoke = Exchange.answered_by.through
    spoke.objects.bulk_create(
        [
            spoke(exchange_id=row.pk, person_id=person.pk)
            for row, people in zip(rows, voices, strict=True)
            for person in people
        ],
        batch_size=500,
    )


def _behind(name, cast):
    """The people behind a speaker's name, found or made; remembered in `cast`.

    “Maya Lind and Tom Abara” are two people, and so are “Maya and Tom” where both are known
    already; “Marks and Spencer” stay one, since nothing says that these are two. “Host” and
    “Question” are nobody.
    """
    if not name or is_a_role(name):
        return []
    if name not in cast:
        known = [_known(part, cast) for part in JOINED.split(name)]
        names = AND.split(name)
        if len(known) > 1 and all(known):
            cast[name] = known
        elif len(names) == 2 and all(" " in each and "," not in each for each in names):
            cast[name] = [_known(each, cast) or _person(each) for each in names]
        else:
            cast[name] = [_person(name)]
    return cast[name]


def _known(part, cast):
    """The one person of the cast who has this name, or this as a part of it."""
    people = {person for each in cast.values() for person in each}
    fits = [person for person in people if part == person.name or part in person.name.split()]
    return fits[0] if len(fits) == 1 else None


def _person(name):
    name = name[:200]
    found = Person.objects.filter(name=name).order_by("pk").first()
    if found is None:
        found = Person(name=name)
        found.slug = found.propose_slug()
        found.save()
    return found


def _topic(name):
    """The topic of that name, however it is written; made if there is none, None of no word."""
    name = name.replace("-", " ").strip()[:100]
    if not slug_for(name):
        return None
    found = Topic.objects.filter(name__iexact=name).first()
    if found is None:
        found = Topic(name=name[:1].upper() + name[1:])
        found.slug = found.propose_slug()
        found.save()
    return found
