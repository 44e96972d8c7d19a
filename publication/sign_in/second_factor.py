"""The second factor of an account: codes of an authenticator app (TOTP), and recovery codes.

django-otp has the models. It accepts no code twice, and makes each wrong code of an account wait
twice as long as the one before. Its key stands in the database as it is, since the server must
compute the same codes. Recovery codes are stored as hashes.

A user who is signed in has given the code already: the sign-in page signs nobody in before.
"""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.models import QueuedEmail
from interviews.models.audit_entry import AuditAction, AuditEntry
from publication.sign_in import emails

RECOVERY_CODES = 10
CODE_LENGTH = 10  # letters and digits of a recovery code: 49 bits
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
STORED_LENGTH = 16  # characters of the hash, as many as django-otp's field holds


def get_device(user):
    """Return the TOTPDevice by which a user signs in; None if the user has no second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def get_new_device(user):
    """Return the device that a user sets up and has not confirmed yet."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name="app")


@transaction.atomic
def confirm_device(device, code):
    """Make a new device the second factor if the code is right; return its recovery codes.

    Returns None if the code is wrong.
    """
    if not verify_token(device.user, device.persistent_id, code):
        return None
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    codes = replace_recovery_codes(device.user)
    record(device.user, _("second factor set up"), by=device.user)
    return codes


@transaction.atomic
def replace_recovery_codes(user):
    """Return ten new recovery codes; those before are no longer valid."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [draw_code() for _each in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=hash_code(code, settings.SECRET_KEY)) for code in codes
    )
    record(user, _("recovery codes replaced"), by=user)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def draw_code():
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


def count_recovery_codes(user):
    return StaticToken.objects.filter(device__user=user).count()


def verify_code(user, code):
    """Whether a code of the app, or a recovery code, is right. A right code is used up."""
    code = "".join(code.split()).replace("-", "").lower()
    if len(code) == CODE_LENGTH:
        device, token = StaticDevice.objects.filter(user=user).first(), find_token(user, code)
    else:
        device, token = get_device(user), code
    return device is not None and verify_token(user, device.persistent_id, token) is not None


def find_token(user, code):
    """Return the stored hash of a recovery code, which former secret keys may have made."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    hashes = [hash_code(code, key) for key in keys]
    stored = StaticToken.objects.filter(device__user=user, token__in=hashes).first()
    return stored.token if stored else hashes[0]


def hash_code(code, key):
    digest = salted_hmac("publication.sign_in.recovery", code, key, algorithm="sha256")
    return digest.hexdigest()[:STORED_LENGTH]


def get_wait(user):
    """Return the seconds until a code of this user may be tried again; 0 if it may now."""
    devices = [get_device(user), StaticDevice.objects.filter(user=user).first()]
    return max((get_wait_of(device) for device in devices if device), default=0)


def get_wait_of(device):
    allowed, why = device.verify_is_allowed()
    if allowed:
        return 0
    return max(1, round((why["locked_until"] - timezone.now()).total_seconds()))


@transaction.atomic
def remove_second_factor(user, *, by=None):
    """Take the second factor away; return whether there was one. Tell the user by email.

    Args:
        by: the user who does it; None stands for the command on the server.
    """
    had_one = get_device(user) is not None
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if had_one:
        record(user, _("second factor removed"), by=by)
    if had_one and by != user and user.email:
        QueuedEmail.objects.enqueue(**emails.second_factor_removed(user, by))
    return had_one


def record(user, change, by):
    """Record in the audit trail what happened to the second factor of a user."""
    AuditEntry.objects.record(AuditAction.CHANGED, by=by, about=user, fields=[change])
