"""StateChange: who changed the state of an interview, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview


class StateChange(models.Model):
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="state_changes")
    status = models.CharField(_("became"), max_length=10, choices=Interview.Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # commands act for no user
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("why"), max_length=500, blank=True)

    readers_see = "interview"

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("history of states")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.interview}: {self.get_status_display()}"
