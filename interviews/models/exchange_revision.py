"""ExchangeRevision: the content of an exchange in versions of its interview."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview


class ExchangeRevision(models.Model):
    """Never changed. It names the exchange by its key, since a draft's exchange can be deleted."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="exchange_revisions", editable=False
    )
    key = models.CharField(_("key"), max_length=8, editable=False)
    content = models.JSONField(_("content"), editable=False)  # see interviews.models.content

    readers_see = "interview"

    class Meta:
        verbose_name = _("revision of an exchange")
        verbose_name_plural = _("revisions of exchanges")
        ordering = ["pk"]
        indexes = [models.Index(fields=["key"], name="exchange_revisions_by_key")]

    def __str__(self):
        return f"{self.key} ({self.pk})"
