"""Reply: what a reader writes under an interview, with its status."""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.email.addresses import EmailAddressField
from comments.email.plain_text import in_one_line, isolated
from comments.models.authorship import AuthorshipMixin
from comments.models.moderation import ModerationMixin, ReplyStatus
from comments.models.promotion import PromotionMixin
from comments.models.reply_queryset import ReplyQuerySet
from interviews import prose
from interviews.models import Exchange, Interview, Person
from interviews.web_addresses import is_web_address


def get_exchange_digest(exchange):
    """A hash of an exchange's text, in 16 characters, to notice when the text changes."""
    text = f"{exchange.question}\0{exchange.answer}"
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _partial_index(*fields, name):
    """An index of the rows whose first field is not empty, since most are."""
    return models.Index(fields=fields, condition=Q(**{f"{fields[0]}__isnull": False}), name=name)


class Reply(ModerationMixin, AuthorshipMixin, PromotionMixin, models.Model):
    Status = ReplyStatus

    class EmailNotifications(models.TextChoices):
        """Whether its author wants an email when somebody replies."""

        NONE = "", _("no email")
        ASKED = "asked", _("requested, not confirmed")
        WANTED = "wanted", _("subscribed")

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="replies", db_index=False)
    exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("about the answer"),
        db_index=False,
    )
    exchange_digest = models.CharField(max_length=16, blank=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("replying to"),
        db_index=False,
    )
    thread = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="thread_replies",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("thread"), null=True, editable=False)
    position = models.PositiveIntegerField(null=True, editable=False)
    last_position = models.PositiveIntegerField(default=0, editable=False)
    invitation = models.ForeignKey(
        "comments.Invitation",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="replies",
        db_index=False,
    )

    name = models.CharField(_("name"), max_length=50)
    email = EmailAddressField(_("email"), max_length=254, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    body = models.TextField(_("reply"), max_length=5000)
    network = models.CharField(_("network"), max_length=50, blank=True, editable=False)
    email_notifications = models.CharField(
        _("email notifications"),
        max_length=10,
        choices=EmailNotifications,
        blank=True,
        default=EmailNotifications.NONE,
        editable=False,
    )

    fingerprint = models.CharField(max_length=64, unique=True, null=True, editable=False)
    rate_limit_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    changed_after_answer_at = models.DateTimeField(
        _("edited after a reply to it"), null=True, editable=False
    )
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    status = models.CharField(
        _("state"), max_length=10, choices=ReplyStatus, default=ReplyStatus.HELD, editable=False
    )
    queued_at = models.DateTimeField(_("in the queue since"), null=True, default=timezone.now)
    reasons = models.JSONField(_("why it is held"), default=list, blank=True)
    reports_ignored_at = models.DateTimeField(
        _("further reports ignored since"), null=True, editable=False
    )
    learnt_as_spam = models.BooleanField(null=True, editable=False)
    parent_notified_at = models.DateTimeField(null=True, editable=False)
    spam_score = models.FloatField(_("spam score"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    featured_at = models.DateTimeField(_("featured"), null=True, editable=False)
    decline_reason = models.CharField(_("why it was declined"), max_length=500, blank=True)
    promoted_exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("question of the interview"),
        db_index=False,
    )
    asking_person = models.ForeignKey(  # created for its author on promotion
        Person, models.PROTECT, null=True, editable=False, related_name="replies", db_index=False
    )

    readers_see = Q(number__isnull=False)
    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["-written_at"]
        permissions = [("moderate_reply", _("Can moderate replies"))]
        indexes = [
            models.Index(fields=["interview", "status", "exchange"], name="reply_of_interview"),
            _partial_index("exchange", "status", name="reply_of_exchange"),
            _partial_index("thread", "position", name="reply_in_thread"),
            _partial_index("parent", name="reply_to_reply"),
            _partial_index("invitation", name="reply_by_invitation"),
            _partial_index("promoted_exchange", name="reply_promoted_exchange"),
            _partial_index("asking_person", name="reply_asking_person"),
            models.Index(fields=["email", "written_at"], name="reply_by_address"),
            models.Index(fields=["network", "written_at"], name="reply_by_network"),
            models.Index(
                fields=["queued_at"], condition=Q(queued_at__isnull=False), name="reply_queue"
            ),
            models.Index(
                fields=["-featured_at"],
                condition=Q(featured_at__isnull=False),
                name="reply_featured_last",
            ),
            models.Index(
                fields=["-published_at"], condition=Q(status="published"), name="reply_newest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ReplyStatus.values), name="reply_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(queued_at__isnull=False),
                name="reply_that_is_held_is_in_the_queue",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(published_at__isnull=False, number__isnull=False, position__isnull=False),
                name="reply_that_is_published_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, thread=None)
                | Q(parent__isnull=False, thread__isnull=False),
                name="reply_to_a_reply_is_in_its_thread",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) & ~Q(thread=F("id")),
                name="reply_does_not_answer_itself",
            ),
            models.UniqueConstraint(
                fields=["interview", "number", "position"],
                condition=Q(number__isnull=False),
                name="replies_stand_in_one_order",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="reply_says_something"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(erased_at__isnull=False), name="reply_is_signed"
            ),
        ]

    def __str__(self):
        begins = Truncator(self.body).chars(60)
        name, begins = (isolated(in_one_line(each)) for each in (self.name, begins))
        return f"{name}: {begins}"

    def get_absolute_url(self):
        """The permalink: it redirects to the page that shows the reply at present."""
        return reverse("comments:permalink", args=[self.pk])

    @property
    def anchor(self):
        return f"reply-{self.pk}"

    @property
    def body_html(self):
        return prose.from_reader(self.body)

    @property
    def website_is_linkable(self):
        return is_web_address(self.website)

    @property
    def is_published(self):
        return self.status == ReplyStatus.PUBLISHED

    @property
    def answer_has_changed(self):
        """Whether the answer that the reply is about was edited since the reply was written."""
        if not self.exchange_digest or self.exchange.is_removed:
            return False
        return self.exchange_digest != get_exchange_digest(self.exchange)

    @property
    def badge(self):
        """The role of its author in the interview, by invitation and never by name; "" for none."""
        return self.invitation.get_role_display() if self.invitation_id else ""

    @property
    def names_in_thread(self):
        """The names of the other commenters in its thread."""
        root = self.root_id
        others = type(self).objects.published().filter(Q(pk=root) | Q(thread=root))
        others = others.exclude(pk=self.pk).exclude(email=self.email)
        return list(others.order_by().values_list("name", flat=True).distinct())

    @property
    def root_id(self):
        return self.thread_id or self.pk
