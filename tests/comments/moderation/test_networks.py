"""Blocked networks and email addresses, and how little of an IP address is stored."""

from django.test import SimpleTestCase

from comments.moderation.screening.networks import (
    find_blocked_address,
    find_blocked_network,
    mask_address,
)
from tests.comments import hostile_strings

MASKED = {
    "203.0.113.77": "203.0.113.0/24",
    " 203.0.113.77 ": "203.0.113.0/24",
    "2001:db8:1:2:3::4": "2001:db8:1::/48",
    "2001:DB8:0001::": "2001:db8:1::/48",
    "::ffff:203.0.113.77": "203.0.113.0/24",
    "::ffff:cb00:714d": "203.0.113.0/24",
    "fe80::1%eth0": "fe80::/48",
    "::1": "::/48",
    "203.0.113.77:51234": "203.0.113.0/24",
    ' "203.0.113.77:51234" ': "203.0.113.0/24",
    "[2001:db8:1::4]": "2001:db8:1::/48",
    "[2001:db8:1::4]:443": "2001:db8:1::/48",
    '"[2001:db8:1::4]:443"': "2001:db8:1::/48",
    "[fe80::1%25eth0]:443": "fe80::/48",
    "[::ffff:203.0.113.77]:443": "203.0.113.0/24",
}
NO_ADDRESS = ["", "unknown", "203.0.113", "203.0.113.256", "203.0.113.7:", "203.0.113.0/24", "1"]
NO_ADDRESS += [
    "[]",
    "[203.0.113.7",
    ":80",
    "_hidden",
    "203.0.113.7:80:90",
    "::ffff:1.2.3.4.5",
    "1.2.3.4, 5.6.7.8",
    "１.2.3.4",
    "\0",
    "1.2.3.4\r\nX: y",
]

BLOCKED = """203.0.113.9      # one address, and so the neighbourhood that is kept of it
198.51.0.0/16
192.0.2.128/25
::ffff:10.0.0.0/104
2001:db8:1:2::/64
2001:db8:ff00::/40 a data centre
nonsense
"""
WITHIN = {
    "203.0.113.0/24": "203.0.113.9",
    "198.51.7.0/24": "198.51.0.0/16",
    "192.0.2.0/24": "192.0.2.128/25",
    "10.20.30.0/24": "::ffff:10.0.0.0/104",
    "2001:db8:1::/48": "2001:db8:1:2::/64",
    "2001:db8:ff12::/48": "2001:db8:ff00::/40",
}
ELSEWHERE = ["203.0.112.0/24", "198.52.0.0/24", "11.0.0.0/24", "2001:db8:2::/48", "::/48", "", "x"]

ADDRESSES = """pest@example.org
@example.com
*@wild.example
plain.example   # a note
@bücher.example
@
"""
KNOWN = {
    "pest@example.org": "pest@example.org",
    " Pest@Example.ORG": "pest@example.org",
    "anyone@example.com": "@example.com",
    "anyone@mail.eu.example.com": "@example.com",
    "a@wild.example": "*@wild.example",
    "a@plain.example": "plain.example",
    "a@xn--bcher-kva.example": "@bücher.example",
    "a@BÜCHER.example": "@bücher.example",
}
UNKNOWN = ["other@example.org", "pest@mail.example.org", "a@notexample.com", "a@com", "", "@", "a@"]


class MaskedNetworks(SimpleTestCase):
    def test_an_ip_address_is_stored_as_its_network(self):
        for address, network in MASKED.items():
            with self.subTest(address):
                self.assertEqual(mask_address(address), network)

    def test_an_invalid_ip_address_is_stored_as_no_network(self):
        for text in NO_ADDRESS:
            with self.subTest(ascii(text)):
                self.assertEqual(mask_address(text), "unknown")


class BlockedNetworks(SimpleTestCase):
    def test_a_blocked_network_blocks_its_addresses(self):
        for network, entry in WITHIN.items():
            with self.subTest(network):
                self.assertEqual(find_blocked_network(network, BLOCKED), entry)

    def test_a_blocked_network_blocks_no_other_addresses(self):
        for network in ELSEWHERE:
            with self.subTest(network):
                self.assertIsNone(find_blocked_network(network, BLOCKED))

    def test_a_blocked_network_can_be_the_whole_internet(self):
        self.assertEqual(find_blocked_network("203.0.113.0/24", "0.0.0.0/0"), "0.0.0.0/0")
        self.assertIsNone(find_blocked_network("2001:db8:1::/48", "0.0.0.0/0"))


class BlockedEmailAddresses(SimpleTestCase):
    def test_an_email_address_is_blocked_by_itself_or_by_its_domain(self):
        for email, entry in KNOWN.items():
            with self.subTest(email):
                self.assertEqual(find_blocked_address(email, ADDRESSES), entry)

    def test_a_blocked_email_address_blocks_no_other_addresses(self):
        for email in UNKNOWN:
            with self.subTest(email):
                self.assertIsNone(find_blocked_address(email, ADDRESSES))


class HostileAddresses(SimpleTestCase):
    @hostile_strings.requires_hostile_strings
    def test_hostile_strings_are_no_addresses_and_break_no_list(self):
        def read_all():
            for text in hostile_strings.load_strings():
                mask_address(text)
                self.assertIsNone(find_blocked_network(text, BLOCKED))
                self.assertIsNone(find_blocked_network("203.0.113.0/24", text))
                self.assertIsNone(find_blocked_address(text, ADDRESSES))
                self.assertIsNone(find_blocked_address("ines@example.org", text))

        self.assertLess(hostile_strings.measure_seconds(read_all), 2)
