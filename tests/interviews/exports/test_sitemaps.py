"""The sitemaps: every public page and no other, when it last changed, and its picture."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from xml.etree import ElementTree

from django.test import TestCase, override_settings
from django.utils import timezone

from interviews.exports.sitemaps import PublicationSitemap
from interviews.models import Interview, Person, Series, Topic
from tests.admin_forms import DeskTestCase
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_person,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    someone,
)
from tests.interviews.exports.test_feed_attacks import BREAKING

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SECTIONS = ["lists", "interviews", "people", "topics", "series", "questions", "pages"]

AGO = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 1, 12, tzinfo=UTC)


class SitemapTestCase(TestCase):
    def tree(self, address):
        response = self.client.get(address.removeprefix("http://testserver"))
        self.assertEqual(response.status_code, 200, address)
        self.assertEqual(response["Content-Type"], "application/xml")
        return ElementTree.fromstring(response.content)

    def addresses_in(self, address):
        return [each.text for each in self.tree(address).iter(f"{SITEMAP}loc")]

    def every_address(self):
        sections = self.addresses_in("/sitemap.xml")
        return [each for section in sections for each in self.addresses_in(section)]

    def told(self, thing, section, name):
        """Return the value of an element for one page of a section, or None."""
        path = thing if isinstance(thing, str) else thing.get_absolute_url()
        for url in self.tree(f"/sitemap-{section}.xml"):
            if url.findtext(f"{SITEMAP}loc") == f"http://testserver{path}":
                return next((each.text for each in url.iter(name)), None)
        raise AssertionError(f"{path} is not in {section}.")

    def changed(self, thing, section):
        return datetime.fromisoformat(self.told(thing, section, f"{SITEMAP}lastmod"))


class Sitemaps(SitemapTestCase):
    def test_sitemap_lists_every_public_page_and_no_other(self):
        interview = an_interview("Thirty essays", series=a_series())
        interview.topics.add(a_topic())
        page = a_page("Ethics")
        unseen = a_draft("Unseen", series=a_series("Unseen"), subjects=[a_person("Unseen")])
        unseen.topics.add(a_topic("Unseen"))
        an_interview("Unseen too").withdraw(by=None)
        a_draft("Unseen yet").schedule(at=timezone.now() + timedelta(days=1), by=None)

        addresses = self.every_address()

        for thing in (interview, someone("Ines Okafor"), interview.series, page, a_topic_known()):
            self.assertIn(f"http://testserver{thing.get_absolute_url()}", addresses)
        self.assertEqual([address for address in addresses if "unseen" in address], [])
        self.assertEqual(len(addresses), len(set(addresses)))
        for address in addresses:
            path = address.removeprefix("http://testserver")
            self.assertEqual(self.client.get(path).status_code, 200, address)

    def test_sitemap_lists_canonical_pages_only(self):
        an_interview("Thirty essays", series=a_series()).topics.add(a_topic())

        for address in self.every_address():
            page = self.client.get(address.removeprefix("http://testserver"))
            self.assertContains(page, f'<link rel="canonical" href="{address}">')
            self.assertNotContains(page, "noindex")

    def test_sitemap_omits_pages_of_exchanges(self):
        interview = an_interview()
        exchange = interview.exchanges.get()

        self.assertNotIn(exchange.key, "".join(self.every_address()))
        canonical = f'<link rel="canonical" href="http://testserver{interview.get_absolute_url()}">'
        self.assertContains(self.client.get(exchange.get_absolute_url()), canonical)

    def test_sitemap_index_lists_all_parts(self):
        for number in range(3):
            an_interview(f"Number {number}")

        with patch.object(PublicationSitemap, "limit", 2):
            parts = [each for each in self.addresses_in("/sitemap.xml") if "-interviews" in each]
            addresses = [address for part in parts for address in self.addresses_in(part)]

        section = "http://testserver/sitemap-interviews.xml"
        self.assertEqual(parts, [section, f"{section}?p=2"])
        self.assertEqual(len(set(addresses)), 3)
        self.assertLessEqual(PublicationSitemap.limit, 50_000)

    def test_sitemap_part_beyond_the_last_is_not_found(self):
        for part in ("?p=2", "?p=x", "?p=0"):
            response = self.client.get(f"/sitemap-interviews.xml{part}")
            self.assertEqual(response.status_code, 404, part)

    @override_settings(PUBLICATION_URL="https://example.org")
    def test_sitemap_uses_the_publications_host_whatever_the_request(self):
        an_interview()

        for section in ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)]:
            for address in self.addresses_in(section):
                self.assertRegex(address, "^https://example.org/")

    def test_unchanged_sitemap_answers_304(self):
        an_interview()
        for address in ["/sitemap.xml", "/sitemap-interviews.xml", "/news-sitemap.xml"]:
            known = {"If-None-Match": self.client.get(address)["ETag"]}
            self.assertEqual(self.client.get(address, headers=known).status_code, 304, address)
        an_interview("Another")

        self.assertEqual(self.client.get(address, headers=known).status_code, 200)

    def test_sitemap_exists_before_anything_is_published(self):
        self.assertEqual(len(self.addresses_in("/sitemap.xml")), len(SECTIONS))
        self.assertIn("http://testserver/", self.every_address())


def a_topic_known():
    return Topic.objects.get(name="Infrastructure")


class LastModificationDates(SitemapTestCase):
    def setUp(self):
        self.topic, self.series = a_topic(), a_series()
        self.interview = an_interview(series=self.series)
        self.interview.topics.add(self.topic)
        self.ines = someone("Ines Okafor")
        for model in (Person, Topic, Series):
            model.objects.update(updated_at=AGO)
        Interview.objects.update(updated_at=AGO)
        self.appeared = self.interview.published_at

    def test_interview_is_not_modified_before_its_publication(self):
        self.assertEqual(self.changed(self.interview, "interviews"), self.appeared)

    def test_interview_is_modified_by_its_last_correction(self):
        Interview.objects.update(updated_at=AGO)

        correction = a_correction(self.interview)

        changed = self.changed(self.interview, "interviews")
        self.assertLess(abs(changed - correction.published_at), timedelta(seconds=5))

    def test_person_topic_and_series_are_modified_by_their_newest_interview(self):
        for thing, section in self.places():
            self.assertEqual(self.changed(thing, section), self.appeared, section)

    def test_person_topic_and_series_are_modified_by_their_own_later_change(self):
        later = self.appeared + timedelta(minutes=5)
        for thing, section in self.places():
            type(thing).objects.filter(pk=thing.pk).update(updated_at=later)
            self.assertEqual(self.changed(thing, section), later, section)

    def test_unknown_date_of_a_name_is_replaced_by_its_interviews(self):
        for thing, section in self.places():
            type(thing).objects.filter(pk=thing.pk).update(updated_at=None)
            self.assertEqual(self.changed(thing, section), self.appeared, section)

    def test_modification_dates_ignore_unpublished_interviews(self):
        draft = a_draft("Unseen", series=self.series)
        draft.topics.add(self.topic)

        for thing, section in self.places():
            self.assertEqual(self.changed(thing, section), self.appeared, section)

    def test_list_is_modified_by_its_newest_entry(self):
        later = self.appeared + timedelta(minutes=5)
        Person.objects.filter(pk=self.ines.pk).update(updated_at=later)

        self.assertEqual(self.changed("/", "lists"), self.appeared)
        self.assertEqual(self.changed("/interviews/", "lists"), self.appeared)
        self.assertEqual(self.changed("/topics/", "lists"), self.appeared)
        self.assertEqual(self.changed("/people/", "lists"), later)
        self.assertIsNone(self.told("/corrections/", "lists", f"{SITEMAP}lastmod"))
        correction = a_correction(self.interview)
        self.assertEqual(self.changed("/corrections/", "lists"), correction.published_at)

    def test_page_is_modified_by_its_own_change(self):
        page = a_page("Ethics")

        self.assertEqual(self.changed(page, "pages"), page.updated_at)

    def places(self):
        return [(self.ines, "people"), (self.topic, "topics"), (self.series, "series")]


class ChangesInTheAdmin(DeskTestCase):
    """Dates in sitemaps change with content, not with every saved form."""

    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        self.ines = someone("Ines Okafor")

    def changes(self, thing, **words):
        type(thing).objects.filter(pk=thing.pk).update(updated_at=AGO)
        self.send(thing, **words)
        thing.refresh_from_db()
        return thing.updated_at != AGO

    def test_changing_the_text_changes_the_date(self):
        self.assertTrue(self.changes(self.interview, title="Another"))
        self.assertTrue(self.changes(self.ines, description="A dispatcher"))
        self.assertTrue(self.changes(a_topic(), description="Of grids."))

    def test_changing_an_exchange_changes_the_date_of_its_interview(self):
        self.assertTrue(self.changes(self.interview, exchanges__0__answer="The wind."))

    def test_changing_an_exchange_on_its_own_page_changes_the_date_of_its_interview(self):
        exchange = an_exchange(self.interview)
        Interview.objects.update(updated_at=AGO)

        self.send(exchange, answer="The wind.")

        self.interview.refresh_from_db()
        self.assertNotEqual(self.interview.updated_at, AGO)

    def test_changing_the_slug_changes_the_date(self):
        self.assertTrue(self.changes(self.ines, slug="ines"))

    def test_saving_without_a_change_changes_no_date(self):
        page = a_page("Ethics")
        for thing in (self.interview, self.ines, a_topic(), a_series(), page):
            self.assertFalse(self.changes(thing), thing)


class SitemapPictures(SitemapTestCase):
    def test_sitemap_has_lead_pictures_and_portraits(self):
        interview = an_interview()
        Interview.objects.update(
            lead_picture="leads/a.jpg", lead_width=3, lead_height=2, lead_alt="A mast"
        )
        Person.objects.filter(name="Ines Okafor").update(
            portrait="portraits/é.jpg", portrait_width=3, portrait_height=2, portrait_alt="Ines"
        )

        lead = self.told(interview, "interviews", f"{IMAGE}loc")
        portrait = self.told(someone("Ines Okafor"), "people", f"{IMAGE}loc")

        self.assertEqual(lead, "http://testserver/media/leads/a.jpg")
        self.assertEqual(portrait, "http://testserver/media/portraits/%C3%A9.jpg")

    def test_sitemap_has_no_picture_for_pages_without_one(self):
        self.assertIsNone(self.told(an_interview(), "interviews", f"{IMAGE}loc"))


class NewsSitemap(SitemapTestCase):
    def told_of(self):
        """{title: {what is told: its words}} of each interview in it, in their order."""
        return {
            url.findtext(f".//{NEWS}title"): {
                each.tag.removeprefix(NEWS).removeprefix(SITEMAP): each.text for each in url.iter()
            }
            for url in self.tree("/news-sitemap.xml")
        }

    def test_news_sitemap_lists_interviews_of_two_days_newest_first(self):
        now = timezone.now()
        an_interview("Old", at=now - timedelta(days=2, minutes=1))
        an_interview("New", at=now - timedelta(days=1, hours=23))
        an_interview("Newest", at=now - timedelta(hours=1))

        self.assertEqual(list(self.told_of()), ["Newest", "New"])

    def test_news_sitemap_has_publication_language_date_and_title(self):
        interview = an_interview("Uma rede", language="pt-BR")

        told = self.told_of()["Uma rede"]

        self.assertEqual(told["loc"], f"http://testserver{interview.get_absolute_url()}")
        self.assertEqual(told["name"], "prompt/power")
        self.assertEqual(told["language"], "pt")
        published = datetime.fromisoformat(told["publication_date"])
        self.assertEqual(published, interview.published_at)

    def test_news_sitemap_names_chinese_by_its_script(self):
        tags = {"zh": "zh-cn", "zh-Hans": "zh-cn", "zh-Hant": "zh-tw", "zh-HK": "zh-tw"}
        for tag in tags:
            an_interview(tag, language=tag)

        told = self.told_of()

        self.assertEqual({title: told[title]["language"] for title in told}, tags)

    def test_news_sitemap_has_nothing_unpublished(self):
        a_draft("A draft")
        a_draft("Scheduled").schedule(at=timezone.now() + timedelta(hours=1), by=None)
        an_interview("Gone").withdraw(by=None)

        self.assertEqual(self.told_of(), {})

    def test_news_sitemap_is_well_formed_for_any_title(self):
        interview = an_interview()
        for words in BREAKING:
            Interview.objects.filter(pk=interview.pk).update(title=words)
            self.assertEqual(len(self.told_of()), 1, words)
