"""Replies as an article's comments, in the vocabulary of schema.org."""

from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags

from interviews.absolute import absolute
from interviews.excerpt import beginning
from interviews.schema_org.interview import identity_of_answer
from interviews.schema_org.nodes import a

# What the data may add to a page, on which hundreds of replies may stand in full.
MOST = 20
LONGEST = 240  # characters


def of_replies(interview, page, count):
    """What the article is told of the replies that its page shows: how many, and the first."""
    shown = [each for thread in page.threads for each in [thread.first, *thread.further]]
    standing = [reply for reply in shown if reply.is_published]
    comments = [_comment(interview, reply) for reply in standing[:MOST]]
    return {"commentCount": count} | ({"comment": comments} if comments else {})


def _comment(interview, reply):
    return a(
        "Comment",
        _place(interview, reply),
        text=beginning(unescape(strip_tags(reply.body_html)).strip(), LONGEST),
        datePublished=timezone.localtime(reply.published_at).isoformat(timespec="seconds"),
        author=a("Person", name=reply.name) if reply.name else None,
        parentItem=_answered(interview, reply),
    )


def _answered(interview, reply):
    """The reply, or else the answer of the interview, that it is about."""
    if reply.parent_id:
        return {"@id": _place(interview, reply.parent)}
    if not reply.exchange_id or reply.exchange.is_removed:
        return None
    question, exchange = interview.find(reply.exchange.key)
    return {"@id": identity_of_answer(exchange, question.key)} if exchange else None


def _place(interview, reply):
    return absolute(f"{interview.get_absolute_url()}#{reply.anchor}")
