"""What may stand on the editors’ lists, an entry a line.

An entry that would match everything, or never anything, is refused by its line and its words:
passed over in silence it would look as if it did its work. Each function yields a sentence for
each such entry.
"""

import ipaddress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.email.addresses import normal_address, validate_address
from comments.moderation.screening.alphabets import plain
from interviews.templatetags.typography import spell_number

FEWEST_LETTERS = 2  # of a word: “a” is found in any English reply, and “*” in any at all
WIDEST = 8  # bits that a network is named by: 10.0.0.0/8


def faults_of_words(text):
    for line, entry in _entries(text):
        if len(plain(entry).replace(" ", "")) < FEWEST_LETTERS:
            yield _(
                "Line %(line)s: “%(entry)s” would be found in almost any reply, or in none. "
                "An entry has at least %(fewest)s letters or digits."
            ) % {"line": line, "entry": entry, "fewest": spell_number(FEWEST_LETTERS)}


def faults_of_addresses(text):
    for line, entry in _entries(text):
        address = _noteless(entry)
        try:
            address = f"anybody{address}" if address.startswith("@") else address
            validate_address(normal_address(address))
        except ValidationError:
            yield _(
                "Line %(line)s: “%(entry)s” is no address. "
                "Write somebody@example.com, or @example.com for everybody there."
            ) % {"line": line, "entry": entry}


def faults_of_networks(text):
    for line, entry in _entries(text):
        try:
            network = ipaddress.ip_network(_noteless(entry), strict=False)
        except ValueError:
            yield _(
                "Line %(line)s: “%(entry)s” is no network. Write 203.0.113.0/24 or 2001:db8:1::/48."
            ) % {"line": line, "entry": entry}
        else:
            if network.prefixlen < WIDEST:
                yield _(
                    "Line %(line)s: “%(entry)s” would block a large part of all readers. "
                    "The widest that can be named is /8."
                ) % {"line": line, "entry": entry}


def faults_of_names(text):
    for line, entry in _entries(text):
        if not plain(entry).strip():
            yield _("Line %(line)s: “%(entry)s” is no name: it has no letter.") % {
                "line": line,
                "entry": entry,
            }


def _entries(text):
    """(number, entry) for each line that has one; blank lines and notes have none."""
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield number, entry


def _noteless(entry):
    return entry.partition("#")[0].strip()
