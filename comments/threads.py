"""Replies as they are read: threads of a first reply and those that follow it.

What a page costs does not depend on how much there is. Threads are numbered when they first
appear, so a page is a stretch of numbers, read by key; a thread shows its first few replies
and leads to a page of its own for the rest. Replies to replies stand in one row, each saying
whom it answers, however deep they go.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from comments.models import ModerationRules, Policy, Reply
from comments.models.reply_settings import policy_for

ON_A_PAGE = 50  # threads, or replies of one thread
SHOWN_OF_EACH = 10  # further replies of a thread, before it leads to its own page


@dataclass
class Thread:
    """A first reply and those that follow it, as many as the page shows.

    `goes_on`: whether there are more; on a page of its own the place behind which they begin.
    """

    first: Reply
    further: list
    goes_on: bool | int

    @cached_property
    def keys(self):
        """Of all its replies that the page shows."""
        return [self.first.pk, *(reply.pk for reply in self.further)]


class Page:
    """A stretch of an interview's threads, or of those about one exchange.

    `after` and `before` are numbers of threads: the page begins behind the one, or ends before
    the other. Oldest first unless `newest`. `count`: how many replies the interview has, where
    that is known.
    """

    ORDERS: ClassVar = {"oldest": "number", "newest": "-number"}

    def __init__(self, interview, exchange=None, after=0, before=None, newest=False, count=None):
        self.interview, self.exchange, self.count = interview, exchange, count
        self.after, self.before, self.newest = after, before, newest

    @cached_property
    def policy(self):
        """Who may reply now."""
        return policy_for(self.interview, ModerationRules.objects.in_force())

    @property
    def is_closed(self):
        """Whether nobody can reply to this interview any more."""
        return self.policy == Policy.CLOSED

    @cached_property
    def threads(self):
        return with_further(self._firsts[:ON_A_PAGE])

    @cached_property
    def _firsts(self):
        """The first replies of the page, and one more if there are more behind it."""
        where = {"exchange": self.exchange} if self.exchange else {}
        if not self.newest:
            where["number__gt"] = self.after
        elif self.before:
            where["number__lt"] = self.before
        order = self.ORDERS["newest" if self.newest else "oldest"]
        firsts = self.interview.replies.threads().filter(**where).order_by(order)
        return list(firsts.select_related("exchange", "invitation", "became")[: ON_A_PAGE + 1])

    @property
    def is_first(self):
        return not self.before if self.newest else not self.after

    @property
    def is_short(self):
        """Whether there is nothing to put in another order."""
        return self.is_first and len(self._firsts) < 2

    @property
    def next_address(self):
        """Of the threads behind these; "" if there are none."""
        if len(self._firsts) <= ON_A_PAGE:
            return ""
        last = self._firsts[ON_A_PAGE - 1].number
        return self._at(before=last) if self.newest else self._at(after=last)

    @property
    def first_address(self):
        """Of the first page of these; "" on it."""
        return "" if self.is_first else self._at()

    @property
    def other_order_address(self):
        return address(self.interview, self.exchange, newest=not self.newest)

    def _at(self, **where):
        return address(self.interview, self.exchange, newest=self.newest, **where)


def address(interview, exchange=None, newest=False, **where):
    """Where a stretch of threads is found."""
    asked = {"to": exchange.key} if exchange else {}
    asked |= {"order": "newest"} if newest else {}
    asked |= where
    path = reverse("comments:replies", args=[interview.slug])
    return f"{path}?{urlencode(asked)}" if asked else path


def page_address_of(reply):
    """Where a reply stands, whatever arrived since: its page, and the place on it."""
    if reply.place and reply.place > SHOWN_OF_EACH:
        path = reverse("comments:thread", args=[reply.interview.slug, reply.number])
        start = _start_of_stretch(reply.place)
        return f"{path}?after={start}#{reply.anchor}" if start else f"{path}#{reply.anchor}"
    start = _start_of_stretch(reply.number)
    if not start:
        return f"{reply.interview.get_absolute_url()}#{reply.anchor}"
    return f"{address(reply.interview, after=start)}#{reply.anchor}"


def _start_of_stretch(number):
    """The number behind which the fixed stretch begins that holds this one."""
    return (number - 1) // ON_A_PAGE * ON_A_PAGE


def with_further(firsts):
    """Threads of these first replies, each with what it shows of the rest."""
    here, following = {first.pk: first for first in firsts}, defaultdict(list)
    if answered := [first for first in firsts if first.last_place]:
        further = Reply.objects.further().filter(thread__in=answered, place__lte=SHOWN_OF_EACH)
        for reply in further.in_order().select_related("invitation", "became"):
            here[reply.pk] = reply
            if reply.parent_id in here:  # as that of every published reply is, which stands before
                reply.parent = here[reply.parent_id]
            following[reply.thread_id].append(reply)
    return [
        Thread(first, following[first.pk], first.last_place > SHOWN_OF_EACH) for first in firsts
    ]


def one_thread(interview, number, after=0):
    """The thread of this number, with a stretch of fifty of its replies; None if there is none.

    `goes_on` is then the place behind which the next stretch begins, or False.
    """
    replies = Reply.objects.for_reading()
    first = replies.threads().filter(interview=interview, number=number).first()
    if first is None:
        return None
    rows = replies.further().filter(thread=first, place__gt=after).order_by("place")
    following = list(rows[: ON_A_PAGE + 1])
    goes_on = following[ON_A_PAGE - 1].place if len(following) > ON_A_PAGE else False
    return Thread(first, following[:ON_A_PAGE], goes_on)
