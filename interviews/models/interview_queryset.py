"""Which interviews, in which order, with what of theirs: the questions pages ask."""

from datetime import UTC, datetime

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Length
from django.utils.timezone import localtime

from interviews.models.related import related
from interviews.models.slugs import SlugQuerySet
from interviews.models.workflow import published_condition, published_or_withdrawn

UNKNOWN = Value(datetime(1970, 1, 1, tzinfo=UTC))  # when nobody kept the date of a change


MAY_SEE_DRAFTS = ["interviews.view_interview", "interviews.change_interview"]


class InterviewQuerySet(SlugQuerySet):
    def published(self):
        """What readers may see. The scheduled appears on its minute, without a write."""
        return self.filter(published_condition())

    def published_or_withdrawn(self):
        return self.filter(published_or_withdrawn())

    def visible_to(self, user):
        """All, for a user who may see drafts at the desk; the published for everybody else."""
        sees_drafts = any(map(user.has_perm, MAY_SEE_DRAFTS))
        return self.all() if sees_drafts else self.published()

    def next_age_change(self, ages, after):
        """The moment when the next of these is as old as one of the ages (timedeltas), or None.

        One query, by index.
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
        """Those that a person had another part in: took the pictures, translated …"""
        parts = person.credits.exclude(role__in=["subject", "interviewer"])
        return self.filter(pk__in=parts.values("interview"))

    def in_series_order(self):
        return self.order_by("series_position", "published_at", "pk")

    def in_year(self, year):
        """Published in a calendar year of the publication's time zone."""
        return self.filter(published_at__year=year)

    def years(self):
        """The years of the publication's time zone in which any was published, the newest first.

        Two queries, neither of which looks at every interview.
        """
        # Not by MIN and MAX: SQLite looks at every row for two of them at once.
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
        """Adds `last_changed`: when the page last became another; its minute, if scheduled."""
        return self.annotate(last_changed=Greatest("updated_at", "published_at"))

    def latest_change_subquery(self, own):
        """For a query that these belong to: the newest `last_changed`, or `own` if it is later."""
        changed = self.with_last_change().order_by("-last_changed").values("last_changed")
        return Greatest(Subquery(changed[:1]), Coalesce(own, UNKNOWN))

    def related_to(self, interview):
        """The few of these that are worth reading after it, each for a reason: Related."""
        return related(self, interview)

    def for_reading(self):
        """Everything the interview's page shows, in six queries whatever its length."""
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
        """What an entry of a feed shows: as for_reading(), without what only pages show."""
        from interviews.models import Correction, Exchange

        return self.with_credits().prefetch_related(
            "topics",
            Prefetch("exchanges", Exchange.objects.for_feed()),
            # Of the interviews rather than of their exchanges, which Django would go through twice.
            Prefetch("exchanges__answered_by", to_attr="recorded_speakers"),
            Prefetch("corrections", Correction.objects.for_reading()),
        )

    def for_listing(self):
        """What a line in a list shows: people, topics, a quotation or a description, its size."""
        sized = self.for_description().with_length().with_reply_count()
        return sized.prefetch_related("topics")

    def for_description(self):
        """What `pull_quote_exchange` and `description` are made of: people and a few exchanges."""
        from interviews.models import Exchange

        description_exchanges = Exchange.objects.for_description()
        return self.with_credits().prefetch_related(
            Prefetch("exchanges", description_exchanges, to_attr="description_exchanges")
        )

    def with_credits(self):
        from interviews.models import Credit

        return self.prefetch_related(Prefetch("credits", Credit.objects.select_related("person")))

    def with_reply_count(self):
        """Adds `reply_count`, of the replies that readers see."""
        replies = self.model.replies.rel.related_model.objects.published()
        its = replies.filter(interview=OuterRef("pk")).order_by().values("interview")
        counted = its.annotate(n=Count("pk")).values("n")
        return self.annotate(reply_count=Coalesce(Subquery(counted), 0))

    def with_length(self):
        """Adds `question_count` and `character_count`, counted by the database."""
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
