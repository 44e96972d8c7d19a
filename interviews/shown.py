"""What pages show of an interview, as values: they alone decide how it looks.

Named as the models name it, so that templates show one as they would show the other.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from interviews import prose
from interviews.models.spoken import Spoken


class Setting(NamedTuple):
    """What an exchange is shown with of its interview."""

    slug: str
    language: str
    direction: str
    interviewers: tuple  # People
    names_speakers: bool


class Person(NamedTuple):
    """`slug`: of their page; "" for somebody who may have none, since nothing credits them."""

    name: str
    slug: str
    description: str = ""

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("interviews:person", args=[self.slug])


class Place(NamedTuple):
    """Where an exchange stands in its interview."""

    key: str


class Correction(NamedTuple):
    pk: int
    get_kind_display: str
    published_at: datetime | None
    note: str
    exchange: Place | None

    @property
    def note_html(self):
        return prose.inline_from_editor(self.note)


class _Exchange(NamedTuple):
    key: str
    label: str
    question: str
    asked_by: str | None
    askers: tuple  # People
    answer: str
    speakers: tuple  # People
    note: str
    pull_quote: str
    removed_at: datetime | None
    shown_corrections: tuple
    also_asked: tuple | None
    letters: tuple | None  # that readers wrote to it, as the room of comments tells them


class Exchange(Spoken, _Exchange):
    __slots__ = ()


class Question(NamedTuple):
    key: str
    number: int
    stands: bool
    asked: Exchange
    answers: tuple

    def with_letters(self, letters):
        """The same, each answer with what `letters` has under its key."""
        answers = tuple(each._replace(letters=letters[each.key]) for each in self.answers)
        return self._replace(asked=answers[0], answers=answers)


class Named(NamedTuple):
    """A topic or a series: its name, and where its page is."""

    name: str
    get_absolute_url: str

    def __str__(self):
        return self.name


class Lead(NamedTuple):
    """The lead picture. `url` is None where there is none."""

    url: str | None
    width: int | None
    height: int | None
    caption: str
    credit: str


class Interview(NamedTuple):
    """All but what is said in it."""

    slug: str
    title: str
    standfirst: str
    description: str
    language: str
    direction: str
    published_at: datetime | None
    changed_at: datetime | None
    version: int
    minutes: int
    question_total: int
    questions: tuple  # (key, what the list of questions calls it) each
    series: Named | None
    topics: tuple  # Named
    roles: tuple  # (role, its label, People) each
    interviewers: tuple  # People
    subjects: tuple  # People
    corrections: tuple
    lead: Lead
    held_on: date | None
    medium: str
    medium_label: str
    place: str
    duration: int | None
    terms: str
    editing: str
    sign_off: str

    @property
    def standfirst_html(self):
        return prose.inline_from_editor(self.standfirst)

    def get_absolute_url(self):
        return reverse("interviews:interview", args=[self.slug])

    def get_medium_display(self):
        return self.medium_label


def interview(interview):
    return Interview(
        interview.slug,
        interview.title,
        interview.standfirst,
        interview.description,
        interview.language,
        interview.direction,
        interview.published_at,
        interview.changed_at,
        interview.version,
        interview.minutes,
        interview.question_total,
        tuple((each.key, each.asked.listed_as) for each in interview.questions),
        interview.series and _named(interview.series),
        tuple(map(_named, interview.topics.all())),
        tuple(
            (role, str(label), tuple(Person(p.name, p.slug, p.description) for p in people))
            for role, label, people in interview.roles
        ),
        _people(interview.interviewers, interview),
        _people(interview.subjects, interview),
        tuple(map(_correction, interview.corrections.all())),
        _lead(interview),
        interview.held_on,
        interview.medium,
        str(interview.get_medium_display()),
        interview.place,
        interview.duration,
        interview.terms,
        interview.editing,
        interview.sign_off,
    )


def _lead(interview):
    return Lead(
        interview.lead_picture.url if interview.lead_picture else None,
        interview.lead_width,
        interview.lead_height,
        interview.lead_caption,
        interview.lead_credit,
    )


def _named(one):
    return Named(str(one), one.get_absolute_url())


def _correction(each):
    place = each.exchange and Place(each.exchange.key)
    kind = str(each.get_kind_display())
    return Correction(each.pk, kind, each.published_at, each.note, place)


def setting(interview):
    return Setting(
        interview.slug,
        interview.language,
        interview.direction,
        _people(interview.interviewers, interview),
        interview.names_speakers,
    )


def question(question):
    """The values of a conversation's Question."""
    answers = tuple(_exchange(each) for each in question.answers)
    return Question(question.key, question.number, question.stands, answers[0], answers)


def _exchange(exchange):
    return Exchange(
        exchange.key,
        exchange.label,
        exchange.question,
        exchange.asked_by and exchange.asked_by.name,
        _people(exchange.askers, exchange.interview),
        exchange.answer,
        _people(exchange.speakers, exchange.interview),
        exchange.note,
        exchange.pull_quote,
        exchange.removed_at,
        tuple(map(_correction, exchange.shown_corrections)),
        exchange.also_asked,
        None,
    )


def _people(people, interview):
    known = interview.people_with_a_page
    return tuple(Person(one.name, one.slug if one.pk in known else "") for one in people)
