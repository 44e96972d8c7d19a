"""The tokens of a reply for the spam filter: words, pairs of words, links and origin.

Words are folded as in the search: without case, accents and invisible characters; scripts without
spaces are split into pairs of letters. All numbers count as the word 0. Other tokens contain a
colon, which no word has: `host:example.org`, `has:caps`.
"""

import re
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from comments.models.spam_token import SpamToken
from comments.moderation.screening.rendering import links, words
from interviews.search.words import fold, pairs

MOST = 150  # tokens of one text, so that a reply can neither flood the table nor slow the score
MOST_WORDS = 64  # of a longer body half from the start and half from the end, where links hide
MAX_LINKS = 5
LONGEST_TEXT = 5_000  # characters of a body that are read
ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
NO_HOST = re.compile(r"[^\w.-]|_")
NUMBER = re.compile(r"\d+")
TWO_SCRIPTS = re.compile("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]", re.IGNORECASE)  # in a word


class SpamFeatures(NamedTuple):
    """The fields of a reply that the filter reads. A Reply has them too."""

    body: str
    name: str = ""
    email: str = ""
    website: str = ""


def tokens(features):
    """Return at most 150 different tokens of 1 to 40 characters, the informative ones first."""
    body = ADDRESS.sub(" ", words(features.body[:LONGEST_TEXT]))
    addresses = [*links(features.body[:LONGEST_TEXT]), *links(features.name)]
    links_out = filter(None, [features.website, *addresses[:MAX_LINKS]])
    found = [
        *_signs(features, body, addresses),
        *_origins(features),
        *(f"host:{host}" for host in map(_host, links_out) if host),
        *_speech(body),
    ]
    longest = SpamToken.LONGEST
    short = [t if len(t) <= longest else t[:longest].rstrip() for t in found]
    return list(dict.fromkeys(short))[:MOST]


def is_sign(token):
    """Whether a token is no word of the text, but describes its origin or its links."""
    return ":" in token


def is_pair(token):
    """Whether a token is a pair of words, each of which is a token as well."""
    return " " in token


def concerns_link(token):
    return token.startswith(("has:link", "has:website", "host:"))


def _signs(features, body, addresses):
    capitals = sum(map(str.isupper, body))
    if addresses:
        yield "has:link"
    if features.website:
        yield "has:website"
    if capitals > 10 and capitals > 2 * sum(map(str.islower, body)):
        yield "has:caps"
    written = f"{features.name} {body}"
    if not written.isascii() and TWO_SCRIPTS.search(written):
        yield "has:two-scripts"


def _origins(features):
    if features.email:
        yield "mail:" + _visible(features.email.rpartition("@")[2].casefold())
    for word in _words(features.name)[:5]:
        yield "name:" + word


def _host(link):
    """The host of a URL, without “www.”; "" if there is none."""
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname
    except ValueError:  # such as https://[
        host = None
    return _visible((host or "").removeprefix("www."))


def _visible(host):
    # Hosts have only letters, numbers, points and hyphens; databases cannot store NUL.
    return NO_HOST.sub("", host)


def _speech(body):
    words = _words(body)
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS // 2] + words[-MOST_WORDS // 2 :]
    return [*words, *map(" ".join, pairwise(words))]


def _words(text):
    return NUMBER.sub("0", pairs(fold(text))).split()
