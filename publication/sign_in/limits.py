"""Limits on wrong passwords, and how long a client has to wait.

A limit counts failed sign-ins. A client that has reached it waits until fewer failures lie within
the limit's minutes. The first limit slows a guesser down, the second locks them out for at most a
quarter of an hour after the last guess. Attempts meanwhile are refused and not counted, so they do
not prolong the wait.

SHARED_LIMITS, of a network or of an account from all networks, do not apply to a client that has
recently signed in to the account from the same network. So strangers cannot lock out an editor.
"""

from dataclasses import dataclass
from datetime import timedelta

from axes.models import AccessFailureLog, AccessLog
from django.utils import timezone


@dataclass(frozen=True)
class Limit:
    by: tuple  # fields of AccessFailureLog by which failures are counted
    failures: int
    minutes: int

    def get_end(self, client):
        """Return when a client that has reached this limit may try again; None if it may now."""
        duration = timedelta(minutes=self.minutes)
        failed = AccessFailureLog.objects.filter(
            **{field: client[field] for field in self.by},
            attempt_time__gt=timezone.now() - duration,
        ).order_by("-attempt_time")
        times = list(failed.values_list("attempt_time", flat=True)[: self.failures])
        return times[-1] + duration if len(times) == self.failures else None


CLIENT_LIMITS = [
    Limit(("username", "ip_address"), failures=5, minutes=1),
    Limit(("username", "ip_address"), failures=10, minutes=15),
]
SHARED_LIMITS = [
    Limit(("ip_address",), failures=50, minutes=15),
    Limit(("username",), failures=100, minutes=15),
]


def locked_until(client):
    """Return when a client may try again; None if it may now.

    `client` is a dictionary with "username" and "ip_address".
    """
    limits = CLIENT_LIMITS if _is_known(client) else CLIENT_LIMITS + SHARED_LIMITS
    ends = [limit.get_end(client) for limit in limits]
    return max(filter(None, ends), default=None)


def _is_known(client):
    """Return whether the record has a sign-in to this account from this network."""
    return client["ip_address"] is not None and AccessLog.objects.filter(**client).exists()
