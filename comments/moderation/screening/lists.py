"""Validation of the editors’ lists, which have one entry per line.

An entry that would match every reply, or none, is refused with its line number, since ignoring it
silently would look as if it worked. Each function yields an error message for each such entry.
"""

import ipaddress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.email.addresses import normalize_address, validate_address
from comments.moderation.screening.alphabets import plain
from interviews.templatetags.typography import spell_number

FEWEST_LETTERS = 2  # of a word: “a” is in every English reply, and “*” matches all
WIDEST = 8  # bits of a network prefix: 10.0.0.0/8


def check_words(text):
    for line, entry in _entries(text):
        if len(plain(entry).replace(" ", "")) < FEWEST_LETTERS:
            yield _(
                "Line %(line)s: “%(entry)s” would be found in almost any reply, or in none. "
                "An entry has at least %(fewest)s letters or digits."
            ) % {"line": line, "entry": entry, "fewest": spell_number(FEWEST_LETTERS)}


def check_addresses(text):
    for line, entry in _entries(text):
        address = _without_note(entry)
        try:
            address = f"anybody{address}" if address.startswith("@") else address
            validate_address(normalize_address(address))
        except ValidationError:
            yield _(
                "Line %(line)s: “%(entry)s” is not an email address. "
                "Write name@example.com, or @example.com for all addresses there."
            ) % {"line": line, "entry": entry}


def check_networks(text):
    for line, entry in _entries(text):
        try:
            network = ipaddress.ip_network(_without_note(entry), strict=False)
        except ValueError:
            yield _(
                "Line %(line)s: “%(entry)s” is not a network. "
                "Write 203.0.113.0/24 or 2001:db8:1::/48."
            ) % {"line": line, "entry": entry}
        else:
            if network.prefixlen < WIDEST:
                yield _(
                    "Line %(line)s: “%(entry)s” would block a large part of all readers. "
                    "The widest that can be named is /8."
                ) % {"line": line, "entry": entry}


def check_names(text):
    for line, entry in _entries(text):
        if not plain(entry).strip():
            yield _("Line %(line)s: “%(entry)s” is not a name: it has no letters.") % {
                "line": line,
                "entry": entry,
            }


def _entries(text):
    """Yield (line number, entry), without blank lines and notes."""
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield number, entry


def _without_note(entry):
    return entry.partition("#")[0].strip()
