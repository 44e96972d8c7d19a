"""ExchangeRevision: the texts of an exchange before a change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.exchange import Exchange

TEXT_FIELDS = ["question", "answer"]


class ExchangeRevisionQuerySet(models.QuerySet):
    def texts_at(self, moment):
        """Return {key of an exchange: its revision at that moment}; unchanged ones are left out."""
        # The latest first: of several revisions, the one replaced first after the moment remains.
        later = self.filter(replaced_at__gt=moment).order_by("-replaced_at", "-pk")
        return {wording.exchange_id: wording for wording in later}


class ExchangeRevision(models.Model):
    """Former texts of an exchange. Triggers write it (see interviews.history.revisions)."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="revisions")
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    replaced_at = models.DateTimeField(_("replaced"))

    readers_see = "exchange"
    objects = ExchangeRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("former wording")
        verbose_name_plural = _("former wordings")
        ordering = ["exchange_id", "replaced_at", "pk"]

    def __str__(self):
        return f"{self.exchange_id}, {self.replaced_at:%Y-%m-%d %H:%M}"

    @property
    def replaced_text(self):
        """The texts of the revision that differ from the present ones."""
        names = [
            name for name in TEXT_FIELDS if getattr(self, name) != getattr(self.exchange, name)
        ]
        return "\n\n".join(getattr(self, name) for name in names)

    @property
    def precedes_exchange(self):
        """Whether the revision is blank, because the exchange did not exist before."""
        return not (self.question or self.answer)
