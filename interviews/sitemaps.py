"""Every public page, for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from interviews.models import Interview, Page, Person, RecurringQuestion, Series, Topic


class PublicationSitemap(Sitemap):
    limit = 10_000

    def get_domain(self, site=None):
        return urlsplit(settings.PUBLICATION_URL).netloc

    def get_latest_lastmod(self):
        """None: the index does without, since it would have to look at every page."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.PUBLICATION_URL).scheme


class Interviews(PublicationSitemap):
    def items(self):
        return Interview.objects.published().newest_first()

    def lastmod(self, interview):
        return max(interview.updated_at, interview.published_at)


class People(PublicationSitemap):
    def items(self):
        return Person.objects.published().by_name()


class Topics(PublicationSitemap):
    def items(self):
        return Topic.objects.published()


class AllSeries(PublicationSitemap):
    def items(self):
        return Series.objects.published()


class RecurringQuestions(PublicationSitemap):
    def items(self):
        return RecurringQuestion.objects.published()


class Pages(PublicationSitemap):
    def items(self):
        return Page.objects.order_by("pk")

    def lastmod(self, page):
        return page.updated_at


class Lists(PublicationSitemap):
    def items(self):
        lists = ["front_page", "archive", "people", "topics", "all_series"]
        return [*lists, "recurring_questions", "corrections"]

    def location(self, name):
        return reverse(f"interviews:{name}")


SITEMAPS = {
    "lists": Lists,
    "interviews": Interviews,
    "people": People,
    "topics": Topics,
    "series": AllSeries,
    "questions": RecurringQuestions,
    "pages": Pages,
}
