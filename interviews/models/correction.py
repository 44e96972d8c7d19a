"""Correction: what was changed in an interview after publication, when, why and by whom."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.exchange import Exchange
from interviews.models.interview import Interview
from interviews.models.version import Version
from interviews.models.workflow import published_condition


class CorrectionQuerySet(models.QuerySet):
    def published(self):
        """Filter for published corrections, whatever the state of the interview."""
        return self.filter(published_at__isnull=False)

    def in_print(self):
        """Filter for published corrections of published interviews."""
        return self.published().filter(published_condition("interview__"))

    def noted(self):
        """Filter for corrections with a note; typing errors have none."""
        return self.exclude(note="")

    def findable(self):
        """Filter for the corrections that search finds: none about a removed exchange."""
        return self.in_print().noted().filter(exchange__removed_at=None)

    def for_reading(self):
        """Return the corrections for the interview's page, oldest first, with their exchanges."""
        return self.published().select_related("exchange").order_by("published_at", "pk")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")


class Correction(models.Model):
    """A published correction cannot be edited or deleted: triggers in the database refuse it."""

    class Kind(models.TextChoices):
        TYPO = "typo", _("typing error")
        CLARIFICATION = "clarification", _("clarification")
        CORRECTION = "correction", _("correction")
        RETRACTION = "retraction", _("retraction")
        UPDATE = "update", _("update")
        # Recorded for a change that was made past the desk; no editor chooses it.
        UNEXPLAINED = "unexplained", _("change without a note")

    ANNOUNCED = (Kind.CORRECTION, Kind.RETRACTION)
    WITHOUT_NOTE = (Kind.TYPO, Kind.UNEXPLAINED)

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="corrections")
    exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("exchange"),
        help_text=_("Leave blank for a correction of the whole interview."),
    )
    version = models.OneToOneField(
        Version, models.PROTECT, null=True, editable=False, related_name="correction"
    )  # the version with the changed words; None for a note about words that did not change
    kind = models.CharField(
        _("kind"),
        max_length=15,
        choices=Kind,
        default=Kind.CORRECTION,
        help_text=_("Corrections and retractions also stand at the top of the interview."),
    )
    note = models.TextField(
        _("what was changed"),
        blank=True,
        help_text=_("“An earlier version gave the month as April. The list came out in March.”"),
    )
    was = models.TextField(
        _("previous wording"),
        blank=True,
        help_text=_("Readers find it beside the correction."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    readers_see = "interview"
    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="corrections_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(note="") | models.Q(kind__in=["typo", "unexplained"]),
                name="correction_says_what_changed",
                violation_error_message=_("Tell readers in a sentence what was changed."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        *("typo", "clarification", "correction", "retraction", "update"),
                        "unexplained",
                    ]
                ),
                name="correction_kind_is_known",
            ),
        ]

    def __str__(self):
        return Truncator(self.note).chars(80) or self.get_kind_display()

    def clean(self):
        if self.exchange and self.exchange.interview_id != self.interview_id:
            raise ValidationError({"exchange": _("This exchange belongs to another interview.")})

    @property
    def anchor_url(self):
        """The URL of the correction on the interview's page."""
        return f"{self.interview.get_absolute_url()}#correction-{self.pk}"

    @property
    def note_html(self):
        return prose.inline_from_editor(self.note)

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def is_announced(self):
        """Whether the correction also stands at the top of the interview."""
        return self.kind in self.ANNOUNCED

    def publish(self, at=None):
        """Publish the correction. This cannot be undone."""
        if not self.is_published:
            self.published_at = at or timezone.now()
            self.save(update_fields=["published_at"])


CHOSEN_BY_EDITORS = [choice for choice in Correction.Kind.choices if choice[0] != "unexplained"]
