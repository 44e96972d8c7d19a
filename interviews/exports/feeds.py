"""Feeds of the newest interviews in full text: of all, of a person, of a topic, of a series.

Each feed exists as Atom and as JSON Feed. Ids of entries survive a change of URL.
"""

from datetime import date

from django.core.cache import cache
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import RedirectView

from interviews import prose
from interviews.exports.absolute_urls import absolute_url, make_urls_absolute
from interviews.exports.feed_formats import (
    FullTextAtom,
    FullTextFeed,
    JsonFeed,
    remove_illegal_xml,
    tag_uri,
)
from interviews.models import Interview, Person, Publication, Series, Topic
from interviews.prose.pictures import use_one_size
from interviews.templatetags.fragments import digest
from interviews.views import redirects_former_slugs

MAX_ENTRIES = 20
# A tag URI needs a date. People, topics and series have no date, so this one is used.
UNDATED = date(2026, 1, 1)


class InterviewFeed(FullTextFeed):
    """The feed of all interviews. A subclass narrows it to one instance of its `model`."""

    model = None
    name = "feed"  # of the URL pattern of the Atom feed

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def get_object(self, request, slug=None):
        return get_object_or_404(self.model.objects.published(), slug=slug) if self.model else None

    def interviews(self, instance):
        return Interview.objects.published()

    def items(self, instance):
        return self.interviews(instance).newest_first().for_feed()[:MAX_ENTRIES]

    def title(self, instance):
        name = Publication.objects.current().name
        return remove_illegal_xml(f"{instance} — {name}" if instance else name)

    def subtitle(self, instance):
        return Publication.objects.current().tagline

    def author_name(self):
        return Publication.objects.current().name

    def author_link(self):
        return absolute_url(reverse("interviews:front_page"))

    def link(self, instance):
        return absolute_url(instance.get_absolute_url()) if instance else self.author_link()

    def feed_url(self, instance):
        name = self.name if self.feed_type is FullTextAtom else f"{self.name}_json"
        return absolute_url(
            reverse(f"interviews:{name}", kwargs={"slug": instance.slug} if instance else {})
        )

    def feed_guid(self, instance):
        return tag_uri(UNDATED, f"{self.name}/{instance.pk}") if instance else self.link(instance)

    def item_title(self, interview):
        return remove_illegal_xml(interview.title)

    def item_link(self, interview):
        return absolute_url(interview.get_absolute_url())

    def item_guid(self, interview):
        return tag_uri(interview.published_at, f"interviews/{interview.pk}")

    def item_description(self, interview):
        """Return None: Django would write a description as HTML. See `summary`."""

    def item_extra_kwargs(self, interview):
        picture = interview.lead_picture
        return {
            "summary": remove_illegal_xml(self.summary(interview)),
            "content": self.content(interview),
            "image": absolute_url(picture.url) if picture else "",
            "authors": [person_author(each) for each in interview.interviewers]
            or [publication_author()],
            "contributors": [person_author(person) for person in interview.subjects],
            "language": interview.language,
            "attributes": {"xml:lang": interview.language},
        }

    def summary(self, interview):
        return interview.description

    def content(self, interview):
        """Return the whole interview as HTML; cached by a digest of everything that it shows."""
        related = [interview.credits.all(), interview.exchanges.all(), interview.corrections.all()]
        key = f"feed-entry-{digest([interview, *related])}"
        return cache.get_or_set(key, lambda: self.render_entry(interview), timeout=None)

    def render_entry(self, interview):
        address = absolute_url(interview.get_absolute_url())
        html = use_one_size(
            render_to_string("interviews/feed_entry.html", {"interview": interview})
        )
        return remove_illegal_xml(make_urls_absolute(html, address))

    def item_pubdate(self, interview):
        return interview.published_at

    def item_updateddate(self, interview):
        return interview.changed_at

    def item_categories(self, interview):
        return [remove_illegal_xml(topic.name) for topic in interview.topics.all()]


class PersonFeed(InterviewFeed):
    """Interviews with any credit of a person; each entry's summary names the roles."""

    model, name = Person, "person_feed"

    def interviews(self, person):
        return Interview.objects.published().filter(pk__in=person.credits.values("interview"))

    def items(self, person):
        interviews = list(super().items(person))
        for interview in interviews:
            interview.parts = [
                credit for credit in interview.credits.all() if credit.person_id == person.pk
            ]
        return interviews

    def subtitle(self, person):
        return _("Interviews given and conducted, in full.")

    def summary(self, interview):
        parts = ", ".join(part.get_role_display() for part in interview.parts)
        return f"{interview.parts[0].person}: {parts}. {super().summary(interview)}".strip()

    def item_categories(self, interview):
        return super().item_categories(interview) + [
            str(part.get_role_display()) for part in interview.parts
        ]


class TopicFeed(InterviewFeed):
    model, name = Topic, "topic_feed"

    def interviews(self, topic):
        return topic.interviews.published()

    def subtitle(self, instance):
        return remove_illegal_xml(prose.plain(instance.description)) or None


class SeriesFeed(TopicFeed):
    model, name = Series, "series_feed"


# Feed URLs of other publishing systems, which people and feed readers try.
COMMON_ADDRESSES = ["feed", "rss", "atom", "feed/", "rss/", "atom/"]
COMMON_ADDRESSES += ["feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.rss"]
redirect_to_feed = RedirectView.as_view(pattern_name="interviews:feed", permanent=True)


def person_author(person):
    return {"name": remove_illegal_xml(person.name), "url": absolute_url(person.get_absolute_url())}


def publication_author():
    return {"name": remove_illegal_xml(Publication.objects.current().name)}


def feed_urls(feed, prefix=""):
    """Return the URL patterns of both formats of a feed; former slugs in `prefix` redirect."""
    follow = redirects_former_slugs(feed.model) if feed.model else require_safe
    atom, json = (conditional_page(follow(feed(form))) for form in (FullTextAtom, JsonFeed))
    return [
        path(f"{prefix}feed.atom", atom, name=feed.name),
        path(f"{prefix}feed.json", json, name=f"{feed.name}_json"),
    ]
