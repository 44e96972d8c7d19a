"""A change of the publication is on the very next request of every kind of page."""

import json
from datetime import UTC, datetime
from unittest import mock

from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from comments.models import QueuedEmail
from interviews.models import Publication
from tests.builders import a_correction, a_page, a_reply, an_interview, the_publication
from tests.publication.page_cache_case import PageCacheCase

NAME, PROMISE = "The Slow Quarterly", "We wait until you have finished."
BEFORE = Publication.from_settings


class ChangedPublicationTests(PageCacheCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("Rivers", at=timezone.now())
        cls.reply = a_reply(cls.interview)
        cls.exchange = cls.interview.exchanges.first()
        a_correction(cls.interview, exchange=cls.exchange)
        a_page("About")
        cls.address = cls.interview.get_absolute_url()

    def pages(self):
        """Return the address of each kind of page that names the publication."""
        copy, copy_of_answer = self.address[:-1], self.exchange.get_absolute_url()[:-1]
        return [
            *("/", self.address, self.exchange.get_absolute_url(), "/interviews/", "/people/"),
            *("/people/ines-okafor/", "/topics/", "/series/", "/questions/", "/corrections/"),
            *("/search/", "/about/", f"{self.address}changes/", f"{self.address}versions/1/"),
            *("/feed.atom", "/feed.json", "/corrections/feed.atom", "/replies/feed.atom"),
            *(f"{copy}.{suffix}" for suffix in ("md", "txt", "json")),
            *(f"{copy_of_answer}.{suffix}" for suffix in ("md", "txt", "json")),
            *(f"{self.address}replies/", f"{self.address}reply/", "/replies/privacy/"),
            *(f"/oembed?url=http://testserver{self.address}", "/news-sitemap.xml"),
            *("/nothing/", "/admin/login/"),
        ]

    def test_each_page_has_a_new_name_at_the_next_request_and_never_the_old_one(self):
        for path in self.pages():
            self.assertIn(BEFORE().name.split("/")[0], self.get(path).text, path)
        for name in (NAME, f"{NAME} of the North"):
            the_publication(name=name, tagline=PROMISE, promise=PROMISE)
            for path in self.pages():
                page = self.get(path).text
                self.assertIn(name, page, path)
                self.assertNotIn(BEFORE().name, page, path)

    def test_promise_licence_and_address_change_on_the_page_and_in_the_copies(self):
        self.get(self.address)
        licence = {"licence": "Share it as you like.", "licence_url": "https://example.org/by/"}
        the_publication(promise=PROMISE, email="desk@quarterly.example", **licence)
        page, copy = self.get(self.address).text, self.get(f"{self.address[:-1]}.txt").text

        self.assertIn(f'<p class="promise">{PROMISE}</p>', page)
        self.assertIn('href="mailto:desk@quarterly.example"', page)
        link = '<a rel="license" href="https://example.org/by/">Share it as you like.</a>'
        self.assertIn(link, page)
        self.assertIn("Share it as you like. https://example.org/by/", copy)
        self.assertIn('"license":"https://example.org/by/"', page.replace('": "', '":"'))

    def test_the_share_image_of_the_publication_is_drawn_anew(self):
        before = self.get("/card/").body
        the_publication(name=NAME)

        self.assertNotEqual(self.get("/card/").body, before)

    def test_dates_follow_a_new_time_zone_and_moments_stay(self):
        night = an_interview("Night", at=datetime(2025, 12, 31, 12, 30, tzinfo=UTC))
        path = f"{night.get_absolute_url()[:-1]}.json"
        self.assertEqual(json.loads(self.get(path).text)["published"], "2025-12-31T12:30:00+00:00")
        self.get("/archive/2025/")
        the_publication(time_zone="Pacific/Auckland")

        self.assertEqual(json.loads(self.get(path).text)["published"], "2026-01-01T01:30:00+13:00")
        self.assertIn("1 January 2026", self.get(night.get_absolute_url()).text)
        self.assertNotIn("Night", self.get("/archive/2025/").text)
        night.refresh_from_db()
        self.assertEqual(night.published_at, datetime(2025, 12, 31, 12, 30, tzinfo=UTC))

    def test_email_comes_from_the_publication_as_it_is_when_the_email_is_sent(self):
        words = {"to": "ada@example.org", "subject": "Hello", "text": "Hello.", "kind": "confirm"}
        QueuedEmail.objects.enqueue(**words)
        the_publication(name=NAME, email="desk@quarterly.example")
        mail.get_connection().send_messages([QueuedEmail.objects.get().as_message()])

        self.assertEqual(mail.outbox[0].from_email, f"{NAME} <desk@quarterly.example>")

    def test_without_a_database_pages_have_the_name_that_was_read_last_and_are_not_kept(self):
        the_publication(name=NAME)
        self.get("/admin/login/")
        fault = mock.patch.object(
            Publication.objects._queryset_class, "read", side_effect=OperationalError("gone")
        )
        with fault:
            answer = self.get("/robots.txt")
            refused = self.get("/nothing/")

        self.assertEqual(
            (answer.status, answer.headers["cache-control"]), (200, "private, no-store")
        )
        self.assertIn(NAME, refused.text)
