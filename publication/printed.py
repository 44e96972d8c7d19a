"""A page as it leaves: compressed as the browser takes it, or a word that it has it already.

Each form of a page, plain, gzip or Brotli, is made when it is first asked for, and has an ETag
of its own. There is no Last-Modified: of pages that change with what is withdrawn, and that
several machines make, no date would be honest. Ranges are neither offered nor heard.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import brotli

PACK = {
    "br": lambda content: brotli.compress(content, quality=5),  # beyond 7 it takes 50 times as long
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "": lambda content: content,
}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": lambda body: body}
IS_TEXT = re.compile(r"text/|[^;]*[/+](xml|json|javascript)\b")
MADE_HERE = {"content-length", "etag", "last-modified", "vary", "content-encoding"}
OVERHEAD = 3000  # bytes; what Python takes for a page beside its body


class Form(NamedTuple):
    body: bytes
    headers: list  # of a 200
    etag: str
    etag_headers: list  # of a 304


class Printed:
    """The whole of a response, ready to leave; `size` is what it takes in memory, in bytes."""

    def __init__(self, status, headers, content, coding=""):
        self.status = status
        self.headers = [(name, value) for name, value in headers if name.lower() not in MADE_HERE]
        told = {name.lower(): value for name, value in headers}
        self.is_text = IS_TEXT.match(told.get("content-type", "")) is not None
        if self.is_text:
            self.headers.append(("Vary", "Accept-Encoding"))
        self.forms, self.size = {}, OVERHEAD
        self.first = coding if self.is_text else ""
        self._put(self.first, content)

    def answer(self, environ, start_response):
        form = self.form(coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if is_known(form.etag, environ.get("HTTP_IF_NONE_MATCH")):
            start_response("304 Not Modified", form.etag_headers)
            return []
        start_response(self.status, form.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def form(self, coding):
        """The page in this content coding; "" is plain, and all that a picture has."""
        coding = coding if self.is_text else ""
        return self.forms.get(coding) or self._put(coding, self.content)

    @property
    def content(self):
        return UNPACK[self.first](self.forms[self.first].body)

    def _put(self, coding, content):
        body = PACK[coding](content)
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = [*self.headers, ("ETag", etag)]
        of_304 = [(n, v) for n, v in headers if n.lower() in KEPT_IN_304]
        headers += [("Content-Encoding", coding)] if coding else []
        headers.append(("Content-Length", str(len(body))))
        self.forms[coding] = form = Form(body, headers, etag, of_304)
        self.size += len(body)
        return form


KEPT_IN_304 = {"cache-control", "cdn-cache-control", "content-location", "etag", "vary"}


def is_known(etag, if_none_match):
    """Whether the browser that says this has it already; compared weakly, as a GET is."""
    if not if_none_match:
        return False
    if if_none_match.strip() == "*":
        return True
    return etag in {told.removeprefix("W/") for told in ETAG.findall(if_none_match)}


ETAG = re.compile(r'(?:W/)?"[^"]*"')
CODING = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.I)


@lru_cache(256)
def coding_for(accept_encoding):
    """The content coding that suits a browser best: "br", "gzip" or "", which is none.

    Of what it likes as well, the smallest. Plain also if it refuses that: better than nothing.
    """
    weights = {}
    for told in accept_encoding.split(","):
        if found := CODING.fullmatch(told):
            weights[found[1].lower().removeprefix("x-")] = float(found[2] or 1)
    others = weights.get("*", 0)
    liked = {coding: weights.get(coding, others) for coding in ("br", "gzip")}
    liked[""] = weights.get("identity", 0.0001)  # by default the last resort
    return max((coding for coding in liked if liked[coding] > 0), key=liked.get, default="")
