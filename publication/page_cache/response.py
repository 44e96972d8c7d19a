"""Cached responses: compressed as the browser accepts, or 304 if the browser's copy is current.

Each encoding of a page (Brotli, gzip, plain) is made at the first request for it, and has an ETag
of its own. There is no Last-Modified: a page also changes when something is withdrawn, and several
machines make it, so no date would be correct. Range requests get the whole page.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import brotli

COMPRESS = {
    "br": lambda content: brotli.compress(content, quality=5),  # above 7 it takes 50 times as long
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "": lambda content: content,
}
DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
IS_TEXT = re.compile(r"text/|[^;]*[/+](xml|json|javascript)\b")
REPLACED = {"content-length", "etag", "last-modified", "vary", "content-encoding"}
SENT_WITH_304 = {"cache-control", "cdn-cache-control", "content-location", "etag", "vary"}
OVERHEAD = 3000  # bytes that Python needs for a response in addition to its body


class EncodedBody(NamedTuple):
    """A response in one encoding."""

    etag: str
    headers: list  # sent with 200
    headers_of_304: list
    body: bytes


class CachedResponse:
    """A whole response with status 200. `size` is its memory in bytes.

    The page cache sets `revision`, `made_at` and `expires_at` of a response that it stores.
    """

    revision = made_at = expires_at = None

    def __init__(self, headers, content, encoding=""):
        values = {name.lower(): value for name, value in headers}
        self.is_text = IS_TEXT.match(values.get("content-type", "")) is not None
        self.headers = [(name, value) for name, value in headers if name.lower() not in REPLACED]
        if self.is_text:
            self.headers.append(("Vary", "Accept-Encoding"))
        self.encodings, self.size = {}, OVERHEAD
        self.first_encoding = encoding if self.is_text else ""
        self._add(self.first_encoding, content)

    def send(self, environ, start_response):
        """Answer a WSGI request."""
        encoded = self.encoded(choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if matches_etag(environ.get("HTTP_IF_NONE_MATCH"), encoded.etag):
            start_response("304 Not Modified", encoded.headers_of_304)
            return []
        start_response("200 OK", encoded.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [encoded.body]

    def encoded(self, encoding):
        """Return the response in this encoding; "" is plain. A picture is always plain."""
        encoding = encoding if self.is_text else ""
        return self.encodings.get(encoding) or self._add(encoding, self.content)

    @property
    def content(self):
        return DECOMPRESS[self.first_encoding](self.encodings[self.first_encoding].body)

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


def matches_etag(if_none_match, etag):
    """Return whether If-None-Match has this ETag, by weak comparison (RFC 9110, 13.1.2)."""
    if not if_none_match:
        return False
    etags = {each.removeprefix("W/") for each in ETAG.findall(if_none_match)}
    return if_none_match.strip() == "*" or etag in etags


@lru_cache(256)
def choose_encoding(accept_encoding):
    """Return the encoding that a browser prefers: "br", "gzip", or "" for plain.

    Of equally preferred encodings, return the one with the smallest result. Return plain even if
    the browser refuses plain. Source: RFC 9110, 12.5.3.
    """
    weights = {}
    for coding in accept_encoding.split(","):
        if found := CODING.fullmatch(coding):
            weights[found[1].lower().removeprefix("x-")] = float(found[2] or 1)
    others = weights.get("*", 0)
    preferences = {coding: weights.get(coding, others) for coding in ("br", "gzip")}
    preferences[""] = weights.get("identity", 0.0001)  # plain is the last choice by default
    return max(
        (coding for coding in preferences if preferences[coding] > 0),
        key=preferences.get,
        default="",
    )
