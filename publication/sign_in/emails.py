"""The emails to staff about their accounts; they wait in the outbox as all emails do.

Each function returns the arguments of `QueuedEmail.objects.enqueue`. Links are on the publication's
own address, never on the host of a request, which a stranger could forge.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from comments.email.messages import build_email
from interviews.exports.absolute_urls import absolute_url
from interviews.names import get_user_name


def staff_invitation(account, by):
    """Invite somebody to the desk. `by`: the user who invites, or None."""
    words = about(account) | {"by": get_user_name(by) if by else ""}
    return build_email("staff_invitation", account.email, words)


def password_reset(account):
    """Send the link to a new password."""
    return build_email("password_reset", account.email, about(account))


def second_factor_removed(account, by):
    """Tell somebody that the second factor of their account was taken away.

    `by`: the user who did it; None: the command of the server.
    """
    words = {"username": account.get_username(), "by": get_user_name(by) if by else ""}
    words["address"] = absolute_url(reverse("second_factor"))
    return build_email("factor_removed", account.email, words)


def about(account):
    """Return what an email says about an account, with a link by which it gets a password.

    The link works once, since a new password makes it invalid.
    """
    key = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("choose_password", args=[key, default_token_generator.make_token(account)])
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return {"username": account.get_username(), "address": absolute_url(path), "until": until}
