"""The newest interviews as Atom, in full, under ids that survive a change of address."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from interviews import prose, prose_pictures
from interviews.models import Interview

IN_FEED = 20

# What XML 1.0 has no way to write; an invisible leftover of some other program.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# An address without its scheme or host, in a tag that the sanitiser wrote, so in double quotes.
RELATIVE = re.compile(r'(<(?:a|img) [^<>]*?\b(?:href|src)=")(//|/|#)')


def absolute(path):
    """The address in full, on the publication's own host."""
    return f"{settings.PUBLICATION_URL}{path}"


def tag(day, name):
    """An id that outlives addresses: a tag URI (RFC 4151) of our host on the day it appeared."""
    return f"tag:{urlsplit(settings.PUBLICATION_URL).hostname},{day:%Y-%m-%d}:{name}"


def writable(text):
    return UNWRITABLE.sub("", text)


class InFull(Atom1Feed):
    """Atom whose entries have their `content`, in its language, beside a short summary."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        attributes = {"type": "html", "xml:lang": item["language"]}
        handler.addQuickElement("content", item["content"], attributes)


class Interviews(Feed):
    feed_type = InFull

    def title(self):
        return settings.PUBLICATION_NAME

    def subtitle(self):
        return settings.PUBLICATION_TAGLINE

    def author_name(self):
        return settings.PUBLICATION_NAME

    def link(self):
        return absolute(reverse("interviews:front_page"))

    def feed_url(self):
        return absolute(reverse("interviews:feed"))

    def feed_guid(self):
        return self.link()

    def items(self):
        return Interview.objects.published().newest_first().for_reading()[:IN_FEED]

    def item_title(self, interview):
        return writable(interview.title)

    def item_link(self, interview):
        return absolute(interview.get_absolute_url())

    def item_guid(self, interview):
        return tag(interview.published_at, f"interviews/{interview.pk}")

    def item_description(self, interview):
        return writable(prose.plain(interview.standfirst)) or None

    def item_extra_kwargs(self, interview):
        return {"content": self.content(interview), "language": interview.language}

    def content(self, interview):
        entry = render_to_string("interviews/feed_entry.html", {"interview": interview})
        html = prose_pictures.in_one_size(entry)
        page = absolute(interview.get_absolute_url())
        scheme = urlsplit(settings.PUBLICATION_URL).scheme
        base = {"//": f"{scheme}://", "/": absolute("/"), "#": f"{page}#"}
        return writable(RELATIVE.sub(lambda found: found[1] + base[found[2]], html))

    def item_author_name(self, interview):
        names = [person.name for person in interview.interviewers]
        return writable(_(" and ").join(names)) or settings.PUBLICATION_NAME

    def item_pubdate(self, interview):
        return interview.published_at

    def item_updateddate(self, interview):
        """When readers last got something else to read: at first, a correction, a removal."""
        corrected = [correction.published_at for correction in interview.corrections.all()]
        removed = [e.removed_at for e in interview.exchanges.all() if e.is_removed]
        return max([interview.published_at, *corrected, *removed])

    def item_categories(self, interview):
        return [writable(topic.name) for topic in interview.topics.all()]
