"""The publication's clock dates what readers see; ids are the same by any clock."""

import json
import re
from datetime import UTC, datetime

from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.formats import date_format

from interviews.models import Exchange
from tests.builders import a_correction, an_interview

AUCKLAND = "Pacific/Auckland"
NEW_YEARS_EVE = datetime(2025, 12, 31, 12, 30, tzinfo=UTC)  # in Auckland half past one, in 2026


class TimeZoneOfThePublication(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("Talk", at=NEW_YEARS_EVE)
        cls.address = cls.interview.get_absolute_url()

    def text(self, address, zone=AUCKLAND):
        with override_settings(TIME_ZONE=zone), timezone.override(zone):
            response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return response.content.decode()

    def article(self):
        [data] = re.findall(r'ld\+json">(.*?)</script>', self.text(self.address), re.DOTALL)
        graph = json.loads(data)["@graph"]
        return next(node for node in graph if node["@type"] == "NewsArticle")

    def test_lists_use_the_year_of_the_publications_time_zone(self):
        self.assertIn("Talk", self.text("/archive/2026/"))
        self.assertIn('href="/archive/2026/"', self.text("/interviews/"))
        self.assertNotIn("/archive/2025/", self.text("/interviews/"))
        self.assertIn("1 January 2026", self.text("/interviews/"))

    def test_exports_date_an_interview_in_the_time_zone_of_the_publication(self):
        copy = json.loads(self.text(f"{self.address[:-1]}.json"))
        self.assertEqual(copy["published"], "2026-01-01T01:30:00+13:00")
        for suffix in ("md", "txt"):
            text = self.text(f"{self.address[:-1]}.{suffix}")
            self.assertIn("1 January 2026", text)
            self.assertIn("© 2026", text)
            self.assertNotIn("2025", text)

    def test_exports_date_corrections_and_removals_in_the_time_zone_of_the_publication(self):
        correction = a_correction(self.interview)
        removed = self.interview.exchanges.get()
        removed.remove(by=None)
        Exchange.objects.update(removed_at=NEW_YEARS_EVE)

        for suffix in ("md", "txt"):
            text = self.text(f"{self.address[:-1]}.{suffix}")
            self.assertIn("removed on 1 January 2026", text)
            with timezone.override(AUCKLAND):
                day = date_format(timezone.localtime(correction.published_at), "DATE_FORMAT")
            self.assertIn(f"Correction, {day}", text)

    def test_structured_data_dates_an_interview_in_the_time_zone_of_the_publication(self):
        article = self.article()

        self.assertEqual(article["datePublished"], "2026-01-01T01:30:00+13:00")
        self.assertEqual(article["copyrightYear"], 2026)

    def test_ids_in_feeds_do_not_depend_on_the_time_zone(self):
        for feed in ("/feed.json", "/people/ines-okafor/feed.json"):
            ids = {
                json.loads(self.text(feed, zone))["items"][0]["id"]
                for zone in (AUCKLAND, "UTC", "America/New_York")
            }
            self.assertEqual(len(ids), 1, ids)
