"""Reply: what a reader writes under an interview, and what became of it."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models import Exchange, Interview

signer = Signer(salt="comments.reply")


class ReplyQuerySet(models.QuerySet):
    def published(self):
        """What readers see; of a published interview, which the page asked for already is."""
        return self.filter(status=Reply.Status.PUBLISHED)

    def awaiting_moderation(self):
        return self.filter(status=Reply.Status.HELD)

    def oldest_first(self):
        return self.order_by("written_at", "pk")

    def signed_as(self, signed):
        """The reply whose status page has this signed name; none for a forged one."""
        try:
            return self.filter(pk=signer.unsign(signed))
        except BadSignature:
            return self.none()


class Reply(models.Model):
    class Status(models.TextChoices):
        HELD = "held", _("held for an editor")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="replies")
    exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("about the answer"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("in answer to"),
    )
    name = models.CharField(_("name"), max_length=50)
    email = models.EmailField(_("email"), max_length=254)
    website = models.URLField(_("website"), max_length=200, blank=True)
    body = models.TextField(_("reply"), max_length=5000)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.HELD, editable=False
    )
    held_because = models.CharField(_("why it is held"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decline_reason = models.CharField(_("why it was declined"), max_length=500, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["-written_at"]
        indexes = [models.Index(fields=["interview", "status", "written_at"], name="reply_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["held", "published", "declined"]),
                name="reply_state_is_known",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="reply_says_something"),
            models.CheckConstraint(condition=~Q(name=""), name="reply_is_signed"),
        ]

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"

    def get_absolute_url(self):
        return f"{self.interview.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"reply-{self.pk}"

    @property
    def status_url(self):
        """The commenter's own page about it, under an address that cannot be guessed."""
        return reverse("comments:status", args=[signer.sign(self.pk)])

    @cached_property
    def body_html(self):
        return prose.from_reader(self.body, key=self.anchor)

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    def approve(self, by):
        """Show it under the interview."""
        self._decide(self.Status.PUBLISHED, by)

    def decline(self, by, reason=""):
        """Keep it from the page; its author reads the reason."""
        self._decide(self.Status.DECLINED, by, reason)

    @transaction.atomic
    def _decide(self, status, by, reason=""):
        self.status, self.decided_by, self.decided_at = status, by, timezone.now()
        self.decline_reason = reason
        self.save(update_fields=["status", "decided_by", "decided_at", "decline_reason"])
