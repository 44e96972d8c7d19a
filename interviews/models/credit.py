"""Credit: what a person did in an interview."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview


class Role(models.TextChoices):
    SUBJECT = "subject", _("interviewee")
    INTERVIEWER = "interviewer", _("interviewer")
    PHOTOGRAPHER = "photographer", _("photographs")
    ILLUSTRATOR = "illustrator", _("illustrations")
    TRANSLATOR = "translator", _("translation")
    TRANSCRIBER = "transcriber", _("transcript")
    EDITOR = "editor", _("edited by")


class Credit(models.Model):
    Role = Role

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        "interviews.Person", models.PROTECT, related_name="credits", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SUBJECT)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    readers_see = "interview"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "person", "role"],
                name="credited_once_in_a_role",
                violation_error_message=_("This person already has this role."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="credit_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"
