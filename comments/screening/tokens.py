"""What a reply is judged by: its words, pairs of words, links, and where it comes from.

Words are compared as the search compares them: without case, accents and invisible characters,
in any script, those without spaces two letters at a time. Numbers count as one word, 0. What
is no plain word has a colon in it, which no word has: `host:example.org`, `has:caps`.
"""

import re
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from comments.models import Token
from comments.screening.links import SIGN
from interviews.search.words import fold, pairs

MOST = 150  # tokens of one text, so that no reply can flood the table or slow a score
MOST_WORDS = 64  # of a longer body the first and the last half: links hide at the end
MOST_LINKS = 5
LONGEST_TEXT = 5_000  # characters of a body that are read
LINK = re.compile(
    r"""(
        (?:https?://|\bwww\.)[^\s<>"'()\[\]]+
      | \b(?:[a-z0-9-]{1,63}\.){1,4}
        (?:com|net|org|info|biz|ru|cn|io|tv|co|me|ly|xyz|top|shop)\b(?:/[^\s<>"'()\[\]]*)?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
NO_HOST = re.compile(r"[^\w.-]|_")
NUMBER = re.compile(r"\d+")
TWO_SCRIPTS = re.compile("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]", re.IGNORECASE)  # in a word


class Said(NamedTuple):
    """What is judged of a reply. A Reply has these four, and serves as well."""

    body: str
    name: str = ""
    email: str = ""
    website: str = ""


def tokens(said):
    """At most 150 different tokens of a text, each of 1 to 40 characters, the telling first."""
    body, links = _parted(said.body[:LONGEST_TEXT])
    links += _parted(said.name)[1]
    leading_away = filter(None, [said.website, *links[:MOST_LINKS]])
    found = [
        *_signs(said, body, links),
        *_origins(said),
        *(token for link in leading_away for token in _of_link(link)),
        *_speech(body),
    ]
    longest = Token.LONGEST
    short = [t if len(t) <= longest else t[:longest].rstrip() for t in found]
    return list(dict.fromkeys(short))[:MOST]


def _parted(text):
    """The text without its links, and these."""
    if not SIGN.search(text):
        return text, []
    read = LINK.split(text)
    return " ".join(read[::2]), read[1::2]


def _signs(said, body, links):
    capitals = sum(map(str.isupper, body))
    if links:
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


def _of_link(link):
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname
    except ValueError:  # such as https://[
        host = None
    if host:
        yield "host:" + _visible(host.removeprefix("www."))
    for word in _words(link)[:10]:
        yield "link:" + word


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
