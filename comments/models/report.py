"""Report: a reader asks editors to look at a reply again."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.reply_queryset import BATCH_SIZE
from comments.moderation.screening import networks
from interviews.models.visibility import NO_ROWS

MAX_PER_HOUR = 20  # from one network


class ReportQuerySet(models.QuerySet):
    def is_flooded_from(self, network, now):
        """Whether a network has sent as many reports as it may send in an hour."""
        sent = self.filter(network=network, made_at__gt=now - timedelta(hours=1))
        return bool(network) and len(sent.values_list("pk")[:MAX_PER_HOUR]) == MAX_PER_HOUR

    def delete_networks(self):
        """Erase the network of old reports; return how many reports were changed."""
        old = self.filter(network__gt="", made_at__lt=timezone.now() - networks.NETWORK_RETENTION)
        some = list(old.order_by().values_list("pk", flat=True)[:BATCH_SIZE])
        return self.filter(pk__in=some).update(network="")


class Report(models.Model):
    reply = models.ForeignKey("comments.Reply", models.PROTECT, related_name="reports")
    why = models.CharField(_("why"), max_length=300, blank=True)
    network = models.CharField(max_length=50, blank=True, editable=False)
    made_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    readers_see = NO_ROWS
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["network", "made_at"], name="report_by_network")]
        constraints = [
            # A second report of the same reply from one network says nothing new.
            models.UniqueConstraint(
                fields=["reply", "network"], condition=~Q(network=""), name="reported_once_each"
            )
        ]

    def __str__(self):
        return self.why or str(_("without a reason"))
