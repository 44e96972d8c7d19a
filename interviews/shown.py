"""What a page shows of a question and its answers, as values: they alone decide how it looks.

Named as the models name it, so that templates show one as they would show the other.
"""

from typing import NamedTuple

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

    def __str__(self):
        return self.name


class Correction(NamedTuple):
    get_kind_display: str
    published_at: object
    note: str

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
    removed_at: object
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
        answers = tuple(each._replace(letters=letters.get(each.key, ())) for each in self.answers)
        return self._replace(asked=answers[0], answers=answers)


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
        tuple(
            Correction(each.get_kind_display(), each.published_at, each.note)
            for each in exchange.shown_corrections
        ),
        exchange.also_asked,
        None,
    )


def _people(people, interview):
    known = interview.people_with_a_page
    return tuple(Person(one.name, one.slug if one.pk in known else "") for one in people)
