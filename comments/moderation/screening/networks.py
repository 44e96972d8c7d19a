"""Networks and mail addresses: kept no closer than needed, met on editors' lists.

A list has one entry a line; what follows a blank or a # is a note.
"""

import ipaddress
import re
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache

from comments.email.addresses import normal_address

KEPT = {4: 24, 6: 48}  # bits of an address that are kept: a neighbourhood, nobody's own
KEPT_FOR = timedelta(days=30)  # with the reply or the report that came from there

UNKNOWN = "unknown"  # the network of all those of whom no address is known
# As proxies write an address: 203.0.113.7:51234, [2001:db8::1], [2001:db8::1]:443.
WITH_PORT = re.compile(r"\[(?P<ipv6>[^\[\]]+)\](?::\d+)?|(?P<ipv4>[\d.]+):\d+")


def address_in(text):
    """The IP address that a text tells, as an `ipaddress` object; None if it tells none.

    A port, brackets, quotes and a zone may stand with the address. An IPv4 address that is written
    as IPv6 (::ffff:203.0.113.7) is one of IPv4.
    """
    bare = text.strip().strip('"').strip()
    if port := WITH_PORT.fullmatch(bare):
        bare = port["ipv6"] or port["ipv4"]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def masked(text):
    """The network of the address in a text: 203.0.113.0/24, 2001:db8:1::/48, or `UNKNOWN`."""
    found = address_in(text)
    if found is None:
        return UNKNOWN
    kept = KEPT[found.version]
    own = found.max_prefixlen - kept  # bits
    return f"{type(found)(int(found) >> own << own)}/{kept}"


def blocked_by(network, entries):
    """The entry in which a masked network lies, the narrowest of several; None if in none."""
    try:
        asked = _network(network)
    except ValueError:
        return None
    listed = _networks(entries)
    around = [each for each in listed if each.version == asked.version and asked.subnet_of(each)]
    return listed[max(around, key=lambda each: each.prefixlen)] if around else None


def address_blocked(email, entries):
    """The entry that blocks a mail address: itself, or a domain (@example.com) it belongs to."""
    listed = _addresses(entries)
    name, domain = _mailbox(email)
    if (name, domain) in listed:
        return listed[name, domain]
    labels = domain.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((listed["", each] for each in domains if ("", each) in listed), None)


@lru_cache(maxsize=16)
def _networks(entries):
    """{network, no narrower than what is kept: the entry}; what is no network is passed over."""
    listed = {}
    for entry in _entries(entries):
        with suppress(ValueError):
            listed.setdefault(_network(entry), entry)
    return listed


def _network(text):
    network = ipaddress.ip_network(text.split("%")[0], strict=False)
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is not None and network.prefixlen >= 96:
        network = ipaddress.ip_network((mapped, network.prefixlen - 96))
    most = KEPT[network.version]
    return network.supernet(new_prefix=most) if network.prefixlen > most else network


@lru_cache(maxsize=16)
def _addresses(entries):
    """{(name, domain): the entry}; the name of a domain's entry is ""."""
    listed = {_mailbox(entry): entry for entry in _entries(entries)}
    return {mailbox: entry for mailbox, entry in listed.items() if mailbox[1]}


def _mailbox(text):
    """(name, domain) in one spelling; a text without @, or with * before it, is a domain."""
    name, _at, domain = normal_address(text if "@" in text else f"@{text}").rpartition("@")
    return name.strip("*"), domain.strip(".")


def _entries(entries):
    noteless = (line.partition("#")[0].split() for line in entries.splitlines())
    return [words[0] for words in noteless if words]
