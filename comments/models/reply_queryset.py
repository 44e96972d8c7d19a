"""Which replies, in which order: the questions that pages, feeds and the desk ask."""

from collections import defaultdict
from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from comments.models.authorship import CONFIRMED_WITHIN, confirm_signer, signer, stop_signer
from comments.models.decision import Decision
from comments.models.moderation import Status
from comments.models.moderation_queue import ModerationQueue
from comments.moderation.screening import networks
from interviews.models.workflow import published_condition

MONTHS_OF_THE_KNOWN = 6
KNOWN_SINCE = timedelta(days=30.5) * MONTHS_OF_THE_KNOWN
APPROVALS_OF_THE_KNOWN = 2
AT_ONCE = 500  # rows that a round forgets


class ReplyQuerySet(ModerationQueue, models.QuerySet):
    def published(self):
        """What readers see; of a published interview, which the page asked for already is."""
        return self.filter(status=Status.PUBLISHED)

    def in_print(self):
        """The published ones of published interviews, for what lists them from everywhere."""
        return self.published().filter(published_condition("interview__"))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    # --- Threads ----------------------------------------------------------------

    def threads(self):
        """First replies that stand, or that left a mark since others of their thread stand."""
        members = self.model.objects.published().filter(thread=OuterRef("pk"))
        return self.filter(thread=None, number__isnull=False).filter(
            Q(status=Status.PUBLISHED) | Exists(members)
        )

    def further(self):
        """Replies to replies that stand, or that left a mark since they were answered."""
        answers = self.model.objects.published().filter(parent=OuterRef("pk"))
        return self.filter(thread__isnull=False, place__isnull=False).filter(
            Q(status=Status.PUBLISHED) | Exists(answers)
        )

    def with_place(self):
        """Those that stand on a page, or left a mark on one."""
        stands = Q(status=Status.PUBLISHED)
        members = self.model.objects.published().filter(thread=OuterRef("pk"))
        answers = self.model.objects.published().filter(parent=OuterRef("pk"))
        marked = Q(number__isnull=False) & (Q(Exists(members)) | Q(Exists(answers)))
        return self.filter(published_condition("interview__")).filter(stands | marked)

    def once_in_print(self):
        """What readers could read once under interviews that they can read now."""
        return self.filter(published_condition("interview__"), published_at__isnull=False)

    def in_order(self):
        """Thread by thread, as they were published; the order never changes."""
        return self.order_by("number", "place")

    def for_reading(self):
        """With what a reply shows of others: its answer, whom it answers, whose voice it is."""
        return self.select_related("exchange", "parent", "invitation", "became")

    def featured(self):
        """Those that editors set beside the answer they are about."""
        return self.published().filter(featured_at__isnull=False).order_by("featured_at")

    def is_kept(self, key):
        """Whether one is among these, and stays so until the transaction ends."""
        return self.select_for_update(of=("self",)).filter(pk=key).exists()

    # --- On a page ----------------------------------------------------------------

    def under(self, interview, exchange=None):
        """The first threads.Page of these replies to an interview, or to one exchange of it.

        Knows the `count` of them all. Each exchange of the interview gets its `reply_count` and
        its `featured_replies`.
        """
        from comments.threads import Page

        counts, featured = self.counted_by("exchange"), defaultdict(list)
        for reply in self.featured().select_related("invitation") if counts else ():
            featured[reply.exchange_id].append(reply)
        for each in interview.exchanges.all():
            each.reply_count = counts.get(each.pk, 0)
            each.featured_replies = featured[each.pk]
        return Page(interview, exchange, count=sum(counts.values()))

    # --- Counting ---------------------------------------------------------------

    def counted_by(self, name):
        """{key of an interview or exchange: how many of these are published}; one query."""
        return dict(self.published().order_by().values_list(name).annotate(Count("pk")))

    # --- Whose they are -----------------------------------------------------------

    def signed_as(self, signed):
        """The reply whose author's page has this signed name. BadSignature for a forged one.

        None if its author was erased, and with that the page.
        """
        return self._of_somebody(signer.unsign(signed))

    def to_stop_as(self, signed):
        """The reply whose mail the link at the end of one stops; None and errors as above."""
        return self._of_somebody(stop_signer.unsign(signed))

    def to_confirm_as(self, signed):
        """The reply whose author's address the link in a mail confirms; None and errors as above.

        SignatureExpired, which is a BadSignature, for a link that is too old.
        """
        return self._of_somebody(confirm_signer.unsign(signed, max_age=CONFIRMED_WITHIN))

    def _of_somebody(self, key):
        return self.filter(pk=key, erased_at=None).first()

    def stands_in_the_way_of(self, reply):
        """Whether one says the very same, or its address had its turn already."""
        return self.filter(Q(fingerprint=reply.fingerprint) | Q(turn=reply.turn)).exists()

    def written_by(self, email):
        return self.filter(email=email)

    def forget_networks(self):
        """Blank where old replies came from; return how many it were.

        Those still to be forgotten are found by index: `> ""` leaves out the rest.
        """
        old = self.filter(written_at__lt=timezone.now() - networks.KEPT_FOR).order_by()
        some = list(old.filter(network__gt="").values_list("pk", flat=True)[:AT_ONCE])
        some += old.filter(turn__gt="").values_list("pk", flat=True)[:AT_ONCE]
        return self.filter(pk__in=some).update(network="", turn=None)

    def is_known(self, email):
        """Whether moderators lately approved enough replies of this address.

        That it is the writer's own is another matter.
        """
        approved = Decision.objects.standing().approved_by_somebody()
        recent = approved.filter(
            reply__email=email,
            reply__status=Status.PUBLISHED,
            at__gt=timezone.now() - KNOWN_SINCE,
        )
        enough = recent.order_by().values_list("reply").distinct()[:APPROVALS_OF_THE_KNOWN]
        return len(enough) == APPROVALS_OF_THE_KNOWN
