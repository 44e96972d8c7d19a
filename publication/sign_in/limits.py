"""How often passwords may be guessed, and how long a further guess has to wait.

A limit counts failed sign-ins, and lasts until fewer of them lie within its minutes. So the first
limit slows a guesser and the second locks; neither lasts longer than a quarter of an hour after
the last guess. Attempts while a limit lasts are refused and not counted: they prolong nothing.

The limits of a network, or of an account from anywhere, are not for people who have lately signed
in to that account from that network. So strangers elsewhere cannot keep an editor out.
"""

from dataclasses import dataclass
from datetime import timedelta

from axes.models import AccessFailureLog, AccessLog
from django.utils import timezone


@dataclass(frozen=True)
class Limit:
    by: tuple  # fields of AccessFailureLog that the counted failures share
    failures: int
    minutes: int

    def lasts_until(self, client):
        """When a client that has reached this limit may try again; None if it may now."""
        lasting = timedelta(minutes=self.minutes)
        failed = AccessFailureLog.objects.filter(
            **{field: client[field] for field in self.by},
            attempt_time__gt=timezone.now() - lasting,
        ).order_by("-attempt_time")
        times = list(failed.values_list("attempt_time", flat=True)[: self.failures])
        return times[-1] + lasting if len(times) == self.failures else None


OF_A_CLIENT = [
    Limit(("username", "ip_address"), failures=5, minutes=1),
    Limit(("username", "ip_address"), failures=10, minutes=15),
]
OF_STRANGERS = [
    Limit(("ip_address",), failures=50, minutes=15),
    Limit(("username",), failures=100, minutes=15),
]


def locked_until(client):
    """When a client, {"username", "ip_address"}, may try again; None if it may now."""
    limits = OF_A_CLIENT if _is_known(client) else OF_A_CLIENT + OF_STRANGERS
    ends = [limit.lasts_until(client) for limit in limits]
    return max(filter(None, ends), default=None)


def _is_known(client):
    """Whether somebody signed in to the account from the network, as long as that is kept."""
    return client["ip_address"] is not None and AccessLog.objects.filter(**client).exists()
