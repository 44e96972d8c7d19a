"""RecurringQuestion: a question that several interviews ask."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Count, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.exchange import Exchange
from interviews.models.interview import Interview
from interviews.models.named import NamedModel, NamedQuerySet
from interviews.models.visibility import ALL_ROWS
from interviews.models.workflow import published_condition
from interviews.names import NameField, NameKeyField


class RecurringQuestionQuerySet(NamedQuerySet):
    def listed(self):
        """Return the published interviews that ask each row of an outer query."""
        asked = Exchange.objects.published().filter(recurring=OuterRef(OuterRef("pk")))
        return Interview.objects.filter(pk__in=asked.values("interview"))

    def with_counts(self):
        """Annotate `interview_count`, the number of published interviews that ask it."""
        asked = Q(exchanges__removed_at=None) & published_condition("exchanges__interview__")
        interviews = Count("exchanges__interview", filter=asked, distinct=True)
        return self.annotate(interview_count=interviews)

    def most_asked_first(self):
        return self.with_counts().order_by("-interview_count", "wording")

    def answered_by(self, person):
        """Return the questions a person answered, with `answers`, oldest first; two queries."""
        said = (
            Exchange.objects.published()
            .exclude(answer="")
            .answered_by_person(person)
            .with_answered_recurring()
        )
        said = said.filter(answered_recurring__isnull=False).select_related("interview")
        answers = {}
        for exchange in said.order_by("interview__published_at", "interview_id", "position"):
            answers.setdefault(exchange.answered_recurring, []).append(exchange)
        questions = list(self.filter(pk__in=answers))
        for question in questions:
            question.answers = answers[question.pk]
        return questions


class RecurringQuestion(NamedModel):
    wording = NameField(
        _("wording"),
        max_length=300,
        help_text=_("The usual wording; each interview keeps its own."),
    )
    name_key = NameKeyField("wording")
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Markdown. Why you keep asking it.")
    )

    readers_see = ALL_ROWS
    named_by = ["exchanges__recurring"]
    objects = RecurringQuestionQuerySet.as_manager()
    name_field = "wording"

    class Meta:
        verbose_name = _("recurring question")
        verbose_name_plural = _("recurring questions")
        ordering = ["wording"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording=""), name="recurring_question_has_a_wording"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="recurring_question_has_an_address"),
            models.UniqueConstraint("name_key", name="one_recurring_question_of_a_wording"),
        ]

    def get_absolute_url(self):
        return reverse("interviews:recurring_question", args=[self.slug])

    @property
    def introduction_html(self):
        return prose.from_editor(self.introduction, level=2)

    @transaction.atomic
    def set_exchanges(self, chosen, by, instead_of=()):
        """Mark the `chosen` exchanges with this question, and unmark the others.

        Each interview in which this changes something gets a version by the user `by`.

        Args:
            chosen, instead_of: keys of exchanges; only those of `instead_of` are unmarked.
        """
        unmarked = self.exchanges.filter(pk__in=set(instead_of) - set(chosen))
        free = Exchange.objects.filter(recurring=None).exclude(question="")
        marked = free.filter(pk__in=chosen)
        keys = {*unmarked.values_list("interview", flat=True)}
        keys |= {*marked.values_list("interview", flat=True)}
        interviews = list(Interview.objects.filter(pk__in=keys).order_by("pk"))
        for interview in interviews:
            interview.record_change_made_elsewhere()
        unmarked.update(recurring=None)
        marked.update(recurring=self)
        for interview in interviews:
            interview.record_version(by, kind=None)

    def answers_by_speaker(self):
        """Return all answers as SpeakerAnswers: people asked in several interviews come first.

        Within both groups, the newest answer comes first.
        """
        answers = Exchange.objects.published().exclude(answer="").answers_to(self).for_quoting()
        answers_by_speaker = {}
        for exchange in answers.order_by("interview__published_at", "interview_id", "position"):
            speakers = tuple(exchange.speakers)
            one = speakers or exchange.pk  # two answers without a named speaker stay apart
            answers_by_speaker.setdefault(one, SpeakerAnswers(speakers)).answers.append(exchange)
        return sorted(
            answers_by_speaker.values(),
            key=attrgetter("has_several_interviews", "latest_answer_at"),
            reverse=True,
        )


class AlsoAsked(NamedTuple):
    """The slug of a recurring question, and the names of other people who were asked it."""

    slug: str
    people: tuple


@dataclass
class SpeakerAnswers:
    """The answers of one person, or of people who answer together, oldest first."""

    speakers: tuple
    answers: list = field(default_factory=list)

    @property
    def latest_answer_at(self):
        return self.answers[-1].interview.published_at

    @property
    def has_several_interviews(self):
        """Whether the answers are from more than one interview."""
        return len({exchange.interview_id for exchange in self.answers}) > 1


def add_also_asked(interview):
    """Set `also_asked` of each exchange whose recurring question other interviews ask too.

    It names the people who answered there, the latest first, without the people asked here. One
    query; none if the interview has no recurring question.
    """
    asking = [e for e in interview.exchanges.all() if e.recurring_id and not e.is_removed]
    if not asking:
        return
    elsewhere = Exchange.objects.published().exclude(interview=interview)
    elsewhere = elsewhere.filter(recurring__in={e.recurring_id for e in asking})
    people = _people_asked(elsewhere)
    for exchange in asking:
        if exchange.recurring_id in people:
            asked = exchange.recorded_speakers or interview.subjects
            own = {person.pk for person in asked}
            others = people[exchange.recurring_id].items()
            names = tuple(name for pk, name in others if pk and pk not in own)
            exchange.also_asked = AlsoAsked(exchange.recurring.slug, names)


def _people_asked(exchanges):
    """Return {key of a recurring question: {key: name of a person asked, the latest first}}."""
    is_subject = Q(interview__credits__role="subject")
    subject = FilteredRelation("interview__credits", condition=is_subject)
    rows = exchanges.annotate(subject=subject).order_by(
        "recurring", "-interview__published_at", "position", "subject__position"
    )
    key = Coalesce("answered_by", "subject__person")
    name = Coalesce("answered_by__name", "subject__person__name")
    people = {}
    for question, person, called in rows.values_list("recurring", key, name):
        people.setdefault(question, {}).setdefault(person, called)
    return people
