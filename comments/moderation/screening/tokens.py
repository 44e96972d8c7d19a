"""What a reply is judged by: its words, pairs of words, links, and where it comes from.

Words are compared as the search compares them: without case, accents and invisible characters,
in any script, those without spaces two letters at a time. Numbers count as one word, 0. What
is no plain word has a colon in it, which no word has: `host:example.org`, `has:caps`.
"""

import re
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from comments.models.spam_token import SpamToken
from comments.moderation.screening.rendering import links, words
from interviews.search.words import fold, pairs

MOST = 150  # tokens of one text, so that no reply can flood the table or slow a score
MOST_WORDS = 64  # of a longer body the first and the last half: links hide at the end
MOST_LINKS = 5
LONGEST_TEXT = 5_000  # characters of a body that are read
ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
NO_HOST = re.compile(r"[^\w.-]|_")
NUMBER = re.compile(r"\d+")
TWO_SCRIPTS = re.compile("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]", re.IGNORECASE)  # in a word


class SpamFeatures(NamedTuple):
    """What is judged of a reply. A Reply has these four, and serves as well."""

    body: str
    name: str = ""
    email: str = ""
    website: str = ""


def tokens(said):
    """At most 150 different tokens of a text, each of 1 to 40 characters, the telling first."""
    body = ADDRESS.sub(" ", words(said.body[:LONGEST_TEXT]))
    addresses = [*links(said.body[:LONGEST_TEXT]), *links(said.name)]
    leading_away = filter(None, [said.website, *addresses[:MOST_LINKS]])
    found = [
        *_signs(said, body, addresses),
        *_origins(said),
        *(f"host:{host}" for host in map(_host, leading_away) if host),
        *_speech(body),
    ]
    longest = SpamToken.LONGEST
    short = [t if len(t) <= longest else t[:longest].rstrip() for t in found]
    return list(dict.fromkeys(short))[:MOST]


def is_sign(token):
    """Whether it is no word of the text itself, but of where it comes from or leads to."""
    return ":" in token


def is_pair(token):
    """Whether it is two words, each of which is a token as well."""
    return " " in token


def is_of_a_link(token):
    return token.startswith(("has:link", "has:website", "host:"))


def _signs(said, body, addresses):
    capitals = sum(map(str.isupper, body))
    if addresses:
        yield "has:link"
    if said.website:
        yield "has:website"
    if capitals > 10 and capitals > 2 * sum(map(str.islower, body)):
        yield "has:caps"
    written = f"{said.name} {body}"
    if not written.isascii() and TWO_SCRIPTS.search(written):
        yield "has:two-scripts"


def _origins(said):
    if said.email:
        yield "mail:" + _visible(said.email.rpartition("@")[2].casefold())
    for word in _words(said.name)[:5]:
        yield "name:" + word


def _host(link):
    """The host that an address leads to, without “www.”; "" for none."""
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname
    except ValueError:  # such as https://[
        host = None
    return _visible((host or "").removeprefix("www."))


def _visible(host):
    # What is no letter, number, point or hyphen is in no host, and a NUL in no database.
    return NO_HOST.sub("", host)


def _speech(body):
    words = _words(body)
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS // 2] + words[-MOST_WORDS // 2 :]
    return [*words, *map(" ".join, pairwise(words))]


def _words(text):
    return NUMBER.sub("0", pairs(fold(text))).split()
