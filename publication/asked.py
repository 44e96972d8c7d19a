"""What a page was asked for: under which address it is kept.

A page that looks at `?page=` is another page for each value of it, and the same for all of
`?utm_source=…`. So the request notes which parameters are looked at while a page is made.
"""

import re

from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.http import QueryDict
from django.utils.functional import cached_property

from publication.forwarded import says_https

LOOKED_AT = "publication.looked_at"  # in the WSGI environment: the set that names are noted in
ALL = None  # noted by whoever looks at the query as a whole
PORT = re.compile(r":\d+$")  # of a host; it changes nothing that a page says


def place_of(environ, https):
    """What the address of a page begins with: everything but its query.

    `https` is SECURE_PROXY_SSL_HEADER, by which a proxy is believed how it was spoken to.
    """
    header, _secure = https or ("wsgi.url_scheme", "https")
    return (
        says_https(environ.get(header, environ["wsgi.url_scheme"])),
        PORT.sub("", environ.get("HTTP_HOST", "").lower()),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
    )


def part_of(query, names):
    """What a page that looks at these parameters is told by a query string; "" for nothing."""
    if not query or ALL in names:
        return query
    told = QueryDict(query.encode("latin-1"))  # as WSGI has it
    return tuple((name, *told.getlist(name)) for name in sorted(names) if name in told) or ""


class Query(QueryDict):
    """The parameters of a request; notes in `looked_at` the names of those looked at."""

    def __init__(self, query, looked_at=None):
        self.looked_at = set()  # Django reads while it fills
        super().__init__(query)
        self.looked_at = set() if looked_at is None else looked_at

    def __getitem__(self, name):
        self.looked_at.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.looked_at.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.looked_at.add(name)
        return super().getlist(name, default)


def _noting_all(name):
    def look(self, *args, **kwargs):
        self.looked_at.add(ALL)
        return getattr(QueryDict, name)(self, *args, **kwargs)

    return look


for name in ["__iter__", "__len__", "__eq__", "__copy__", "__deepcopy__", "__repr__"]:
    setattr(Query, name, _noting_all(name))
for name in ["keys", "values", "items", "lists", "copy", "dict", "urlencode"]:
    setattr(Query, name, _noting_all(name))


class ReadersRequest(WSGIRequest):
    """Notes what of its query is looked at."""

    @property
    def looked_at(self):
        return self.environ.get(LOOKED_AT)

    @cached_property
    def GET(self):
        return Query(get_bytes_from_wsgi(self.environ, "QUERY_STRING", ""), self.looked_at)

    def _get_full_path(self, path, force_append_slash):
        if self.looked_at is not None:
            self.looked_at.add(ALL)
        return super()._get_full_path(path, force_append_slash)
