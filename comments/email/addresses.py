"""Email addresses: the normal form in which they are stored, compared, counted and signed.

The domain is in the form that mail servers use (IDNA 2008 by way of UTS #46): lower case, ASCII,
no dot at the end. The part before the @ is in lower case too. RFC 5321 lets a server distinguish
`Olu@` from `olu@`, but no common server does.
"""

import re

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.fields import NormalizedField
from interviews.prose.invisible_characters import INVISIBLE

# Japanese keyboards can type wide letters by mistake; invisible characters come with copied text.
TYPED = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | dict.fromkeys(INVISIBLE)
NEEDLESSLY_QUOTED = re.compile(
    r'"([a-z0-9!#$%&\'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&\'*+/=?^_`{|}~-]+)*)"'
)
NOT_ASCII = _(
    "We can’t send email to this address: only the letters a to z, digits and signs such as "
    ". _ + - can come before the @."
)
NO_DOMAIN = _("We can’t send email to this address: the part after the @ isn’t a domain.")
DOTS_AT_END = re.compile(r"[\s.]+\Z")


def normalize_address(text):
    """The address in its normal form. Invalid text is normalized as far as possible."""
    text = text.translate(TYPED).strip()
    name, at, domain = text.rpartition("@")
    if name.isascii():  # beyond ASCII, lower case may change the name: the Kelvin sign K becomes k
        name = NEEDLESSLY_QUOTED.sub(r"\1", name.lower())
    return f"{name}{at}{normalize_domain(domain)}" if at else text


def normalize_domain(domain):
    """The domain as mail servers use it; an invalid one in lower case."""
    domain = DOTS_AT_END.sub("", domain)
    if domain.isascii() and "xn--" not in domain.lower():
        return domain.lower()
    try:
        return DOTS_AT_END.sub("", idna.encode(domain, uts46=True).decode())
    except idna.IDNAError:
        return domain.lower()


def readable(address):
    """The address with an internationalised domain in its own script, for display."""
    name, at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return name + at + idna.decode(domain, display=True)
    except idna.IDNAError:
        return address


def get_mailbox(address):
    """The address without its tag: mail to olu+news@example.org goes to olu@example.org."""
    name, at, domain = normalize_address(address).rpartition("@")
    return f"{name.partition('+')[0] or name}{at}{domain}"


def validate_address(address):
    """Raise ValidationError if no email can be sent to an address in its normal form."""
    name, _at, domain = address.rpartition("@")
    if not name.isascii():
        raise ValidationError(NOT_ASCII, code="invalid")
    if not domain.isascii():
        raise ValidationError(NO_DOMAIN, code="invalid")
    validate_email(address)


def is_address(address):
    """Whether email can be sent to an address in its normal form."""
    try:
        validate_address(address)
    except ValidationError:
        return False
    return True


class EmailAddressFormField(forms.EmailField):
    """A form field for an email address; its value is in the normal form."""

    default_validators = [validate_address]

    def to_python(self, value):
        return normalize_address(super().to_python(value))


class EmailAddressField(NormalizedField, models.EmailField):
    """A model field for an email address in its normal form."""

    normal = staticmethod(normalize_address)
    default_validators = [validate_address]

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": EmailAddressFormField} | kwargs))
