"""What pages show of replies, as values: they alone decide how they look (see interviews.parts).

Named as the models name it, so that templates show one as they would show the other. Read as
values, too: of the many columns of a reply its readers see a few.
"""

from datetime import datetime
from typing import NamedTuple

from comments.models.invitation import Invitation
from comments.models.readable import Readable
from interviews.models.spoken import Spoken

COLUMNS = [
    *("pk", "status", "name", "website", "body", "written_at", "edited_at"),
    *("changed_after_answer_at", "published_at"),
    *("number", "place", "last_place", "thread", "exchange_digest"),
    *("became__key", "invitation__role"),
    *("parent", "parent__status", "parent__name"),
    *("exchange__key", "exchange__label", "exchange__question", "exchange__answer"),
    "exchange__removed_at",
]
OWN, OF_PARENT = COLUMNS.index("became__key"), COLUMNS.index("parent")
OF_EXCHANGE = COLUMNS.index("exchange__key")


class Under(NamedTuple):
    """The interview that replies stand under."""

    slug: str
    language: str
    direction: str


class _Exchange(NamedTuple):
    key: str
    label: str
    question: str
    answer: str
    removed_at: datetime | None


class Exchange(Spoken, _Exchange):
    """What a reply is about."""

    __slots__ = ()


class _Parent(NamedTuple):
    pk: int
    status: str
    name: str


class Parent(Readable, _Parent):
    """The reply that a reply answers."""

    __slots__ = ()


class Became(NamedTuple):
    key: str


class _Reply(NamedTuple):
    pk: int
    status: str
    name: str
    website: str
    body: str
    written_at: datetime
    edited_at: datetime | None
    changed_after_answer_at: datetime | None
    published_at: datetime | None
    number: int
    place: int
    last_place: int
    thread_id: int
    exchange_digest: str
    became: Became | None
    voice: str
    parent: Parent | None
    parent_is_here: bool
    exchange: Exchange | None


class Reply(Readable, _Reply):
    __slots__ = ()


class Thread(NamedTuple):
    """A first reply and those that follow it, as many as the page shows.

    `goes_on`: whether there are more; on a page of its own the place behind which they begin.
    """

    first: Reply
    further: tuple
    goes_on: bool | int


class Letters(NamedTuple):
    """Those about one answer: how many, those that editors set beside it, and whether it is too
    late to write one."""

    count: int
    featured: tuple
    closed: bool


def under(interview):
    return Under(interview.slug, interview.language, interview.direction)


def replies(rows, here=()):
    """Replies of rows of COLUMNS; `here` are the keys of those on the same page besides."""
    rows = list(rows)
    here = {*here, *(row[0] for row in rows)}
    return [_reply(row, here) for row in rows]


def _reply(row, here):
    became, role = row[OWN:OF_PARENT]
    parent, exchange = row[OF_PARENT:OF_EXCHANGE], row[OF_EXCHANGE:]
    return Reply(
        *row[:OWN],
        Became(became) if became else None,
        str(Invitation.Role(role).label) if role else "",
        Parent(*parent) if parent[0] else None,
        parent[0] in here,
        Exchange(*exchange) if exchange[0] else None,
    )
