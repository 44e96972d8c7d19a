"""Networks and email addresses: masked before storing, and found on the editors' lists.

A list has one entry per line; text after a blank or a # is a note.
"""

import ipaddress
import re
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache

from comments.email.addresses import normalize_address

STORED_BITS = {4: 24, 6: 48}  # bits of an address that are stored: a neighbourhood, not a person
NETWORK_RETENTION = timedelta(days=30)  # with a reply or a report

UNKNOWN = "unknown"  # the network of all clients without a known address
# The forms that proxies send: 203.0.113.7:51234, [2001:db8::1], [2001:db8::1]:443.
WITH_PORT = re.compile(r"\[(?P<ipv6>[^\[\]]+)\](?::\d+)?|(?P<ipv4>[\d.]+):\d+")


def parse_ip_address(text):
    """Return the IP address in a text as an `ipaddress` object; None if there is none.

    A port, brackets, quotes and a zone are allowed. An IPv4 address that is written as IPv6
    (::ffff:203.0.113.7) is returned as IPv4.
    """
    bare = text.strip().strip('"').strip()
    if port := WITH_PORT.fullmatch(bare):
        bare = port["ipv6"] or port["ipv4"]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def mask_address(text):
    """The network of the address in a text: 203.0.113.0/24, 2001:db8:1::/48, or `UNKNOWN`."""
    found = parse_ip_address(text)
    if found is None:
        return UNKNOWN
    kept = STORED_BITS[found.version]
    own = found.max_prefixlen - kept  # bits
    return f"{type(found)(int(found) >> own << own)}/{kept}"


def find_blocked_network(network, entries):
    """Return the narrowest entry that contains a masked network; None if there is none."""
    try:
        asked = _network(network)
    except ValueError:
        return None
    listed = _networks(entries)
    around = [each for each in listed if each.version == asked.version and asked.subnet_of(each)]
    return listed[max(around, key=lambda each: each.prefixlen)] if around else None


def find_blocked_address(email, entries):
    """Return the entry that blocks an email address: the address, or a domain (@example.com)."""
    listed = _addresses(entries)
    name, domain = _mailbox(email)
    if (name, domain) in listed:
        return listed[name, domain]
    labels = domain.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((listed["", each] for each in domains if ("", each) in listed), None)


@lru_cache(maxsize=16)
def _networks(entries):
    """Return {network, no narrower than stored networks: entry}, without invalid entries."""
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
    most = STORED_BITS[network.version]
    return network.supernet(new_prefix=most) if network.prefixlen > most else network


@lru_cache(maxsize=16)
def _addresses(entries):
    """Return {(name, domain): entry}; the name is "" for a whole domain."""
    listed = {_mailbox(entry): entry for entry in _entries(entries)}
    return {mailbox: entry for mailbox, entry in listed.items() if mailbox[1]}


def _mailbox(text):
    """Return normalized (name, domain); a text without @, or with * before it, is a domain."""
    name, _at, domain = normalize_address(text if "@" in text else f"@{text}").rpartition("@")
    return name.strip("*"), domain.strip(".")


def _entries(entries):
    without_notes = (line.partition("#")[0].split() for line in entries.splitlines())
    return [words[0] for words in without_notes if words]
