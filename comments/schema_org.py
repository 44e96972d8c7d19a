"""Replies as an article's comments, in the vocabulary of schema.org."""

from itertools import islice

from django.utils import timezone

from comments.email.plain_text import in_one_line
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.schema_org.nodes import build_node
from interviews.exports.schema_org.questions import answer_id
from interviews.prose import plain_from_reader
from interviews.prose.excerpts import truncate

# Limits of the data that a page with hundreds of replies gets.
MOST = 20
LONGEST = 240  # characters


def describe_replies(interview, replies):
    """The properties of the article about its replies: their number, and the first ones."""
    shown = (each for thread in replies.threads for each in [thread.first, *thread.follow_ups])
    first = list(islice((reply for reply in shown if reply.is_published), MOST))
    page = absolute_url(interview.get_absolute_url())
    opening = {question.key for question in interview.conversation}
    comments = [_comment(page, reply, opening) for reply in first]
    return {"commentCount": replies.count} | ({"comment": comments} if comments else {})


def _comment(page, reply, opening):
    return build_node(
        "Comment",
        f"{page}#{reply.anchor}",
        text=truncate(plain_from_reader(reply.body), LONGEST),
        datePublished=timezone.localtime(reply.published_at).isoformat(timespec="seconds"),
        author=build_node("Person", name=in_one_line(reply.name)) if reply.name else None,
        parentItem=_get_parent(page, reply, opening),
    )


def _get_parent(page, reply, opening):
    """The reply or the answer of the interview that a reply responds to."""
    if reply.parent:
        return {"@id": f"{page}#{reply.parent.anchor}"}
    if not reply.exchange or reply.exchange.is_removed:
        return None
    return {"@id": answer_id(f"{page}#{reply.exchange.key}", reply.exchange.key in opening)}
