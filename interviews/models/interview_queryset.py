"""Queries for interviews: filters, orders, and the related rows that pages need."""

from datetime import UTC, datetime

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Length
from django.utils import timezone
from django.utils.timezone import localtime

from interviews.models.related import adjacent, related
from interviews.models.rights import RightsQuerySet
from interviews.models.slugs import SlugQuerySet
from interviews.models.workflow import published_condition, published_or_withdrawn

UNKNOWN = Value(datetime(1970, 1, 1, tzinfo=UTC))  # if the date of a change was not stored


class InterviewQuerySet(RightsQuerySet, SlugQuerySet):
    def published(self):
        """Filter for interviews that readers may see, scheduled ones from their time on."""
        return self.filter(published_condition())

    def published_or_withdrawn(self):
        return self.filter(published_or_withdrawn())

    def due(self):
        """Filter for scheduled interviews whose time has come, and that nobody has recorded yet."""
        return self.filter(status="scheduled", published_at__lte=timezone.now())

    def drafts_of(self, user):
        """Filter for drafts that the user began, or changed if a command began them."""
        from interviews.models import Version

        changed = Version.objects.filter(by=user).values("interview")
        mine = Q(created_by=user) | Q(created_by=None, pk__in=changed)
        return self.filter(mine, status="draft")

    def appearing_before(self, moment):
        """Filter for scheduled interviews that readers do not see yet, but will before `moment`."""
        scheduled = self.filter(status="scheduled", published_at__lt=moment)
        return scheduled.filter(published_at__gt=timezone.now())

    def next_age_change(self, ages, after):
        """Return the next time after `after` when an interview reaches one of the ages, or None.

        `ages` are timedeltas since publication. One query, which uses an index.
        """
        dates = self.order_by("published_at").values("published_at")
        firsts = [Subquery(dates.filter(published_at__gt=after - age)[:1]) for age in ages]
        found = self.model.objects.order_by().values_list(*firsts)[:1]
        dates = zip(found[0], ages, strict=True) if found else []
        return min((date + age for date, age in dates if date), default=None)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def with_subject(self, person):
        return self.filter(pk__in=person.credits.filter(role="subject").values("interview"))

    def with_interviewer(self, person):
        return self.filter(pk__in=person.credits.filter(role="interviewer").values("interview"))

    def with_other_credit(self, person):
        """Filter for interviews that credit the person in any other role, such as translator."""
        parts = person.credits.exclude(role__in=["subject", "interviewer"])
        return self.filter(pk__in=parts.values("interview"))

    def in_series_order(self):
        return self.order_by("series_position", "published_at", "pk")

    def in_year(self, year):
        """Filter by the calendar year of publication, in the publication's time zone."""
        return self.filter(published_at__year=year)

    def years(self):
        """Return the years with a published interview, the newest first.

        Two queries, neither of which reads every interview.
        """
        # Not by MIN and MAX: SQLite reads every row if both are in one query.
        ends = (
            self.order_by(order).values("published_at")[:1]
            for order in ("published_at", "-published_at")
        )
        ends = self.order_by().values_list(*map(Subquery, ends))[:1]
        if not ends:
            return []
        first, last = (localtime(end).year for end in ends[0])
        between = range(last, first - 1, -1)
        held = self.model.objects.order_by().values_list(
            *(Exists(self.in_year(year)) for year in between)
        )[:1]
        return [year for year, is_there in zip(between, held[0], strict=True) if is_there]

    def with_last_change(self):
        """Annotate `last_changed`: when the page last changed, or the time of publication."""
        return self.annotate(last_changed=Greatest("updated_at", "published_at"))

    def latest_change_subquery(self, own):
        """Return an expression for an outer query: the newest `last_changed`, or `own` if later."""
        changed = self.with_last_change().order_by("-last_changed").values("last_changed")
        return Greatest(Subquery(changed[:1]), Coalesce(own, UNKNOWN))

    def related_to(self, interview):
        """Return a few of these interviews, each with the `reason` why it is related."""
        return related(self, interview)

    def adjacent_to(self, interview):
        """Return the `older` and the `newer` interview, and its `part` of how many `parts`."""
        return adjacent(self, interview)

    def for_reading(self):
        """Fetch all that the interview's page shows, in six queries at any length."""
        from interviews.models import Correction, Exchange

        return (
            self.select_related("series")
            .with_credits()
            .prefetch_related(
                "topics",
                Prefetch("exchanges", Exchange.objects.for_reading()),
                Prefetch("corrections", Correction.objects.for_reading()),
            )
        )

    def for_feed(self):
        """Fetch all that an entry of a feed shows."""
        from interviews.models import Correction, Exchange

        return self.with_credits().prefetch_related(
            "topics",
            Prefetch("exchanges", Exchange.objects.for_feed()),
            # From the interviews: from the exchanges, Django would go through them twice.
            Prefetch("exchanges__answered_by", to_attr="recorded_speakers"),
            Prefetch("corrections", Correction.objects.for_reading()),
        )

    def for_listing(self):
        """Fetch all that an entry of a list shows."""
        sized = self.for_description().with_length().with_reply_count()
        return sized.prefetch_related("topics")

    def for_description(self):
        """Fetch the people and exchanges for `pull_quote_exchange` and `description`."""
        from interviews.models import Exchange

        description_exchanges = Exchange.objects.for_description()
        return self.with_credits().prefetch_related(
            Prefetch("exchanges", description_exchanges, to_attr="description_exchanges")
        )

    def with_credits(self):
        from interviews.models import Credit

        return self.prefetch_related(Prefetch("credits", Credit.objects.select_related("person")))

    def with_reply_count(self):
        """Annotate `reply_count`, the number of published replies."""
        replies = self.model.replies.rel.related_model.objects.published()
        its = replies.filter(interview=OuterRef("pk")).order_by().values("interview")
        counted = its.annotate(n=Count("pk")).values("n")
        return self.annotate(reply_count=Coalesce(Subquery(counted), 0))

    def with_length(self):
        """Annotate `question_count` and `character_count`."""
        from interviews.models import Exchange

        not_removed = (
            Exchange.objects.not_removed().filter(interview=OuterRef("pk")).order_by()
        ).values("interview")
        questions = not_removed.exclude(question="").annotate(n=Count("pk")).values("n")
        characters = not_removed.annotate(n=Sum(Length("question") + Length("answer"))).values("n")
        return self.annotate(
            question_count=Coalesce(Subquery(questions), 0),
            character_count=Coalesce(Subquery(characters), 0),
        )
