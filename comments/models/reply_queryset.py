"""The queries of pages, feeds and the admin for replies."""

from collections import defaultdict
from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from comments.models.authorship import (
    CONFIRMATION_LINK_LIFETIME,
    confirm_signer,
    signer,
    unsubscribe_signer,
)
from comments.models.decision import Decision
from comments.models.moderation import ReplyStatus
from comments.models.moderation_queue import ModerationQueueMixin
from comments.moderation.screening import networks
from interviews.models.workflow import published_condition

KNOWN_COMMENTER_MONTHS = 6
KNOWN_COMMENTER_PERIOD = timedelta(days=30.5) * KNOWN_COMMENTER_MONTHS
KNOWN_COMMENTER_APPROVALS = 2
BATCH_SIZE = 500  # rows that one run of a scheduled task changes


class ReplyQuerySet(ModerationQueueMixin, models.QuerySet):
    def published(self):
        """Published replies, where the interview is known to be published."""
        return self.filter(status=ReplyStatus.PUBLISHED)

    def visible(self):
        """Published replies of published interviews."""
        return self.published().filter(published_condition("interview__"))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    # --- Threads ----------------------------------------------------------------

    def threads(self):
        """First replies that are published, or that have published replies in their thread."""
        members = self.model.objects.published().filter(thread=OuterRef("pk"))
        return self.filter(thread=None, number__isnull=False).filter(
            Q(status=ReplyStatus.PUBLISHED) | Exists(members)
        )

    def follow_ups(self):
        """Replies to replies that are published, or that have published replies to them."""
        answers = self.model.objects.published().filter(parent=OuterRef("pk"))
        return self.filter(thread__isnull=False, position__isnull=False).filter(
            Q(status=ReplyStatus.PUBLISHED) | Exists(answers)
        )

    def on_a_page(self):
        """Replies that a page shows, as text or as a note that they were removed."""
        stands = Q(status=ReplyStatus.PUBLISHED)
        members = self.model.objects.published().filter(thread=OuterRef("pk"))
        answers = self.model.objects.published().filter(parent=OuterRef("pk"))
        marked = Q(number__isnull=False) & (Q(Exists(members)) | Q(Exists(answers)))
        return self.filter(published_condition("interview__")).filter(stands | marked)

    def once_visible(self):
        """Replies that were published once, of interviews that are published now."""
        return self.filter(published_condition("interview__"), published_at__isnull=False)

    def in_order(self):
        """Thread by thread, in the order of publication, which never changes."""
        return self.order_by("number", "position")

    def for_reading(self):
        """With all related rows that a reply shows."""
        return self.select_related("exchange", "parent", "invitation", "promoted_exchange")

    def featured(self):
        """Replies that editors show beside the answer that they are about."""
        return self.published().filter(featured_at__isnull=False).order_by("featured_at")

    def exists_locked(self, key):
        """Whether a reply is among these; locks its row until the transaction ends."""
        return self.select_for_update(of=("self",)).filter(pk=key).exists()

    # --- On a page ----------------------------------------------------------------

    def page_for(self, interview, exchange=None):
        """The first ThreadPage of the replies to an interview, or to one exchange of it.

        The page has the `count` of all replies. Each exchange of the interview gets a `reply_count`
        and its `featured_replies`.
        """
        from comments.threads import ThreadPage

        counts, featured = self.count_by("exchange"), defaultdict(list)
        for reply in self.featured().select_related("invitation") if counts else ():
            featured[reply.exchange_id].append(reply)
        for each in interview.exchanges.all():
            each.reply_count = counts.get(each.pk, 0)
            each.featured_replies = featured[each.pk]
        return ThreadPage(interview, exchange, count=sum(counts.values()))

    # --- Counting ---------------------------------------------------------------

    def count_by(self, name):
        """Return {key of an interview or exchange: number of published replies}. One query."""
        return dict(self.published().order_by().values_list(name).annotate(Count("pk")))

    # --- By author -----------------------------------------------------------

    def get_by_signed_id(self, signed):
        """The reply of a signed key; None if its author was erased. Raises BadSignature."""
        return self._get_not_erased(signer.unsign(signed))

    def get_by_unsubscribe_link(self, signed):
        """The reply of a signed unsubscribe link; None and errors as above."""
        return self._get_not_erased(unsubscribe_signer.unsign(signed))

    def get_by_confirmation_link(self, signed):
        """The reply of a signed confirmation link; None and errors as above.

        Raises SignatureExpired, a BadSignature, if the link is too old.
        """
        return self._get_not_erased(
            confirm_signer.unsign(signed, max_age=CONFIRMATION_LINK_LIFETIME)
        )

    def _get_not_erased(self, key):
        return self.filter(pk=key, erased_at=None).first()

    def conflicts_with(self, reply):
        """Whether another reply has the same text, or came from the same address just now."""
        return self.filter(
            Q(fingerprint=reply.fingerprint) | Q(rate_limit_key=reply.rate_limit_key)
        ).exists()

    def written_by(self, email):
        return self.filter(email=email)

    def delete_networks(self):
        """Erase the network of old replies; return how many replies were changed.

        `> ""` uses the index and leaves out the rows without a network.
        """
        old = self.filter(written_at__lt=timezone.now() - networks.NETWORK_RETENTION).order_by()
        some = list(old.filter(network__gt="").values_list("pk", flat=True)[:BATCH_SIZE])
        some += old.filter(rate_limit_key__gt="").values_list("pk", flat=True)[:BATCH_SIZE]
        return self.filter(pk__in=some).update(network="", rate_limit_key=None)

    def is_known(self, email):
        """Whether moderators approved enough replies of this address recently.

        The caller must check that the address belongs to the commenter.
        """
        approved = Decision.objects.in_effect().approved_by_moderator()
        recent = approved.filter(
            reply__email=email,
            reply__status=ReplyStatus.PUBLISHED,
            at__gt=timezone.now() - KNOWN_COMMENTER_PERIOD,
        )
        enough = recent.order_by().values_list("reply").distinct()[:KNOWN_COMMENTER_APPROVALS]
        return len(enough) == KNOWN_COMMENTER_APPROVALS
