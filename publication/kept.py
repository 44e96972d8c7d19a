"""Public pages are kept whole, in front of Django, and never stale.

A page that nobody signed in asked for is the same for everyone. So whoever asks first has it
made, and it is kept in this process's memory as it leaves for browsers. Whoever asks next gets
the kept one *if it still holds*, which one read by primary key tells:

- The publication has a current edition, whose number grows with every change that readers may
  see. Triggers in the database see to that, so it counts whoever changes something, wherever.
- A page remembers in which edition it was made, and from what ("interviews", "replies:17" …),
  which is noted while Django makes it. It holds while nothing of that has changed since; see
  interviews.editions.
- Mostly nothing at all has changed since it was last asked for. Then the number of the current
  edition is all that is read.
- What the clock alone will change, such as when a scheduled interview appears, is known when the
  page is made; it is kept until then.

The edition is read *before* a page is made: what changes meanwhile has a higher number, so the
page does not hold when it is next asked for.

A page is kept under its host, its path and those parameters of the query that it looked at (see
publication.asked). Only what Django answered with 200 is kept, so that unknown hosts and addresses
that lead nowhere take no room; and nothing that sets a cookie, is private or varies, or was made
from what is not watched. Whoever has a session or credentials is answered by Django alone.
"""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

import comments.watches
import interviews.watches
from interviews import editions
from interviews.models import Interview
from publication.asked import LOOKED_AT, ReadersRequest, part_of, place_of
from publication.printed import Printed, coding_for

WATCHES = [*interviews.watches.WATCHES, *comments.watches.WATCHES]

# What a browser says of the answer that it wants; Django is asked for the page as it is.
OF_THE_ANSWER = {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
OF_THE_ANSWER |= {"HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE"}

# A clock is set by less than this all the time; a page made later than now was made while it
# was ahead, and may show what is not to appear yet.
CLOCK_DRIFT = timedelta(seconds=1)


class Kept:
    """A WSGI application: Django's, and in front of it the pages that it made."""

    def __init__(self, django, megabytes):
        self.django = django
        self.django.request_class = ReadersRequest
        self.shelf = Shelf(megabytes * 1024 * 1024)
        self.turns = [Lock() for _each in range(64)]  # to make a page
        # Read once: to ask Django's settings takes longer than all else that is done here.
        self.https = settings.SECURE_PROXY_SSL_HEADER
        self.session = settings.SESSION_COOKIE_NAME
        self.files = settings.STATIC_URL, settings.MEDIA_URL

    def __call__(self, environ, start_response):
        if not self.is_for_anyone(environ):
            return self.django(environ, start_response)
        place = place_of(environ, self.https)
        page = self.find(place, environ)
        if page is None:
            with self.turns[hash(place) % len(self.turns)]:
                # Whoever waited for their turn finds what was made meanwhile.
                page = self.find(place, environ) or self.make(place, environ)
        if page.is_unavailable:
            page = self.meanwhile(place, environ) or page
        return page.answer(environ, start_response)

    def is_for_anyone(self, environ):
        """Whether everybody gets the same answer. Files are sent by who knows about ranges."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self.session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and not environ["PATH_INFO"].startswith(self.files)
        )

    def find(self, place, environ):
        """The kept page that is asked for; None if there is none that holds."""
        page = self.shelf.find(place, environ["QUERY_STRING"])
        return page if page and page.holds(editions.current()) else None

    def meanwhile(self, place, environ):
        """The kept page for as long as the database is away and nobody can tell its changes."""
        page = self.shelf.find(place, environ["QUERY_STRING"])
        return page if page and editions.current() is None and not page.is_overdue else None

    def make(self, place, environ):
        """What Django answers: a page, kept if it may be, or whatever else it is."""
        asked = {name: environ[name] for name in environ.keys() - OF_THE_ANSWER}
        asked |= {"REQUEST_METHOD": "GET", LOOKED_AT: set()}
        edition, moment, start = editions.current(), timezone.now(), []
        with editions.noting(WATCHES) as notes:
            response = self.django(asked, lambda *started: start.extend(started))
        if not is_a_page(response):
            return Passed(response, start)
        page = Page(*start, response.content, coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if edition and notes.is_whole:
            page.made_in(edition, notes, moment, looked_at=asked[LOOKED_AT])
            self.shelf.put(place, environ["QUERY_STRING"], page)
        response.close()
        return page


def is_a_page(response):
    """Whether it is whole, found, and the same for everyone."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and "public" in response.get("Cache-Control", "")
    )


class Page(Printed):
    """Knows in which edition it was made, from what, and until when it holds.

    `looked_at` are the names of the parameters that were looked at meanwhile.
    """

    is_unavailable = False

    def made_in(self, edition, notes, moment, looked_at):
        self.edition = self.checked_in = edition
        self.made_at = moment
        self.looked_at = looked_at
        self.names, ends = notes.names, [notes.until]
        if notes.read("interviews"):
            ends.append(Interview.objects.next_to_appear(after=moment))
        self.until = min(filter(None, ends), default=None)

    @property
    def is_overdue(self):
        """Whether the clock alone has changed it: forward, or back to before it was made."""
        now = timezone.now()
        return now < self.made_at - CLOCK_DRIFT or bool(self.until and now >= self.until)

    def holds(self, edition):
        """Whether it is still what Django would make, in the edition that is current."""
        if self.is_overdue:
            return False
        if edition == self.checked_in:
            return True
        # A lower number is that of an older copy of the database, put back meanwhile.
        if edition is None or edition < self.edition:
            return False
        if editions.have_changed_since(self.edition, self.names):
            return False
        self.checked_in = edition
        return True


class Passed:
    """Something else than a page: passed on as Django has it, and forgotten."""

    def __init__(self, response, start):
        self.response, self.start = response, start
        self.is_unavailable = response.status_code == 503

    def answer(self, environ, start_response):
        start_response(*self.start)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.response.close()
            return []
        return self.response


class Shelf:
    """Pages in memory, up to so many bytes; who was not asked for longest makes room."""

    NAMES = object()  # kept under it: the parameters that the pages of a place look at
    OF_NAMES = 1000  # bytes

    def __init__(self, room):
        self.room, self.taken = room, 0
        self.kept = OrderedDict()  # {(place, part of the query): (page, its bytes)}
        self.lock = Lock()

    def find(self, place, query):
        if not query:
            return self._get((place, ""))
        names = self._get((place, self.NAMES)) or frozenset()
        page = self._get((place, part_of(query, names)))
        # The names may have made room before the page did, and be known only in part again.
        return page if page and page.looked_at <= names else None

    def put(self, place, query, page):
        names = page.looked_at.union(self._get((place, self.NAMES)) or ())
        self._put((place, self.NAMES), names, self.OF_NAMES)
        self._put((place, part_of(query, names)), page, page.size)

    def _get(self, key):
        try:
            self.kept.move_to_end(key)
            value, size = self.kept[key]
        except KeyError:
            return None
        if key[1] != self.NAMES and value.size != size:  # it was put into another form since
            self._put(key, value, value.size)
        return value

    def _put(self, key, value, size):
        with self.lock:
            _old, before = self.kept.pop(key, (None, 0))
            self.taken += size - before
            self.kept[key] = value, size
            while self.taken > self.room:
                _key, (_value, size) = self.kept.popitem(last=False)
                self.taken -= size


class WhoMayKeepIt:
    """Middleware: says in each response who may keep it, where the view did not.

    A browser asks again each time, mostly to hear that nothing has changed. A CDN need not for
    some seconds, and has something to show while it asks, or when we do not answer. That it may
    show what is old is said to CDNs alone (RFC 9213): a browser would, too, to somebody who has
    just replied.
    """

    PUBLIC = "public, max-age=0, s-maxage=10, stale-if-error=86400"
    CDN = "public, max-age=10, stale-while-revalidate=60, stale-if-error=86400"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            self.say(request, response)
        return response

    def say(self, request, response):
        is_somebodys = response.cookies or "cookie" in response.get("Vary", "").lower()
        # What is not there may be in a moment: an interview on its minute, a reply once approved.
        if is_somebodys or response.status_code == 404:
            response["Cache-Control"] = "private, no-store"
        elif request.method in ("GET", "HEAD") and response.status_code in (200, 301, 410):
            response["Cache-Control"] = self.PUBLIC
            response["CDN-Cache-Control"] = self.CDN
