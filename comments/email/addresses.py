"""Mail addresses: the one form in which they are stored, compared, counted and signed.

Of the domain it is what mail servers are asked for (IDNA 2008 by way of UTS #46): lower case,
ASCII, no dot at the end. What stands before the @ is in lower case too: RFC 5321 lets a server
tell `Olu@` from `olu@`, and none that people use does.
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

# Wide letters are typed by mistake on a Japanese keyboard; what nobody sees comes with a copy.
TYPED = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | dict.fromkeys(INVISIBLE)
NEEDLESSLY_QUOTED = re.compile(
    r'"([a-z0-9!#$%&\'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&\'*+/=?^_`{|}~-]+)*)"'
)
NOT_ASCII = _(
    "We can’t send mail to this address: only the letters a to z, digits and signs such as "
    ". _ + - can stand before the @."
)
NO_DOMAIN = _("We can’t send mail to this address: what stands behind the @ is no domain.")


def normal_address(text):
    """The address in its one form; what is no address comes back as well as can be."""
    text = text.translate(TYPED).strip()
    name, at, domain = text.rpartition("@")
    if name.isascii():  # elsewhere a small letter may be that of another name: K is a k, too
        name = NEEDLESSLY_QUOTED.sub(r"\1", name.lower())
    return f"{name}{at}{normal_domain(domain)}" if at else text


def normal_domain(domain):
    """The domain as mail servers are asked for it; one that is none in lower case."""
    if domain.isascii() and "xn--" not in domain.lower():
        return domain.lower().removesuffix(".")
    try:
        return idna.encode(domain, uts46=True).decode().removesuffix(".")
    except idna.IDNAError:
        return domain.lower().removesuffix(".")


def readable(address):
    """The address with its domain in its own letters, for people to read."""
    name, at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return name + at + idna.decode(domain, display=True)
    except idna.IDNAError:
        return address


def mailbox_of(address):
    """The address without its tag: mail to olu+news@example.org goes to olu@example.org."""
    name, at, domain = normal_address(address).rpartition("@")
    return f"{name.partition('+')[0] or name}{at}{domain}"


def validate_address(address):
    """Refuses an address in its normal form that mail cannot be sent to."""
    name, _at, domain = address.rpartition("@")
    if not name.isascii():
        raise ValidationError(NOT_ASCII, code="invalid")
    if not domain.isascii():
        raise ValidationError(NO_DOMAIN, code="invalid")
    validate_email(address)


def is_address(address):
    """Whether mail can be sent to an address in its normal form."""
    try:
        validate_address(address)
    except ValidationError:
        return False
    return True


class EmailAddressFormField(forms.EmailField):
    """A mail address as anybody types it; its value is in the normal form."""

    default_validators = [validate_address]

    def to_python(self, value):
        return normal_address(super().to_python(value))


class EmailAddressField(NormalizedField, models.EmailField):
    """A mail address."""

    normal = staticmethod(normal_address)
    default_validators = [validate_address]

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": EmailAddressFormField} | kwargs))
