"""Sitemaps of all public pages, with the date of the last change and the picture of each.

They leave out pages of single exchanges, whose canonical URL is the interview's; years and
further pages of lists, which listed pages link to; and searches.
"""

from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.db.models import Max
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from interviews.exports.absolute_urls import absolute_url
from interviews.exports.feed_formats import remove_illegal_xml
from interviews.languages import news_language
from interviews.models import (
    Correction,
    Interview,
    Page,
    Person,
    Publication,
    RecurringQuestion,
    Series,
    Topic,
)

MAX_NEWS_ENTRIES = 1000  # the limit of the news sitemap format
NEWS_PERIOD = timedelta(days=2)


class PublicationSitemap(Sitemap):
    limit = 2_000  # the format allows 50,000; smaller parts are made faster

    def get_domain(self, site=None):
        return urlsplit(settings.PUBLICATION_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.PUBLICATION_URL).scheme

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        # A Last-Modified header made of these dates would not change when a page is removed.
        self.latest_lastmod = None
        for url in urls:
            picture = self.picture(url["item"])
            url["picture"] = absolute_url(picture.url) if picture else None
        return urls

    def picture(self, item):
        """Return the picture of an item; most kinds of pages have none."""

    def lastmod(self, item):
        return item.last_changed


class InterviewSitemap(PublicationSitemap):
    def items(self):
        shown = ("slug", "updated_at", "published_at", "lead_picture", "lead_width", "lead_height")
        # By key, so that a new interview does not move older ones to another part.
        return Interview.objects.published().with_last_change().only(*shown).order_by("pk")

    def picture(self, interview):
        return interview.lead_picture


class PersonSitemap(PublicationSitemap):
    def items(self):
        shown = ("slug", "updated_at", "portrait", "portrait_width", "portrait_height")
        return Person.objects.published().with_last_change().only(*shown).order_by("pk")

    def picture(self, person):
        return person.portrait


class NamedSitemap(PublicationSitemap):
    """Topics, series or recurring questions, which have a name and no picture."""

    def __init__(self, model):
        self.model = model

    def items(self):
        named = self.model.objects.published().with_last_change()
        return named.only("slug", "updated_at").order_by("pk")


class PageSitemap(PublicationSitemap):
    def items(self):
        return Page.objects.only("slug", "updated_at").order_by("pk")

    def lastmod(self, page):
        return page.updated_at


class ListSitemap(PublicationSitemap):
    """Pages that list other pages; each changes with any interview and with what it lists."""

    LISTING = {
        "front_page": None,
        "archive": None,
        "people": Person,
        "topics": Topic,
        "all_series": Series,
        "recurring_questions": RecurringQuestion,
    }

    def items(self):
        return [*self.LISTING, "corrections"]

    def location(self, name):
        return reverse(f"interviews:{name}")

    def lastmod(self, name):
        if name == "corrections":
            return Correction.objects.in_print().aggregate(at=Max("published_at"))["at"]
        listed = self.LISTING[name]
        own = listed.objects.published().aggregate(at=Max("updated_at"))["at"] if listed else None
        return max(filter(None, [own, self.newest_change]), default=None)

    def get_urls(self, *args, **kwargs):
        interviews = Interview.objects.published().with_last_change()
        self.newest_change = interviews.aggregate(at=Max("last_changed"))["at"]
        return super().get_urls(*args, **kwargs)


SITEMAPS = {
    "lists": ListSitemap,
    "interviews": InterviewSitemap,
    "people": PersonSitemap,
    "topics": partial(NamedSitemap, Topic),
    "series": partial(NamedSitemap, Series),
    "questions": partial(NamedSitemap, RecurringQuestion),
    "pages": PageSitemap,
}


@x_robots_tag
def index(request):
    """List the sitemaps, on the publication's host whatever the host of the request."""
    parts = []
    for section, sitemap in SITEMAPS.items():
        address = absolute_url(reverse("sitemap_section", args=[section]))
        parts.append(SitemapIndexItem(address))
        for number in range(2, sitemap().paginator.num_pages + 1):
            parts.append(SitemapIndexItem(f"{address}?p={number}"))
    context = {"sitemaps": parts}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@x_robots_tag
def news(request):
    """List the interviews of the last two days, newest first, in the news sitemap format."""
    since = timezone.now() - NEWS_PERIOD
    newest = Interview.objects.published().filter(published_at__gte=since).newest_first()
    shown = list(newest.only("slug", "title", "language", "published_at")[:MAX_NEWS_ENTRIES])
    entries = [
        {
            "address": absolute_url(interview.get_absolute_url()),
            "language": news_language(interview.language),
            "published_at": interview.published_at,
            "title": remove_illegal_xml(interview.title),
        }
        for interview in shown
    ]
    context = {"entries": entries, "name": remove_illegal_xml(Publication.objects.current().name)}
    return render(request, "interviews/news.xml", context, content_type="application/xml")
