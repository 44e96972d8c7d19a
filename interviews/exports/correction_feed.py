"""The Atom feed of the newest corrections of all published interviews."""

from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from interviews.exports.absolute_urls import absolute_url, make_urls_absolute
from interviews.exports.feed_formats import FullTextAtom, FullTextFeed, remove_illegal_xml, tag_uri
from interviews.models import Correction, Publication

MAX_ENTRIES = 50


class CorrectionFeed(FullTextFeed):
    feed_type = FullTextAtom

    def title(self):
        return _("Corrections — %(publication)s") % {"publication": self.author_name()}

    def link(self):
        return absolute_url(reverse("interviews:corrections"))

    def feed_url(self):
        return absolute_url(reverse("interviews:corrections_feed"))

    def feed_guid(self):
        return self.link()

    def author_name(self):
        return Publication.objects.current().name

    def items(self):
        newest = Correction.objects.in_print().noted().newest_first()
        return newest.select_related("interview")[:MAX_ENTRIES]

    def item_title(self, correction):
        kind = capfirst(correction.get_kind_display())
        return remove_illegal_xml(f"{kind}: {correction.interview.title}")

    def item_link(self, correction):
        return absolute_url(correction.anchor_url)

    def item_guid(self, correction):
        return tag_uri(correction.published_at, f"corrections/{correction.pk}")

    def item_description(self, correction):
        """Return None: Django would write a description as HTML. The content has the note."""

    def item_extra_kwargs(self, correction):
        note = make_urls_absolute(f"<p>{correction.note_html}</p>", self.item_link(correction))
        return {
            "content": remove_illegal_xml(note),
            "language": correction.interview.language,
            "attributes": {"xml:lang": correction.interview.language},
        }

    def item_pubdate(self, correction):
        return correction.published_at

    def item_updateddate(self, correction):
        return correction.published_at


urlpatterns = [
    path(
        "corrections/feed.atom",
        conditional_page(require_safe(CorrectionFeed())),
        name="corrections_feed",
    ),
]
