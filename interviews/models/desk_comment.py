"""DeskComment: what somebody at the desk or the holder of a preview link says about an exchange."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.announcements import announce
from interviews.models.interview import Interview
from interviews.models.preview_link import PreviewLink
from interviews.models.visibility import NO_ROWS
from interviews.names import get_user_name

MAX_LENGTH = 5000  # characters
MAX_OF_LINK = 200  # comments by one link
MAX_AT_ONCE = 30  # comments by one link within AT_ONCE
AT_ONCE = timedelta(minutes=10)
ANNOUNCEMENT_INTERVAL = timedelta(minutes=15)  # between two emails about one interview


class TooManyComments(ValidationError):
    """The holder of a link has sent as many comments as a link may bring."""


class DeskCommentQuerySet(models.QuerySet):
    def open(self):
        """Filter for comments that nobody has settled."""
        return self.filter(settled_at=None)

    def settled(self):
        return self.filter(settled_at__isnull=False)

    def oldest_first(self):
        return self.order_by("at", "pk")

    def waiting_for(self, user):
        """Filter for open comments that are the user's, or nobody's where the user may change."""
        changeable = Interview.objects.changeable_by(user).values("pk")
        unassigned = Q(assigned_to=None, interview__in=changeable)
        shown = Interview.objects.shown_to(user).values("pk")
        return self.open().filter(unassigned | Q(assigned_to=user, interview__in=shown))

    def unannounced(self):
        """Filter for open comments of holders about which nobody was emailed."""
        return self.open().filter(link__isnull=False, announced_at=None)

    @transaction.atomic
    def claim_announcement(self, interview):
        """Return the comments about which to email the editors now, and count them as announced.

        None within ANNOUNCEMENT_INTERVAL of the last email. If several servers ask, one of them
        gets the comments.
        """
        Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
        now, comments = timezone.now(), self.filter(interview=interview)
        if comments.filter(announced_at__gt=now - ANNOUNCEMENT_INTERVAL).exists():
            return []
        new = [*comments.unannounced().oldest_first()]
        self.filter(pk__in=[each.pk for each in new]).update(announced_at=now)
        return new

    def count_by_exchange(self):
        """Return {key of an exchange: number of comments}; "" is the interview as a whole."""
        return Counter(self.values_list("exchange_key", flat=True))

    def add(self, interview, exchange_key, text, by):
        """Store a comment of a user, and return it."""
        return self.create(
            interview=interview, exchange_key=exchange_key, text=text, by=by, at=timezone.now()
        )

    @transaction.atomic
    def add_by_holder(self, link, exchange_key, text, name=""):
        """Store a comment of the holder of a preview link.

        TooManyComments if there are enough; PreviewLink.DoesNotExist if the link has ended.
        """
        PreviewLink.objects.valid().select_for_update(no_key=True).get(pk=link.pk)
        now, sent = timezone.now(), self.filter(link=link)
        if sent.count() >= MAX_OF_LINK:
            raise TooManyComments(_("You have sent as many comments as this address takes."))
        if sent.filter(at__gt=now - AT_ONCE).count() >= MAX_AT_ONCE:
            raise TooManyComments(_("Many comments came at once. Please send this one later."))
        return self.create(
            interview=link.interview,
            exchange_key=exchange_key,
            text=text,
            link=link,
            name=name or link.name,
            at=now,
        )


class DeskComment(models.Model):
    """A comment that only the desk and the holder who wrote it read.

    It has the key of the exchange and no foreign key, since a prepared update has exchanges
    without a row, and since the comment stays when the exchange is removed.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="desk_comments")
    exchange_key = models.CharField(max_length=8, blank=True)  # blank: the interview as a whole
    text = models.TextField(_("comment"), max_length=MAX_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(PreviewLink, models.CASCADE, null=True, related_name="comments")
    name = models.CharField(_("name"), max_length=120, blank=True)  # of the holder of the link
    at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    announced_at = models.DateTimeField(null=True)  # to the editors; only of a holder's comment
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    readers_see = NO_ROWS
    objects = DeskCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()  # the interview's permissions apply
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="desk_comment_says_something"),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def author(self):
        """The name of who wrote the comment; "" if the account was deleted."""
        return self.name or (get_user_name(self.by) if self.by else "")

    @transaction.atomic
    def assign(self, to, by):
        """Ask a user to settle the comment, by email too; None takes the request back."""
        is_new = to is not None and to != self.assigned_to
        self.assigned_to, self.assigned_by = to, by
        self.save(update_fields=["assigned_to", "assigned_by"])
        if is_new:
            announce("email_assignee", self)

    def settle(self, by):
        self.settled_at, self.settled_by = timezone.now(), by
        self.save(update_fields=["settled_at", "settled_by"])

    def reopen(self, by):
        """Open a settled comment again, for the user who asks for it."""
        self.settled_at = self.settled_by = None
        self.assigned_to, self.assigned_by = self.assigned_to or by, by
        self.save(update_fields=["settled_at", "settled_by", "assigned_to", "assigned_by"])
