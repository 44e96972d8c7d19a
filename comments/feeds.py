"""Atom feeds of the newest replies in full: to one interview, or to all."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.email.plain_text import in_one_line, isolated
from comments.models import Reply
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.feed_formats import FullTextAtom, FullTextFeed, remove_illegal_xml, tag_uri
from interviews.models import Publication

MAX_ENTRIES = 50
WORDS_OF_ANSWER = 12  # of the question, or of the answer if there is no question


class ReplyFeed(FullTextFeed):
    """The replies to all published interviews."""

    feed_type = FullTextAtom

    def title(self):
        return _("Replies at %(publication)s") % {"publication": self.author_name()}

    def link(self):
        return absolute_url(reverse("interviews:front_page"))

    def feed_url(self):
        return absolute_url(reverse("comments:feed"))

    def feed_guid(self):
        return self.feed_url()

    def author_name(self):
        return Publication.objects.current().name

    def items(self):
        return get_newest(Reply.objects.all())

    def item_title(self, reply):
        values = {
            "name": get_author_name(reply),
            "title": reply.interview.title,
            "answer": get_answer_excerpt(reply),
        }
        values = {key: isolated(in_one_line(each)) for key, each in values.items()}
        if values["answer"]:
            return _("%(name)s on “%(answer)s”, in “%(title)s”") % values
        return _("%(name)s on “%(title)s”") % values

    def item_link(self, reply):
        return absolute_url(reply.get_absolute_url())

    def item_guid(self, reply):
        return tag_uri(reply.published_at, f"replies/{reply.pk}")

    def item_description(self, reply):
        """None: entries have their full content."""

    def item_extra_kwargs(self, reply):
        return {
            "content": remove_illegal_xml(reply.body_html),
            "language": reply.interview.language,
        }

    def item_author_name(self, reply):
        return in_one_line(get_author_name(reply))

    def item_pubdate(self, reply):
        return reply.published_at

    def item_updateddate(self, reply):
        """When the visible reply last changed."""
        return max(filter(None, [reply.published_at, reply.edited_at, reply.erased_at]))


class InterviewReplyFeed(ReplyFeed):
    """The replies to one interview."""

    def get_object(self, request, interview):
        return interview

    def title(self, interview):
        return _("Replies to “%(title)s”") % {"title": isolated(in_one_line(interview.title))}

    def link(self, interview):
        return absolute_url(interview.get_absolute_url())

    def feed_url(self, interview):
        return absolute_url(reverse("comments:interview_feed", args=[interview.slug]))

    def feed_guid(self, interview):
        return tag_uri(interview.published_at, f"interviews/{interview.pk}/replies")

    def items(self, interview):
        return get_newest(Reply.objects.filter(interview=interview))


def get_newest(replies):
    """The newest replies. One query."""
    return replies.visible().newest_first().select_related("interview", "exchange")[:MAX_ENTRIES]


def get_author_name(reply):
    return reply.name or _("Name erased")


def get_answer_excerpt(reply):
    """The answer that a reply is about, in one line; "" without one, or if it was removed."""
    if reply.exchange is None or reply.exchange.is_removed:
        return ""
    return Truncator(reply.exchange.list_label or reply.exchange.answer_text).words(WORDS_OF_ANSWER)
