"""What links among replies tell search engines."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.test import TestCase
from django.urls import Resolver404, resolve

from comments.threads import FOLLOW_UPS_SHOWN, THREADS_PER_PAGE
from tests.builders import (
    a_long_thread,
    a_reply,
    an_exchange,
    an_interview,
    many_replies,
)

LINK = re.compile(r"<a\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
FORMS = {"comments:reply", "comments:report"}


class LinksAmongReplies(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()
        cls.exchange = cls.interview.exchanges.get()
        about = {"exchange": cls.exchange, "website": "https://example.org/me"}
        first = a_reply(cls.interview, body="See https://example.org/there.", **about)
        a_reply(cls.interview, parent=first, website="https://example.org/too")
        a_long_thread(a_reply(cls.interview), FOLLOW_UPS_SHOWN + 1)
        many_replies(cls.interview, THREADS_PER_PAGE)
        an_exchange(cls.interview, "And then?", "Nothing.")
        page = cls.interview.get_absolute_url()
        cls.pages = [
            *(page, cls.exchange.get_absolute_url(), f"{page}replies/"),
            *(f"{page}replies/?to={cls.exchange.key}", f"{page}replies/?order=newest"),
            *(f"{page}replies/?after={THREADS_PER_PAGE}", f"{page}replies/1/", f"{page}replies/2/"),
        ]

    def links(self, page):
        """{attribute: value} of each link on a page."""
        content = self.client.get(page).content.decode()
        for attributes in LINK.findall(content):
            link = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
            yield link | {"rel": set(link.get("rel", "").split())}

    def view_of(self, link):
        path = urlsplit(link.get("href", "")).path
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""

    def test_links_to_reply_forms_are_nofollow(self):
        for page in self.pages:
            found = set()
            for link in self.links(page):
                if (view := self.view_of(link)) in FORMS:
                    found.add(view)
                    self.assertIn("nofollow", link["rel"], f"{link} at {page}")
            self.assertIn("comments:reply", found, page)

    def test_links_to_another_order_of_the_replies_are_nofollow(self):
        count = 0
        for page in self.pages:
            for link in self.links(page):
                asked = parse_qs(urlsplit(link.get("href", "")).query)
                if self.view_of(link) == "comments:replies" and {"order", "to"} & asked.keys():
                    if "next" in link["rel"]:
                        continue  # of a page that is itself in another order
                    count += 1
                    self.assertIn("nofollow", link["rel"], f"{link} at {page}")
        self.assertGreater(count, 3)

    def test_links_in_replies_are_marked_as_user_content_and_cannot_reach_our_window(self):
        count = 0
        for page in self.pages:
            for link in self.links(page):
                if link.get("href", "").startswith("https://example.org"):
                    count += 1
                    self.assertLessEqual({"ugc", "nofollow", "noopener"}, link["rel"], link)
        self.assertGreater(count, 3)
