"""The record of sign-ins: which account, when, from which network. It is kept for 30 days.

django-axes has the tables, and calls `SignInHandler` before and after a password is looked at. By itself
it would also keep addresses, browsers and what was sent; here they are not kept.
"""

import logging

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import salted_hmac

from comments import same_origin
from comments.moderation.screening.networks import UNKNOWN
from publication.sign_in.limits import locked_until

logger = logging.getLogger(__name__)

DAYS = 30  # for which sign-ins are kept
NOBODY = "no account: "  # how the record calls names that are no account's


def account_of(request, credentials):
    """The account that somebody wants to sign in to.

    A name that is no account's may be a password in the wrong field. It is recorded as a check sum.
    """
    name = (credentials or {}).get("username") or ""
    if get_user_model().objects.filter(username=name).exists():
        return name
    return NOBODY + salted_hmac("publication.sign_in", name, algorithm="sha256").hexdigest()[:12]


def network_of(request):
    """The first address of the client's network; None if the network is not known."""
    network = same_origin.network_of(request)
    return None if network == UNKNOWN else network.partition("/")[0]


def forget_sign_ins():
    """Delete what is older than `DAYS`."""
    old = {"age_days": DAYS}
    return AxesProxyHandler.reset_failure_logs(**old) + AxesProxyHandler.reset_logs(**old)


class SignInHandler(AxesDatabaseHandler):
    """Writes a row for each sign-in, and refuses clients that have reached a limit."""

    def is_locked(self, request, credentials=None):
        request.locked_until = locked_until(client_of(request, credentials))
        return request.locked_until is not None

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        # What is refused is not recorded, or guessers would fill the database.
        if request is None or request.axes_locked_out:
            return
        client = client_of(request, credentials)
        with transaction.atomic():
            failure = AccessFailureLog.objects.create(**client)
            request.locked_until = locked_until(client)
            if request.locked_until:
                request.axes_locked_out = failure.locked_out = True
                failure.save(update_fields=["locked_out"])
        if request.axes_locked_out:
            what = "Passwords are being guessed: %s, from the network of %s, has to wait until %s."
            logger.warning(what, *client.values(), request.locked_until.isoformat("T", "seconds"))

    def user_logged_in(self, sender, request, user, **kwargs):
        AccessLog.objects.create(username=user.get_username(), ip_address=request.axes_ip_address)

    def user_logged_out(self, sender, request, user, **kwargs):
        """When somebody leaves is not recorded."""


def client_of(request, credentials):
    account = account_of(request, credentials)
    return {"username": account, "ip_address": request.axes_ip_address}
