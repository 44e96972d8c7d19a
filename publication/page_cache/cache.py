"""PageCache: a WSGI application in front of Django that caches public pages in memory."""

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
from publication.middleware.forwarded_protocol import is_https
from publication.page_cache import revision
from publication.page_cache.response import CachedResponse, choose_encoding

# Headers about the encoding or a part of the page. Django always makes the whole, plain page.
NEGOTIATION_HEADERS = {
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_RANGE",
}

# Parameters that newsletters and social networks add to links, often with a value for each reader.
TRACKING_PARAMETER = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|_hs\w+"
)
PORT = re.compile(r":\d+$")  # of a host; no page shows it

# Clocks are corrected by less than this all the time. A page with a time in the future was made
# while the clock was ahead, and may show something that is to appear later.
CLOCK_DRIFT = timedelta(seconds=1)


class PageCache:
    """Caches up to `megabytes` of pages; the least recently used page is dropped first.

    Cached are responses with status 200, `Cache-Control: public` and no cookie. A request with a
    session or credentials goes to Django.
    """

    def __init__(self, django, megabytes):
        self.django = django
        self.pages = LRUCache(megabytes * 1024 * 1024, getsizeof=lambda page: page.size)
        self.lock = Lock()  # of self.pages
        self.build_locks = [Lock() for _each in range(64)]  # so that one thread builds a page
        # Read once, because access to Django's settings is slow.
        self.https_header = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.file_prefixes = settings.STATIC_URL, settings.MEDIA_URL

    def __call__(self, environ, start_response):
        if not self.is_public(environ):
            return self.django(environ, start_response)
        environ["QUERY_STRING"] = strip_tracking(environ["QUERY_STRING"])
        key = self.build_key(environ)
        page = self.get_current(key)
        if page is None:
            with self.build_locks[hash(key) % len(self.build_locks)]:
                # Another thread may have built it while this one waited.
                page = self.get_current(key) or self.build(key, environ)
        size = page.size
        answer = page.send(environ, start_response)
        if page.size != size:  # an encoding was added to it
            self.store(key, page)
        return answer

    def is_public(self, environ):
        """Return whether every visitor gets the same response; False for files (ranges)."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self.session_cookie not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and not environ["PATH_INFO"].startswith(self.file_prefixes)
        )

    def build_key(self, environ):
        """Return the cache key of a request."""
        header, _secure = self.https_header
        return (
            is_https(environ.get(header, environ["wsgi.url_scheme"])),
            PORT.sub("", environ.get("HTTP_HOST", "").lower()),
            environ.get("SCRIPT_NAME", ""),
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
        )

    def get_current(self, key):
        """Return the cached page if it has the current revision; else None."""
        page = self.get_unexpired(key)
        return page if page and page.revision == revision.current() else None

    def get_unexpired(self, key):
        """Return the cached page, of any revision, unless it has expired; else None."""
        with self.lock:
            page = self.pages.get(key)
        now = timezone.now()
        if page is None or now < page.made_at - CLOCK_DRIFT:
            return None
        if page.expires_at and now >= page.expires_at:
            return None
        return page

    def build(self, key, environ):
        """Get the response from Django, and store it if it is the same for everybody."""
        request = {name: environ[name] for name in environ.keys() - NEGOTIATION_HEADERS}
        request["REQUEST_METHOD"] = "GET"
        # Read before the page is built: a change meanwhile gets a higher number.
        number, now, start = revision.current(), timezone.now(), []
        response = self.django(request, lambda *status: start.extend(status))
        if not is_cacheable(response):
            # Without a database the site still shows the pages in the cache.
            is_outage = response.status_code == 503 and revision.current() is None
            return (is_outage and self.get_unexpired(key)) or UncachedResponse(response, start)
        encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = CachedResponse(start[1], response.content, encoding)
        response.close()
        if self.pages.maxsize and number is not None:
            page.revision, page.made_at, page.expires_at = number, now, get_expiry(number, now)
            self.store(key, page)
        return page

    def store(self, key, page):
        """Put a page into the cache, if it has a revision."""
        if page.revision is not None:
            with self.lock, suppress(ValueError):  # the page is larger than the cache
                self.pages[key] = page


class UncachedResponse:
    """A response that is sent to one visitor only, as Django made it."""

    revision, size = None, 0

    def __init__(self, response, start):
        self.response, self.start = response, start

    def send(self, environ, start_response):
        start_response(*self.start)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.response.close()
            return []
        return self.response


def is_cacheable(response):
    """Return whether a response may be cached and sent to every visitor."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and "public" in response.get("Cache-Control", "")
    )


def strip_tracking(query):
    """Return a query string without tracking parameters, which no page reads."""
    if not TRACKING_PARAMETER.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    return urlencode(
        [p for p in pairs if not TRACKING_PARAMETER.fullmatch(p[0])], encoding="latin-1"
    )


def get_expiry(number, after):
    """Return the next moment when a page changes by time alone; None if there is none."""
    return Interview.objects.next_age_change(get_change_ages(number), after)


@lru_cache(1)
def get_change_ages(_number):
    """Return the ages (timedeltas) of an interview at which pages change; one query a revision.

    The interview appears, it leaves the news sitemap, and replies to it close.
    """
    end_of_news = NEWS_PERIOD + timedelta.resolution
    return [timedelta(0), end_of_news, *ReplySettings.objects.closing_ages()]
