"""Replies as an article's comments, in the vocabulary of schema.org."""

from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags

from interviews import parts
from interviews.absolute import absolute
from interviews.excerpt import beginning
from interviews.schema_org.nodes import a
from interviews.schema_org.questions import identity_of_answer

# What the data may add to a page, on which hundreds of replies may stand in full.
MOST = 20
LONGEST = 240  # characters


def of_replies(interview, page, count):
    """What the article is told of the replies that its page shows: how many, and the first."""
    shown = [each for thread in page.threads for each in [thread.first, *thread.further]]
    standing = [reply for reply in shown if reply.is_published]
    opening = {question.key for question in interview.conversation}
    comments = [
        parts.data(
            _comment,
            page=absolute(interview.get_absolute_url()),
            reply=reply,
            opens=reply.exchange is not None and reply.exchange.key in opening,
        )
        for reply in standing[:MOST]
    ]
    return {"commentCount": count} | ({"comment": comments} if comments else {})


def _comment(page, reply, opens):
    return a(
        "Comment",
        f"{page}#{reply.anchor}",
        text=beginning(unescape(strip_tags(reply.body_html)).strip(), LONGEST),
        datePublished=timezone.localtime(reply.published_at).isoformat(timespec="seconds"),
        author=a("Person", name=reply.name) if reply.name else None,
        parentItem=_answered(page, reply, opens),
    )


def _answered(page, reply, opens):
    """The reply, or else the answer of the interview, that it is about."""
    if reply.parent:
        return {"@id": f"{page}#{reply.parent.anchor}"}
    if not reply.exchange or reply.exchange.is_removed:
        return None
    return {"@id": identity_of_answer(f"{page}#{reply.exchange.key}", opens)}
