"""PageCache: a WSGI application in front of Django's, which keeps public pages in memory."""

import re
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from threading import Lock
from urllib.parse import parse_qsl, urlencode

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from comments.models import ReplySettings
from interviews.exports.sitemaps import NEWS_PERIOD
from interviews.models import Interview
from publication.middleware.forwarded_protocol import says_https
from publication.page_cache import revision
from publication.page_cache.response import CachedResponse, accepted_encoding

# Headers that ask for a form of the page; Django is asked for the plain page.
ABOUT_THE_FORM = {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
ABOUT_THE_FORM |= {"HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE"}

# Parameters that newsletters and networks add to links, often a different value for each reader.
TRACKER = re.compile(r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|_hs\w+")
PORT = re.compile(r":\d+$")  # of a host; no page shows it

# Clocks are set by less than this all the time. A page that seems to be made later than now was
# made while the clock was ahead, and may show what is to appear later.
CLOCK_DRIFT = timedelta(seconds=1)


class PageCache:
    """Keeps up to so many megabytes of pages; the page that was longest not asked for goes first.

    Kept is what Django answers with 200, for everybody (`Cache-Control: public`), without a
    cookie. A request with a session or credentials goes to Django.
    """

    def __init__(self, django, megabytes):
        self.django = django
        self.pages = LRUCache(megabytes * 1024 * 1024, getsizeof=lambda page: page.size)
        self.lock = Lock()  # of self.pages
        self.making = [Lock() for _each in range(64)]  # so that a page is made once
        # Read once, since Django's settings are slow to ask.
        self.https = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.files = settings.STATIC_URL, settings.MEDIA_URL

    def __call__(self, environ, start_response):
        if not self.is_public(environ):
            return self.django(environ, start_response)
        environ["QUERY_STRING"] = without_trackers(environ["QUERY_STRING"])
        key = self.key(environ)
        page = self.find(key)
        if page is None:
            with self.making[hash(key) % len(self.making)]:
                # Another thread may have made it while this one waited.
                page = self.find(key) or self.make(key, environ)
        size = page.size
        answer = page.send(environ, start_response)
        if page.size != size:  # an encoding was added to it
            self.keep(key, page)
        return answer

    def is_public(self, environ):
        """Whether every visitor gets the same answer. Files are sent by code that knows ranges."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self.session_cookie not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and not environ["PATH_INFO"].startswith(self.files)
        )

    def key(self, environ):
        """What tells this page from every other."""
        header, _secure = self.https
        return (
            says_https(environ.get(header, environ["wsgi.url_scheme"])),
            PORT.sub("", environ.get("HTTP_HOST", "").lower()),
            environ.get("SCRIPT_NAME", ""),
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
        )

    def find(self, key):
        """The page that is kept under this key, if it holds; else None."""
        page = self.kept(key)
        return page if page and page.revision == revision.current() else None

    def kept(self, key):
        """The page under this key, unless the clock alone has changed it; else None."""
        with self.lock:
            page = self.pages.get(key)
        now = timezone.now()
        if page is None or now < page.made_at - CLOCK_DRIFT:
            return None
        if page.expires_at and now >= page.expires_at:
            return None
        return page

    def make(self, key, environ):
        """Have Django answer; keep the answer if it is the same for everybody."""
        asked = {name: environ[name] for name in environ.keys() - ABOUT_THE_FORM}
        asked["REQUEST_METHOD"] = "GET"
        # Read before the page is made: a change meanwhile gets a higher number.
        number, now, start = revision.current(), timezone.now(), []
        response = self.django(asked, lambda *started: start.extend(started))
        if not is_for_everybody(response):
            # Without its database the site still shows the pages that it has.
            is_out = response.status_code == 503 and revision.current() is None
            return (is_out and self.kept(key)) or UncachedResponse(response, start)
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = CachedResponse(start[1], response.content, encoding)
        response.close()
        if self.pages.maxsize and number is not None:
            page.revision, page.made_at, page.expires_at = number, now, next_change(number, now)
            self.keep(key, page)
        return page

    def keep(self, key, page):
        """Put a page that has a revision under this key, in place of older pages."""
        if page.revision is not None:
            with self.lock, suppress(ValueError):  # raised for a page larger than the whole cache
                self.pages[key] = page


class UncachedResponse:
    """A response that is sent to one visitor, as Django made it."""

    revision, size = None, 0

    def __init__(self, response, start):
        self.response, self.start = response, start

    def send(self, environ, start_response):
        start_response(*self.start)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.response.close()
            return []
        return self.response


def is_for_everybody(response):
    """Whether it is a page, found, and the same for every visitor."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and "public" in response.get("Cache-Control", "")
    )


def without_trackers(query):
    """A query string without the parameters that no page reads."""
    if not TRACKER.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    return urlencode([p for p in pairs if not TRACKER.fullmatch(p[0])], encoding="latin-1")


def next_change(number, after):
    """The moment (a datetime) when the clock alone changes a page next; None if it never does."""
    return Interview.objects.next_to_reach(ages_of_change(number), after)


@lru_cache(1)
def ages_of_change(_number):
    """The ages (timedeltas) at which an interview changes pages; asked once in a revision.

    It appears, it is no longer news, replies to it are closed.
    """
    after_the_news = NEWS_PERIOD + timedelta.resolution
    return [timedelta(0), after_the_news, *ReplySettings.objects.closing_ages()]
