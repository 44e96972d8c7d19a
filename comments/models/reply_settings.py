"""ReplySettings: the replies to one interview as a whole, and who may still join in."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview


class Policy(models.TextChoices):
    OPEN = "open", _("open: what nothing speaks against appears at once")
    MODERATED = "moderated", _("moderated: an editor reads first, but for those known to us")
    CLOSED = "closed", _("closed: no new replies")

    @property
    def in_a_word(self):
        return IN_A_WORD[self]


IN_A_WORD = {Policy.OPEN: _("open"), Policy.MODERATED: _("moderated"), Policy.CLOSED: _("closed")}


class ReplySettingsQuerySet(models.QuerySet):
    def next_number(self, interview_id):
        """The next thread's number. Whoever asks at the same time waits for this transaction."""
        self.get_or_create(interview_id=interview_id)
        its = self.filter(interview_id=interview_id)
        its.update(last_number=F("last_number") + 1)
        return its.values_list("last_number", flat=True).get()

    def closing_ages(self):
        """The ages of an interview (timedeltas) at which replies are closed, here or there."""
        days = self.filter(close_after__gt=0).order_by().values_list("close_after")
        rules = apps.get_model("comments", "ModerationRules").objects.filter(close_after__gt=0)
        days = days.union(rules.values_list("close_after"))
        return [timedelta(days=each) for (each,) in days]

    def of_their_own(self):
        """Those for which an editor decided otherwise than for the site."""
        return self.exclude(policy="", close_after=None)

    def decide(self, interview, policy, close_after):
        """Let this hold for the replies to an interview; blank and None: as everywhere."""
        decided = {"policy": policy, "close_after": close_after}
        # Only these: the number of threads may have grown since the form was opened.
        return self.update_or_create(interview=interview, defaults=decided)[0]


class ReplySettings(models.Model):
    """What an editor decided for this interview; blank is what holds for all."""

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="reply_settings"
    )
    policy = models.CharField(
        _("replies"),
        max_length=10,
        choices=Policy,
        blank=True,
        help_text=_("Blank: as everywhere on this site."),
    )
    close_after = models.PositiveSmallIntegerField(
        _("closed after (days)"),
        null=True,
        blank=True,
        help_text=_("Counted from publication. 0: never. Blank: as everywhere on this site."),
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)

    readers_see = "interview"
    objects = ReplySettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("replies to an interview")
        verbose_name_plural = _("replies by interview")
        ordering = ["-interview__published_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(policy__in=["", *Policy.values]),
                name="reply_settings_policy_is_known",
            )
        ]

    def __str__(self):
        return str(self.interview)


def policy_for(interview, rules):
    """What holds for replies to this interview now: its own policy, or the site's.

    Asks the database once, unless `reply_settings` is at hand; closed once its days are over.
    """
    its = _its(interview)
    closes_at = _closing(its, interview, rules)
    if closes_at and timezone.now() >= closes_at:
        return Policy.CLOSED
    return Policy(its.policy or rules.policy)


def closing_of(interview, rules):
    """When its days are over; None if they never are, or have not begun."""
    return _closing(_its(interview), interview, rules)


def _closing(its, interview, rules):
    days = rules.close_after if its.close_after is None else its.close_after
    if days and interview.published_at:
        return interview.published_at + timedelta(days=days)
    return None


def _its(interview):
    """What was decided for it, or that nothing was."""
    return getattr(interview, "reply_settings", None) or ReplySettings()
