"""The newest interviews, in full: of all, of a person, a topic or a series.

Each is there as Atom and as JSON Feed, under ids that survive a change of address.
"""

from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import RedirectView

from interviews import prose
from interviews.exports.absolute_urls import absolute_url, make_urls_absolute
from interviews.exports.feed_formats import FullTextAtom, FullTextFeed, JsonFeed, tag, writable
from interviews.models import Interview, Person, Series, Topic
from interviews.prose.pictures import use_one_size
from interviews.templatetags.fragments import digest
from interviews.views import follows_renames

IN_FEED = 20
# People, topics and series have no date of their own; a tag URI wants one, and any will do
# that never changes.
UNDATED = date(2026, 1, 1)


class InterviewFeed(FullTextFeed):
    """All of them. A subclass takes those of one thing, which has an address of its own."""

    model = None
    name = "feed"  # of its address, as Atom

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def get_object(self, request, slug=None):
        return get_object_or_404(self.model.objects.published(), slug=slug) if self.model else None

    def interviews(self, of):
        return Interview.objects.published()

    def items(self, of):
        return self.interviews(of).newest_first().for_feed()[:IN_FEED]

    def title(self, of):
        name = settings.PUBLICATION_NAME
        return writable(f"{of} — {name}" if of else name)

    def subtitle(self, of):
        return settings.PUBLICATION_TAGLINE

    def author_name(self):
        return settings.PUBLICATION_NAME

    def author_link(self):
        return absolute_url(reverse("interviews:front_page"))

    def link(self, of):
        return absolute_url(of.get_absolute_url()) if of else self.author_link()

    def feed_url(self, of):
        name = self.name if self.feed_type is FullTextAtom else f"{self.name}_json"
        return absolute_url(reverse(f"interviews:{name}", kwargs={"slug": of.slug} if of else {}))

    def feed_guid(self, of):
        return tag(UNDATED, f"{self.name}/{of.pk}") if of else self.link(of)

    def item_title(self, interview):
        return writable(interview.title)

    def item_link(self, interview):
        return absolute_url(interview.get_absolute_url())

    def item_guid(self, interview):
        return tag(interview.published_at, f"interviews/{interview.pk}")

    def item_description(self, interview):
        """Nothing that Django would take for HTML; see `summary`."""

    def item_extra_kwargs(self, interview):
        picture = interview.lead_picture
        return {
            "summary": writable(self.summary(interview)),
            "content": self.content(interview),
            "image": absolute_url(picture.url) if picture else "",
            "authors": [named(each) for each in interview.interviewers] or [the_publication()],
            "contributors": [named(person) for person in interview.subjects],
            "language": interview.language,
            "attributes": {"xml:lang": interview.language},
        }

    def summary(self, interview):
        return interview.description

    def content(self, interview):
        """The whole interview as HTML; remembered by all that it shows."""
        related = [interview.credits.all(), interview.exchanges.all(), interview.corrections.all()]
        key = f"feed-entry-{digest([interview, *related])}"
        return cache.get_or_set(key, lambda: self.rendered(interview), timeout=None)

    def rendered(self, interview):
        address = absolute_url(interview.get_absolute_url())
        html = use_one_size(
            render_to_string("interviews/feed_entry.html", {"interview": interview})
        )
        return writable(make_urls_absolute(html, address))

    def item_pubdate(self, interview):
        return interview.published_at

    def item_updateddate(self, interview):
        return interview.changed_at

    def item_categories(self, interview):
        return [writable(topic.name) for topic in interview.topics.all()]


class PersonFeed(InterviewFeed):
    """Given, conducted, or helped with; each entry says which."""

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

    def subtitle(self, of):
        return writable(prose.plain(of.description)) or None


class SeriesFeed(TopicFeed):
    model, name = Series, "series_feed"


# What people and feed readers try first, as other publishing systems have it.
COMMON_ADDRESSES = ["feed", "rss", "atom", "feed/", "rss/", "atom/"]
COMMON_ADDRESSES += ["feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.rss"]
moved = RedirectView.as_view(pattern_name="interviews:feed", permanent=True)


def named(person):
    return {"name": writable(person.name), "url": absolute_url(person.get_absolute_url())}


def the_publication():
    return {"name": writable(settings.PUBLICATION_NAME)}


def addresses(feed, place=""):
    """Where it is found in both its forms; under the addresses that `place` once had, too."""
    follow = follows_renames(feed.model) if feed.model else require_safe
    atom, json = (conditional_page(follow(feed(form))) for form in (FullTextAtom, JsonFeed))
    return [
        path(f"{place}feed.atom", atom, name=feed.name),
        path(f"{place}feed.json", json, name=f"{feed.name}_json"),
    ]
