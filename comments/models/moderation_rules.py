"""ModerationRules: what holds for all replies; one row, which editors write."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.reply_settings import Policy
from comments.moderation.screening import lists
from interviews.models.visibility import ALL_ROWS

PAUSE = timedelta(hours=1)  # between two mails to the moderators
# {the field of a list: what yields a sentence for each entry of it that will not do}
LISTS = {
    "blocked_words": lists.faults_of_words,
    "suspect_words": lists.faults_of_words,
    "blocked_addresses": lists.faults_of_addresses,
    "blocked_networks": lists.faults_of_networks,
    "protected_names": lists.faults_of_names,
}


class ModerationRulesQuerySet(models.QuerySet):
    def in_force(self):
        """The rules; where somebody emptied the table, those of a new site."""
        return self.filter(pk=ModerationRules.ONLY).first() or ModerationRules(
            pk=ModerationRules.ONLY
        )

    def may_tell_of(self, oldest):
        """Whether to tell moderators of a queue whose oldest reply came in then (a datetime).

        What they were told of they have seen, so only a queue that was empty since counts as
        filled. Of any number of machines that ask, one hears True, which counts as told.
        """
        self.get_or_create(pk=ModerationRules.ONLY)
        now = timezone.now()
        news = Q(moderators_told_at__lt=oldest, moderators_told_at__lte=now - PAUSE)
        untold = self.filter(Q(moderators_told_at=None) | news, pk=ModerationRules.ONLY)
        return bool(untold.update(moderators_told_at=now))


class ModerationRules(models.Model):
    ONLY = 1

    policy = models.CharField(_("replies"), max_length=10, choices=Policy, default=Policy.MODERATED)
    close_after = models.PositiveSmallIntegerField(
        _("closed after (days)"),
        default=0,
        help_text=_("Counted from an interview’s publication. 0: never."),
    )
    blocked_words = models.TextField(
        _("blocked words"),
        blank=True,
        help_text=_("A reply that has one is declined. An entry may end in * for any ending."),
    )
    suspect_words = models.TextField(
        _("suspect words"), blank=True, help_text=_("A reply that has one is held.")
    )
    blocked_addresses = models.TextField(
        _("blocked addresses"),
        blank=True,
        help_text=_("somebody@example.com, or @example.com for everybody there."),
    )
    blocked_networks = models.TextField(
        _("blocked networks"), blank=True, help_text=_("203.0.113.0/24, or 2001:db8:1::/48.")
    )
    protected_names = models.TextField(
        _("protected names"),
        blank=True,
        help_text=_("Besides those of editors and of the people in the interview."),
    )
    moderators_told_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    readers_see = ALL_ROWS
    objects = ModerationRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="house_rules_are_one_row"),
            models.CheckConstraint(
                condition=Q(policy__in=Policy.values), name="house_policy_is_known"
            ),
        ]

    def __str__(self):
        return str(_("House rules for replies"))

    def clean(self):
        faults = {name: list(faults_of(getattr(self, name))) for name, faults_of in LISTS.items()}
        if any(faults.values()):
            raise ValidationError({name: found for name, found in faults.items() if found})
