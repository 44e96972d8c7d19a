"""ReplySettings: who may reply to one interview, and until when."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview


class Policy(models.TextChoices):
    OPEN = "open", _("open: replies appear straight away unless they need a check")
    MODERATED = (
        "moderated",
        _("moderated: an editor reviews replies first, except from known commenters"),
    )
    CLOSED = "closed", _("closed: no new replies")

    @property
    def short_label(self):
        return SHORT_LABELS[self]


SHORT_LABELS = {
    Policy.OPEN: _("open"),
    Policy.MODERATED: _("moderated"),
    Policy.CLOSED: _("closed"),
}


class ReplySettingsQuerySet(models.QuerySet):
    def take_thread_number(self, interview_id):
        """Return the next thread number. Other transactions wait until this one ends."""
        self.get_or_create(interview_id=interview_id)
        row = self.filter(interview_id=interview_id)
        row.update(last_thread_number=F("last_thread_number") + 1)
        return row.values_list("last_thread_number", flat=True).get()

    def closing_ages(self):
        """The ages (timedeltas) at which replies to any interview are closed."""
        days = self.filter(close_after__gt=0).order_by().values_list("close_after")
        rules = apps.get_model("comments", "ModerationRules").objects.filter(close_after__gt=0)
        days = days.union(rules.values_list("close_after"))
        return [timedelta(days=each) for (each,) in days]

    def customized(self):
        """Settings that differ from the site's."""
        return self.exclude(policy="", close_after=None)

    def set_for(self, interview, policy, close_after):
        """Set policy and days for an interview; "" and None stand for the site's settings."""
        values = {"policy": policy, "close_after": close_after}
        # Not `last_thread_number`, which may have grown since the form was opened.
        return self.update_or_create(interview=interview, defaults=values)[0]


class ReplySettings(models.Model):
    """Settings of one interview; a blank field means the setting of the site."""

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="reply_settings"
    )
    policy = models.CharField(
        _("replies"),
        max_length=10,
        choices=Policy,
        blank=True,
        help_text=_("Blank: site setting."),
    )
    close_after = models.PositiveSmallIntegerField(
        _("closed after (days)"),
        null=True,
        blank=True,
        help_text=_("Counted from publication. 0: never. Blank: site setting."),
    )
    last_thread_number = models.PositiveIntegerField(default=0, editable=False)

    readers_see = "interview"
    objects = ReplySettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply settings of an interview")
        verbose_name_plural = _("reply settings by interview")
        ordering = ["-interview__published_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(policy__in=["", *Policy.values]),
                name="reply_settings_policy_is_known",
            )
        ]

    def __str__(self):
        return str(self.interview)


def get_policy(interview, rules):
    """The policy for replies to an interview now: its own, the site's, or closed by age.

    One query, unless `interview.reply_settings` is loaded.
    """
    own = _get_settings(interview)
    closes_at = _closing(own, interview, rules)
    if closes_at and timezone.now() >= closes_at:
        return Policy.CLOSED
    return Policy(own.policy or rules.policy)


def get_closing_time(interview, rules):
    """When replies close; None if they never do, or the interview is not published."""
    return _closing(_get_settings(interview), interview, rules)


def _closing(own, interview, rules):
    days = rules.close_after if own.close_after is None else own.close_after
    if days and interview.published_at:
        return interview.published_at + timedelta(days=days)
    return None


def _get_settings(interview):
    """The settings of the interview, or blank ones."""
    return getattr(interview, "reply_settings", None) or ReplySettings()
