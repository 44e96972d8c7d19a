"""Replies as they are read: threads of a first reply and those that follow it.

What a page costs does not depend on how much there is. Threads are numbered when they first
appear, so a page is a stretch of numbers, read by key; a thread shows its first few replies
and leads to a page of its own for the rest. Replies to replies stand in one row, each saying
whom it answers, however deep they go.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from comments.models import Reply
from interviews import editions

ON_A_PAGE = 50  # threads, or replies of one thread
SHOWN_OF_EACH = 10  # further replies of a thread, before it leads to its own page


@dataclass
class Thread:
    """A first reply and those that follow it, as many as the page shows."""

    first: Reply
    further: list = field(default_factory=list)
    goes_on: bool = False

    @property
    def address(self):
        return reverse("comments:thread", args=[self.first.interview.slug, self.first.number])


class Page:
    """A stretch of an interview's threads, or of those about one exchange.

    `after` and `before` are numbers of threads: the page begins behind the one, or ends before
    the other. Oldest first unless `newest`.
    """

    ORDERS: ClassVar = {"oldest": "number", "newest": "-number"}

    def __init__(self, interview, exchange=None, after=0, before=None, newest=False):
        self.interview, self.exchange = interview, exchange
        self.after, self.before, self.newest = after, before, newest

    @cached_property
    def threads(self):
        firsts = self._firsts[:ON_A_PAGE]
        return with_further(self.interview, firsts)

    @cached_property
    def _firsts(self):
        """The first replies of the page, and one more if there are more behind it."""
        threads = Reply.objects.filter(interview=self.interview).threads()
        if self.exchange:
            threads = threads.filter(exchange=self.exchange)
        if self.newest:
            if self.before:
                threads = threads.filter(number__lt=self.before)
        else:
            threads = threads.filter(number__gt=self.after)
        order = self.ORDERS["newest" if self.newest else "oldest"]
        with of(self.interview):
            return list(threads.for_reading().order_by(order)[: ON_A_PAGE + 1])

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


def of(interview):
    """Within it, replies are read of this interview only, and what they name of interviews."""
    return editions.only_of([interview.pk], "replies", "interviews")


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


def with_further(interview, firsts):
    """Threads of these first replies, each with what it shows of the rest."""
    threads = {
        first.pk: Thread(first, goes_on=first.last_place > SHOWN_OF_EACH) for first in firsts
    }
    further = (
        Reply.objects.filter(thread__in=threads, place__lte=SHOWN_OF_EACH)
        .further()
        .for_reading()
        .in_order()
    )
    with of(interview):
        for reply in further if threads else ():
            threads[reply.thread_id].further.append(reply)
    _introduce(interview, [each for t in threads.values() for each in [t.first, *t.further]])
    return list(threads.values())


def one_thread(interview, number, after=0):
    """The thread of this number, with a stretch of fifty of its replies; None if there is none.

    `goes_on` is then the place behind which the next stretch begins, or False.
    """
    its = Reply.objects.filter(interview=interview).for_reading()
    with of(interview):
        first = its.filter(number=number).threads().first()
        if first is None:
            return None
        further = its.filter(thread=first, place__gt=after).further().order_by("place")
        further = list(further[: ON_A_PAGE + 1])
    goes_on = further[ON_A_PAGE - 1].place if len(further) > ON_A_PAGE else False
    thread = Thread(first, further[:ON_A_PAGE], goes_on)
    _introduce(interview, [first, *thread.further])
    return thread


def _introduce(interview, replies):
    """Tell each its interview, and whether the reply that it answers is on the same page."""
    here = {reply.pk for reply in replies}
    for reply in replies:
        reply.interview = interview
        reply.parent_is_here = reply.parent_id in here
