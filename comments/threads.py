"""Threads: a first reply and the replies that follow it, in pages.

The cost of a page does not grow with the number of replies. A thread gets its number when it first
appears, so a page is a range of numbers. A thread shows its first few replies, and links to a page
of its own for the rest. All replies of a thread are in one list; each says whom it replies to.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from comments.models import ModerationRules, Policy, Reply
from comments.models.reply_settings import get_policy

THREADS_PER_PAGE = 50  # or replies of one thread
FOLLOW_UPS_SHOWN = 10  # on a page of several threads


@dataclass
class Thread:
    """A first reply and the follow-ups that the page shows.

    `more_after` says whether there are more; on the thread's own page it is the position after
    which they begin.
    """

    first: Reply
    follow_ups: list
    more_after: bool | int

    @cached_property
    def keys(self):
        """The keys of all replies that the page shows."""
        return [self.first.pk, *(reply.pk for reply in self.follow_ups)]


class ThreadPage:
    """A page of the threads of an interview, or of one of its exchanges.

    The page begins after the thread number `after`, or with `newest` before the number `before`.
    Threads are sorted oldest first unless `newest`. `count` is the number of replies to the
    interview, or None.
    """

    ORDERS: ClassVar = {"oldest": "number", "newest": "-number"}

    def __init__(self, interview, exchange=None, after=0, before=None, newest=False, count=None):
        self.interview, self.exchange, self.count = interview, exchange, count
        self.after, self.before, self.newest = after, before, newest

    @cached_property
    def policy(self):
        """The policy for new replies now."""
        return get_policy(self.interview, ModerationRules.objects.current())

    @property
    def is_closed(self):
        """Whether replies to this interview are closed."""
        return self.policy == Policy.CLOSED

    @cached_property
    def threads(self):
        return build_threads(self._first_replies[:THREADS_PER_PAGE])

    @cached_property
    def _first_replies(self):
        """The first replies of the page's threads, and one more if there is a next page."""
        where = {"exchange": self.exchange} if self.exchange else {}
        if not self.newest:
            where["number__gt"] = self.after
        elif self.before:
            where["number__lt"] = self.before
        order = self.ORDERS["newest" if self.newest else "oldest"]
        first_replies = self.interview.replies.threads().filter(**where).order_by(order)
        return list(
            first_replies.select_related("exchange", "invitation", "promoted_exchange")[
                : THREADS_PER_PAGE + 1
            ]
        )

    @property
    def is_first(self):
        return not self.before if self.newest else not self.after

    @property
    def is_short(self):
        """Whether there are fewer than two threads, so that there is nothing to sort."""
        return self.is_first and len(self._first_replies) < 2

    @property
    def next_url(self):
        """The URL of the next page; "" if there is none."""
        if len(self._first_replies) <= THREADS_PER_PAGE:
            return ""
        last = self._first_replies[THREADS_PER_PAGE - 1].number
        return self._get_url(before=last) if self.newest else self._get_url(after=last)

    @property
    def first_url(self):
        """The URL of the first page; "" on the first page."""
        return "" if self.is_first else self._get_url()

    @property
    def other_order_url(self):
        return get_threads_url(self.interview, self.exchange, newest=not self.newest)

    def _get_url(self, **where):
        return get_threads_url(self.interview, self.exchange, newest=self.newest, **where)


def get_threads_url(interview, exchange=None, newest=False, **where):
    """The URL of a page of threads."""
    query = {"to": exchange.key} if exchange else {}
    query |= {"order": "newest"} if newest else {}
    query |= where
    path = reverse("comments:replies", args=[interview.slug])
    return f"{path}?{urlencode(query)}" if query else path


def get_page_url(reply):
    """The URL of the page that shows a reply, with its anchor."""
    if reply.position and reply.position > FOLLOW_UPS_SHOWN:
        path = reverse("comments:thread", args=[reply.interview.slug, reply.number])
        start = _get_page_start(reply.position)
        return f"{path}?after={start}#{reply.anchor}" if start else f"{path}#{reply.anchor}"
    start = _get_page_start(reply.number)
    if not start:
        return f"{reply.interview.get_absolute_url()}#{reply.anchor}"
    return f"{get_threads_url(reply.interview, after=start)}#{reply.anchor}"


def _get_page_start(number):
    """The number after which the page with this number begins. Pages have fixed bounds."""
    return (number - 1) // THREADS_PER_PAGE * THREADS_PER_PAGE


def build_threads(first_replies):
    """Build the threads of these first replies, each with its first follow-ups."""
    shown, following = {first.pk: first for first in first_replies}, defaultdict(list)
    if with_follow_ups := [first for first in first_replies if first.last_position]:
        follow_ups = Reply.objects.follow_ups().filter(
            thread__in=with_follow_ups, position__lte=FOLLOW_UPS_SHOWN
        )
        for reply in follow_ups.in_order().select_related("invitation", "promoted_exchange"):
            shown[reply.pk] = reply
            if reply.parent_id in shown:  # true for published replies: the parent comes first
                reply.parent = shown[reply.parent_id]
            following[reply.thread_id].append(reply)
    return [
        Thread(first, following[first.pk], first.last_position > FOLLOW_UPS_SHOWN)
        for first in first_replies
    ]


def get_thread(interview, number, after=0):
    """A thread with a page of its follow-ups, or None if there is no such thread.

    `more_after` is the position after which the next page begins, or False.
    """
    replies = Reply.objects.for_reading()
    first = replies.threads().filter(interview=interview, number=number).first()
    if first is None:
        return None
    rows = replies.follow_ups().filter(thread=first, position__gt=after).order_by("position")
    following = list(rows[: THREADS_PER_PAGE + 1])
    more_after = (
        following[THREADS_PER_PAGE - 1].position if len(following) > THREADS_PER_PAGE else False
    )
    return Thread(first, following[:THREADS_PER_PAGE], more_after)
