"""The handler for django-axes, which records sign-ins: account, time and network, for 30 days.

django-axes has the tables and calls `SignInHandler` before and after it checks a password. Its own
handler would also record IP addresses, browsers and the submitted form; ours does not.
"""

import logging

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comments import same_origin
from comments.moderation.screening.networks import UNKNOWN
from interviews.models.audit_entry import AuditAction, AuditEntry
from publication.sign_in import sessions
from publication.sign_in.limits import locked_until

logger = logging.getLogger(__name__)

RETENTION_DAYS = 30  # for which sign-ins are recorded
UNKNOWN_ACCOUNT = "no account: "  # begins the recorded name of an account that does not exist


def get_account(request, credentials):
    """Return the name of the account that somebody wants to sign in to.

    An unknown name may be a password in the wrong field, so a hash of it is returned.
    """
    name = (credentials or {}).get("username") or ""
    if get_user_model().objects.filter(username=name).exists():
        return name
    digest = salted_hmac("publication.sign_in", name, algorithm="sha256").hexdigest()[:12]
    return UNKNOWN_ACCOUNT + digest


def get_network(request):
    """Return the first address of the client's network; None if the network is unknown."""
    network = same_origin.get_network(request)
    return None if network == UNKNOWN else network.partition("/")[0]


def delete_old_sign_ins():
    """Delete records that are older than RETENTION_DAYS; return their number."""
    failures = AxesProxyHandler.reset_failure_logs(age_days=RETENTION_DAYS)
    return failures + AxesProxyHandler.reset_logs(age_days=RETENTION_DAYS)


class SignInHandler(AxesDatabaseHandler):
    """Records each sign-in, and refuses clients that have reached a limit."""

    def is_locked(self, request, credentials=None):
        request.locked_until = locked_until(get_client(request, credentials))
        return request.locked_until is not None

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        # Refused attempts are not recorded, or guessers would fill the database.
        if request is None or request.axes_locked_out:
            return
        client = get_client(request, credentials)
        with transaction.atomic():
            failure = AccessFailureLog.objects.create(**client)
            request.locked_until = locked_until(client)
            if request.locked_until:
                request.axes_locked_out = failure.locked_out = True
                failure.save(update_fields=["locked_out"])
            _record_failure(client["username"], failure.locked_out)
        if request.axes_locked_out:
            message = (
                "Too many wrong passwords: %s, from the network of %s, is locked out until %s."
            )
            logger.warning(
                message, *client.values(), request.locked_until.isoformat("T", "seconds")
            )

    def user_logged_in(self, sender, request, user, **kwargs):
        AccessLog.objects.create(username=user.get_username(), ip_address=request.axes_ip_address)
        AuditEntry.objects.record(AuditAction.SIGNED_IN, by=user, about=user)
        sessions.begin(request)

    def user_logged_out(self, sender, request, user, **kwargs):
        """Record in the audit trail that somebody signed out."""
        if user:
            AuditEntry.objects.record(AuditAction.SIGNED_OUT, by=user, about=user)


def _record_failure(account, locked_out):
    """Record a wrong password in the audit trail, with the account if there is one."""
    user = get_user_model().objects.filter(username=account).first()
    told = {"about": user} if user else {"name": _("no account with this name")}
    AuditEntry.objects.record(AuditAction.FAILED, locked_out=locked_out, **told)


def get_client(request, credentials):
    """Return {"username", "ip_address"}, as the fields of django-axes are called."""
    account = get_account(request, credentials)
    return {"username": account, "ip_address": request.axes_ip_address}
