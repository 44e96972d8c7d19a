"""The two formats of our feeds, and ids that last.

Atom is RFC 4287; JSON Feed 1.1 is described at https://www.jsonfeed.org/version/1.1/.
"""

import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed, rfc3339_date

from interviews.exports.absolute_urls import absolute_url
from interviews.models import Publication

# Characters that XML 1.0 can't hold; they come invisibly from other programs.
ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tag_uri(day, name):
    """Return a permanent id: a tag URI (RFC 4151) of our host and the day of publication."""
    return f"tag:{urlsplit(settings.PUBLICATION_URL).hostname},{day:%Y-%m-%d}:{name}"


def remove_illegal_xml(text):
    return ILLEGAL_IN_XML.sub("", text)


def icon_url(width):
    """Return the full address of the publication's icon."""
    return absolute_url(Publication.objects.current().get_icon_url(width))


class FullTextFeed(Feed):
    """A feed whose `feed_type` is FullTextAtom or JsonFeed."""

    def __call__(self, request, *args, **kwargs):
        """Answer conditional requests by ETag alone: no date changes when an entry is removed."""
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        return super().__call__(request, *args, **kwargs)


class FullTextAtom(Atom1Feed):
    """Atom whose entries have HTML `content` in a `language`, and a plain-text `summary`.

    An entry may have several `authors` and `contributors`, each a dict of name and url. Its title
    and summary are in the feed's language unless `attributes` has an xml:lang.
    """

    def latest_post_date(self):
        """Return when an entry last changed; a constant for an empty feed."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("icon", icon_url(192))

    def item_attributes(self, item):
        return item.get("attributes", {})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for element in ("author", "contributor"):
            for person in item.get(f"{element}s", ()):
                self.add_person(handler, element, person)
        if item.get("summary"):
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        attributes = {"type": "html", "xml:lang": item["language"]}
        handler.addQuickElement("content", item["content"], attributes)

    def add_person(self, handler, element, person):
        handler.startElement(element, {})
        handler.addQuickElement("name", person["name"])
        if person.get("url"):
            handler.addQuickElement("uri", person["url"])
        handler.endElement(element)


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 with the same items as FullTextAtom."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["subtitle"],
            "language": self.feed["language"],
            "icon": icon_url(512),
            "favicon": icon_url(192),
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [drop_empty(self.entry(item)) for item in self.items],
        }
        outfile.write(json.dumps(drop_empty(feed), ensure_ascii=False))

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=EPOCH)

    def entry(self, item):
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "summary": item["summary"],
            "image": item["image"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [drop_empty(author) for author in item["authors"]],
            "tags": list(item["categories"]),
            "language": item["language"],
        }


def drop_empty(facts):
    """Return a dict without None and ""; an empty list stays, because it has a meaning."""
    return {name: value for name, value in facts.items() if value not in (None, "")}
