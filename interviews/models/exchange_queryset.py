"""Queries for exchanges: filters, and the related rows that pages and the desk need."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce

from interviews.models.credit import Credit
from interviews.models.workflow import published_condition

MAX_COMPARED = 2_000  # questions, the newest, that with_similar_question() compares


class ExchangeQuerySet(models.QuerySet):
    def published(self):
        return self.not_removed().filter(published_condition("interview__"))

    def not_removed(self):
        """Filter for exchanges that are not marked removed."""
        return self.filter(removed_at=None)

    def with_broken_pull_quote(self):
        """Return a list of the exchanges whose answer does not contain their pull quote."""
        # Most answers contain it as it is written; the others are compared as readers see them.
        suspects = self.not_removed().exclude(pull_quote="").select_related("interview")
        suspects = suspects.exclude(answer__contains=F("pull_quote")).order_by("interview", "pk")
        return [each for each in suspects if not each.has_verbatim_pull_quote]

    def for_reading(self):
        """Return exchanges in order with their speakers, the removed ones too."""
        recurring = self.select_related("asked_by", "recurring")
        return recurring.with_speakers().order_by("position")

    def for_feed(self):
        """Return exchanges in order, with the fields of a feed and without `answered_by`."""
        shown = ["interview", "key", "question", "answer", "note", "removed_at"]
        asking = ["asked_by__name", "asked_by__slug"]
        return self.select_related("asked_by").only(*shown, *asking).order_by("position")

    def for_description(self):
        """Return the exchanges that descriptions need.

        These are the exchanges with a pull quote and, of an interview without a standfirst, the
        first exchange with question and answer, or else the first with either.
        """
        first = self.model.objects.not_removed().order_by("position").values("pk")
        first = first.filter(interview=OuterRef("interview"))
        both = first.exclude(question="").exclude(answer="")[:1]
        either = first.exclude(question="", answer="")[:1]
        opens = Q(interview__standfirst="", pk=Coalesce(Subquery(both), Subquery(either)))
        shown = ["interview", "key", "question", "answer", "pull_quote", "removed_at"]
        introducing = self.not_removed().filter(~Q(pull_quote="") | opens).only(*shown)
        return introducing.with_speakers().order_by("position")

    def with_speakers(self):
        """Prefetch `recorded_speakers`, the people in `answered_by`; one query."""
        return self.prefetch_related(Prefetch("answered_by", to_attr="recorded_speakers"))

    def for_quoting(self):
        """Fetch the interview and the speakers too, for other pages; three queries."""
        credits = Prefetch("interview__credits", Credit.objects.select_related("person"))
        with_people = self.select_related("interview", "asked_by").with_speakers()
        return with_people.prefetch_related(credits)

    def with_question_above(self):
        """Annotate `above`: if the question is blank, the key of the exchange that asks it."""
        above = Subquery(self._above().values("pk")[:1])
        return self.annotate(above=Case(When(question="", then=above)))

    def _above(self):
        """Return the exchanges with a question before that of an outer query, nearest first."""
        before = self.model.objects.filter(
            interview=OuterRef("interview"), position__lt=OuterRef("position")
        )
        return before.exclude(question="").order_by("-position")

    def answers_to(self, recurring):
        """Filter for exchanges that answer this recurring question, whoever speaks."""
        asked_in = self.model.objects.filter(recurring=recurring).values("interview")
        return (
            self.filter(interview__in=asked_in)
            .with_answered_recurring()
            .filter(answered_recurring=recurring.pk)
        )

    def with_answered_recurring(self):
        """Annotate `answered_recurring`: the key of the answered recurring question, or None.

        If the question is blank, the exchange answers the question above.
        """
        continued = Subquery(self._above().values("recurring_id")[:1])
        answered_recurring = Case(
            When(question="", then=continued),
            default=F("recurring_id"),
            output_field=models.BigIntegerField(),
        )
        return self.annotate(answered_recurring=answered_recurring)

    def answered_by_person(self, person):
        """Filter for answers of this person, in `answered_by` or as the only interviewee."""
        named = self.model.answered_by.through.objects.filter(person=person)
        nobody_named = ~Exists(
            self.model.answered_by.through.objects.filter(exchange=OuterRef("pk"))
        )
        credits = person.credits.filter(role="subject")
        others = credits.model.objects.filter(role="subject", interview=OuterRef("interview"))
        alone = credits.exclude(Exists(others.exclude(person=person)))
        heard = credits.order_by().values("interview")
        heard = heard.union(named.values("exchange__interview"))
        return self.filter(interview__in=heard).filter(
            Q(pk__in=named.values("exchange"))
            | Q(interview__in=alone.values("interview")) & nobody_named
        )

    def with_similar_question(self, wording, most=20):
        """Return the questions most similar to a wording, at most `most`, the nearest first.

        They contain at least three quarters of its words and belong to no recurring question.
        """
        from interviews.search.words import fold

        words = set(fold(wording).split())
        longest = sorted(words, key=len, reverse=True)[:3]
        if not words:
            return []
        holding = [Q(question__icontains=word) for word in longest]
        asked = self.filter(reduce(or_, holding), recurring=None).select_related("interview")
        alike = []
        for exchange in asked.order_by("-pk")[:MAX_COMPARED]:
            its = set(fold(exchange.question_text).split())
            if len(words & its) >= 0.75 * len(words):
                alike.append((len(words & its) / len(words | its), exchange.pk, exchange))
        return [exchange for *_nearness, exchange in sorted(alike, reverse=True)[:most]]
