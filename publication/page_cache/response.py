"""A response as it is sent: compressed as the browser accepts, or 304 if the browser has it.

Each encoding of a page (Brotli, gzip, plain) is made when a browser first asks for it, and has an
ETag of its own. There is no Last-Modified: a page changes when something is withdrawn, and several
machines make it, so no date would be true. Range requests are answered with the whole page.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import brotli

COMPRESS = {
    "br": lambda content: brotli.compress(content, quality=5),  # beyond 7 it takes 50 times as long
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "": lambda content: content,
}
DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
IS_TEXT = re.compile(r"text/|[^;]*[/+](xml|json|javascript)\b")
REPLACED = {"content-length", "etag", "last-modified", "vary", "content-encoding"}
SENT_WITH_304 = {"cache-control", "cdn-cache-control", "content-location", "etag", "vary"}
OVERHEAD = 3000  # bytes; what Python needs for a response beside its body


class EncodedBody(NamedTuple):
    """A response in one encoding."""

    etag: str
    headers: list  # sent with 200
    headers_of_304: list
    body: bytes


class CachedResponse:
    """A whole response with status 200. `size` is what it takes in memory, in bytes.

    The page cache adds `revision`, `made_at` and `expires_at` to a response that it keeps.
    """

    revision = made_at = expires_at = None

    def __init__(self, headers, content, encoding=""):
        told = {name.lower(): value for name, value in headers}
        self.is_text = IS_TEXT.match(told.get("content-type", "")) is not None
        self.headers = [(name, value) for name, value in headers if name.lower() not in REPLACED]
        if self.is_text:
            self.headers.append(("Vary", "Accept-Encoding"))
        self.encodings, self.size = {}, OVERHEAD
        self.first = encoding if self.is_text else ""
        self._add(self.first, content)

    def send(self, environ, start_response):
        """Answer a WSGI request."""
        encoded = self.encoded(accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if has_etag(environ.get("HTTP_IF_NONE_MATCH"), encoded.etag):
            start_response("304 Not Modified", encoded.headers_of_304)
            return []
        start_response("200 OK", encoded.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [encoded.body]

    def encoded(self, encoding):
        """The response in this encoding; "" is plain. A picture is always plain."""
        encoding = encoding if self.is_text else ""
        return self.encodings.get(encoding) or self._add(encoding, self.content)

    @property
    def content(self):
        return DECOMPRESS[self.first](self.encodings[self.first].body)

    def _add(self, encoding, content):
        body = COMPRESS[encoding](content)
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = [*self.headers, ("ETag", etag)]
        headers_of_304 = [(name, value) for name, value in headers if name.lower() in SENT_WITH_304]
        headers += [("Content-Encoding", encoding)] if encoding else []
        headers.append(("Content-Length", str(len(body))))
        self.encodings[encoding] = added = EncodedBody(etag, headers, headers_of_304, body)
        self.size += len(body)
        return added


ETAG = re.compile(r'(?:W/)?"[^"]*"')
CODING = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.I)


def has_etag(if_none_match, etag):
    """Whether If-None-Match names this ETag; compared weakly, as RFC 9110 wants it for GET."""
    if not if_none_match:
        return False
    named = {each.removeprefix("W/") for each in ETAG.findall(if_none_match)}
    return if_none_match.strip() == "*" or etag in named


@lru_cache(256)
def accepted_encoding(accept_encoding):
    """The encoding that a browser likes best: "br", "gzip", or "" for plain (RFC 9110, 12.5.3).

    Of encodings that it likes as well, the smallest. Plain also if the browser refuses plain.
    """
    weights = {}
    for coding in accept_encoding.split(","):
        if found := CODING.fullmatch(coding):
            weights[found[1].lower().removeprefix("x-")] = float(found[2] or 1)
    others = weights.get("*", 0)
    liked = {coding: weights.get(coding, others) for coding in ("br", "gzip")}
    liked[""] = weights.get("identity", 0.0001)  # by default the last resort
    return max((coding for coding in liked if liked[coding] > 0), key=liked.get, default="")
