"""A test case that reads feeds as a feed reader does."""

import json
from xml.etree import ElementTree

from django.test import TestCase

from tests.interviews.exports.feed_rules import ATOM, find_atom_faults, find_json_faults

FORMATS = {
    "atom": ("application/atom+xml; charset=utf-8", find_atom_faults),
    "json": ("application/feed+json; charset=utf-8", find_json_faults),
}


class FeedTestCase(TestCase):
    def fetch(self, address):
        """Return the content of a feed after checking that it is valid."""
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        content_type, find_faults = FORMATS[address.rpartition(".")[2]]
        self.assertEqual(response["Content-Type"], content_type)
        self.assertEqual(find_faults(response.content), [], address)
        return response.content

    def feed(self, address="/feed.atom"):
        return ElementTree.fromstring(self.fetch(address))

    def entries(self, address="/feed.atom"):
        return self.feed(address).findall(f"{ATOM}entry")

    def items(self, address="/feed.json"):
        return json.loads(self.fetch(address))["items"]

    def titles(self, address):
        """Return the entries after checking that both formats have the same."""
        titles = [text(entry, "title") for entry in self.entries(f"{address}feed.atom")]
        self.assertEqual([item["title"] for item in self.items(f"{address}feed.json")], titles)
        return titles

    def contents(self, address="/feed.atom"):
        """Return the HTML of the entries after checking that both formats have the same."""
        contents = [text(entry, "content") for entry in self.entries(address)]
        items = self.items(address.replace(".atom", ".json"))
        self.assertEqual([item["content_html"] for item in items], contents)
        return contents


def text(part, name):
    return "".join(part.find(f"{ATOM}{name}").itertext())


def attribute(part, path, name):
    return part.find("/".join(f"{ATOM}{each}" for each in path.split("/"))).get(name)
