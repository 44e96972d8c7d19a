"""The newest replies as Atom, in full: those to one interview, and those to any."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.email.plain_text import in_one_line, isolated
from comments.models import Reply
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.feed_formats import FullTextAtom, FullTextFeed, remove_illegal_xml, tag_uri

IN_FEED = 50
NAMED_BY = 12  # words of the question, or of the answer where none was asked


class ReplyFeed(FullTextFeed):
    """To all that is published; nothing that a reader could not read on a page."""

    feed_type = FullTextAtom

    def title(self):
        return _("Replies at %(publication)s") % {"publication": settings.PUBLICATION_NAME}

    def link(self):
        return absolute_url(reverse("interviews:front_page"))

    def feed_url(self):
        return absolute_url(reverse("comments:feed"))

    def feed_guid(self):
        return self.feed_url()

    def author_name(self):
        return settings.PUBLICATION_NAME

    def items(self):
        return newest(Reply.objects.all())

    def item_title(self, reply):
        said = {"name": signed(reply), "title": reply.interview.title, "answer": named(reply)}
        said = {key: isolated(in_one_line(each)) for key, each in said.items()}
        if said["answer"]:
            return _("%(name)s on “%(answer)s”, in “%(title)s”") % said
        return _("%(name)s on “%(title)s”") % said

    def item_link(self, reply):
        return absolute_url(reply.get_absolute_url())

    def item_guid(self, reply):
        return tag_uri(reply.published_at, f"replies/{reply.pk}")

    def item_description(self, reply):
        """No summary beside the whole."""

    def item_extra_kwargs(self, reply):
        return {
            "content": remove_illegal_xml(reply.body_html),
            "language": reply.interview.language,
        }

    def item_author_name(self, reply):
        return in_one_line(signed(reply))

    def item_pubdate(self, reply):
        return reply.published_at

    def item_updateddate(self, reply):
        """When readers last got something else to read."""
        return max(filter(None, [reply.published_at, reply.edited_at, reply.erased_at]))


class InterviewReplyFeed(ReplyFeed):
    """To one interview."""

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
        return newest(Reply.objects.filter(interview=interview))


def newest(replies):
    """One query, whatever there is."""
    return replies.in_print().newest_first().select_related("interview", "exchange")[:IN_FEED]


def signed(reply):
    return reply.name or _("Name erased")


def named(reply):
    """The answer that a reply is about, in a line; "" for none, and for one that was removed."""
    if reply.exchange is None or reply.exchange.is_removed:
        return ""
    return Truncator(reply.exchange.list_label or reply.exchange.answer_text).words(NAMED_BY)
