"""Every redirect leads to a page, never to a 404 or to another redirect."""

from django.test import TestCase

from interviews.exports.feeds import COMMON_ADDRESSES
from tests.builders import (
    a_page,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
)


class RedirectCase(TestCase):
    def assertLeadsTo(self, destination, address):
        response = self.client.get(address)
        self.assertEqual((response.status_code, response.get("Location")), (301, destination))
        self.assertIn(self.client.get(destination).status_code, (200, 410), destination)

    def assertIsNotThere(self, address):
        self.assertEqual(self.client.get(address).status_code, 404, address)


class FeedAddressTests(RedirectCase):
    def test_the_feed_is_found_at_common_addresses(self):
        for name in ("feed", "rss", "atom"):
            for address in (f"/{name}", f"/{name}/", f"/{name}.xml"):
                self.assertLeadsTo("/feed.atom", address)
        self.assertLeadsTo("/feed.atom", "/index.xml")
        self.assertLeadsTo("/feed.atom", "/feed/?utm_source=old")

    def test_editors_pages_cannot_use_the_common_addresses_of_feeds(self):
        refused = "Another page has this address. Choose another."
        for slug in {address.strip("/") for address in COMMON_ADDRESSES if "." not in address}:
            with self.assertRaisesMessage(Exception, refused):
                a_page(slug.title(), slug=slug)


class MissingSlashTests(RedirectCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("First", series=a_series())
        cls.interview.topics.add(a_topic())
        exchange = an_exchange(cls.interview, recurring=a_recurring_question())
        cls.key = exchange.key
        cls.reply = a_reply(cls.interview)
        a_page("About")

    def test_an_address_without_its_last_slash_redirects_to_the_page(self):
        for address in (
            *("/interviews/", "/people/", "/topics/", "/series/", "/questions/", "/corrections/"),
            *("/search/", "/about/", "/card/", "/replies/privacy/", "/people/ines-okafor/"),
            *("/topics/infrastructure/", "/series/who-decides/", "/interviews/first/"),
            "/questions/who-is-allowed-to-say-no-to-you/",
            f"/archive/{self.interview.published_at.year}/",
            *("/interviews/first/changes/", "/interviews/first/versions/1/"),
            *("/interviews/first/reply/", "/interviews/first/replies/"),
            *("/interviews/first/replies/1/", "/interviews/first/card/"),
            f"/interviews/first/{self.key}/",
        ):
            with self.subTest(address):
                self.assertLeadsTo(address, address.removesuffix("/"))
                self.assertLeadsTo(f"{address}?a=b", f"{address.removesuffix('/')}?a=b")

    def test_an_address_without_slash_or_page_does_not_redirect(self):
        for address in (
            *("/nothing", "/favicon", "/wp-login", "/interviews/none", "/people/none"),
            *("/topics/none", "/series/none", "/questions/none", "/archive/1999"),
            *("/interviews/first/x-222222", "/interviews/first/versions/9"),
            *("/interviews/none/replies", "/interviews/first/replies/9", "/replies/none"),
            *("/interviews/none/card", "/interviews/first/none"),
        ):
            with self.subTest(address):
                self.assertIsNotThere(address)
                self.assertIsNotThere(f"{address}/")

    def test_a_withdrawn_interviews_address_without_slash_redirects(self):
        self.interview.withdraw(by=None)

        self.assertLeadsTo("/interviews/first/", "/interviews/first")


class FormerAddressTests(RedirectCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("Old", series=a_series("Old"))
        cls.topic, cls.person = a_topic("Old"), cls.interview.subjects[0]
        cls.interview.topics.add(cls.topic)
        cls.key = cls.interview.exchanges.get().key
        a_reply(cls.interview)
        for thing in (cls.interview, cls.topic, cls.person, cls.interview.series):
            thing.change_slug("new")

    def test_a_former_address_redirects_to_the_current_one(self):
        for below in (
            *("", "changes/", "versions/1/", "replies/", "replies/1/", "replies/feed.atom"),
            *("card/", f"{self.key}/", f"{self.key}/card/", f"{self.key}.md"),
        ):
            with self.subTest(below):
                self.assertLeadsTo(f"/interviews/new/{below}", f"/interviews/old/{below}")
        self.assertLeadsTo("/interviews/new.txt", "/interviews/old.txt")
        for noun, was in (("people", "ines-okafor"), ("topics", "old"), ("series", "old")):
            self.assertLeadsTo(f"/{noun}/new/feed.json", f"/{noun}/{was}/feed.json")

    def test_a_former_address_of_a_missing_page_does_not_redirect(self):
        for address in (
            *("x-222222/", "x-222222.md", "x-222222/card/", "versions/9/"),
            *("replies/9/", "replies/?after=9", f"replies/?to={'x-222222'}"),
        ):
            with self.subTest(address):
                self.assertIsNotThere(f"/interviews/old/{address}")
        self.assertIsNotThere("/topics/old/?after=999")

    def test_a_former_address_of_an_unpublished_page_does_not_redirect(self):
        self.interview.credits.filter(person=self.person).delete()

        self.assertIsNotThere("/people/ines-okafor/")
        self.assertIsNotThere("/people/ines-okafor/feed.atom")

    def test_a_former_address_of_a_withdrawn_interview_redirects(self):
        self.interview.withdraw(by=None)

        self.assertLeadsTo("/interviews/new/", "/interviews/old/")
        self.assertIsNotThere("/interviews/old/replies/")
