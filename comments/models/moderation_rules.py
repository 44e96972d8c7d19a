"""ModerationRules: rules for all replies, in one row that editors change."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.reply_settings import Policy
from comments.moderation.screening import lists
from interviews.models.visibility import ALL_ROWS

NOTIFICATION_INTERVAL = timedelta(hours=1)  # between two emails to the moderators
# {field of a list: function that yields an error message for each invalid entry}
LISTS = {
    "blocked_words": lists.check_words,
    "suspect_words": lists.check_words,
    "blocked_addresses": lists.check_addresses,
    "blocked_networks": lists.check_networks,
    "protected_names": lists.check_names,
}


class ModerationRulesQuerySet(models.QuerySet):
    def current(self):
        """The row with the rules; default rules if somebody has emptied the table."""
        return self.filter(pk=ModerationRules.SINGLETON_PK).first() or ModerationRules(
            pk=ModerationRules.SINGLETON_PK
        )

    def claim_notification(self, oldest):
        """Return whether to email moderators about a queue, and count it as done if so.

        `oldest` is when the oldest reply was queued (a datetime). Moderators are emailed only if
        the queue was empty since the last email. If several machines ask, one of them gets True.
        """
        self.get_or_create(pk=ModerationRules.SINGLETON_PK)
        now = timezone.now()
        is_due = Q(
            moderators_notified_at__lt=oldest,
            moderators_notified_at__lte=now - NOTIFICATION_INTERVAL,
        )
        unnotified = self.filter(
            Q(moderators_notified_at=None) | is_due, pk=ModerationRules.SINGLETON_PK
        )
        return bool(unnotified.update(moderators_notified_at=now))


class ModerationRules(models.Model):
    SINGLETON_PK = 1

    policy = models.CharField(_("replies"), max_length=10, choices=Policy, default=Policy.MODERATED)
    close_after = models.PositiveSmallIntegerField(
        _("closed after (days)"),
        default=0,
        help_text=_("Counted from an interview’s publication. 0: never."),
    )
    blocked_words = models.TextField(
        _("blocked words"),
        blank=True,
        help_text=_("A reply that contains one is declined. An entry may end in * for any ending."),
    )
    suspect_words = models.TextField(
        _("suspect words"), blank=True, help_text=_("A reply that contains one is held.")
    )
    blocked_addresses = models.TextField(
        _("blocked addresses"),
        blank=True,
        help_text=_("name@example.com, or @example.com for all addresses there."),
    )
    blocked_networks = models.TextField(
        _("blocked networks"), blank=True, help_text=_("203.0.113.0/24, or 2001:db8:1::/48.")
    )
    protected_names = models.TextField(
        _("protected names"),
        blank=True,
        help_text=_("In addition to the names of editors and of the people in the interview."),
    )
    moderators_notified_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    readers_see = ALL_ROWS
    objects = ModerationRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation rules")
        verbose_name_plural = _("moderation rules")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="moderation_rules_are_one_row"),
            models.CheckConstraint(
                condition=Q(policy__in=Policy.values), name="moderation_rules_policy_is_known"
            ),
        ]

    def __str__(self):
        return str(_("Moderation rules"))

    def clean(self):
        faults = {name: list(faults_of(getattr(self, name))) for name, faults_of in LISTS.items()}
        if any(faults.values()):
            raise ValidationError({name: found for name, found in faults.items() if found})
