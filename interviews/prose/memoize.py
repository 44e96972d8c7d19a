"""Rendering a text once: what was made of it is remembered while there is room."""

import hashlib
from sys import getsizeof
from threading import Lock

from cachetools import LRUCache, cached
from django.utils.translation import get_language

ROOM = 4 * 1024 * 1024  # bytes, of all that is remembered in a process
OVERHEAD = 250  # what an entry takes besides its text


def size_of(text):
    return getsizeof(text) + OVERHEAD


MEMORY, LOCK = LRUCache(ROOM, size_of), Lock()


def memoize_text(render):
    """A pure function of a text and a few short words that makes the same text only once.

    Kept by a hash of the text, so that long ones take no more room than what was made of them;
    and by language, since notes are labelled in it.
    """

    def key(text, *args, **words):
        said = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
        return (render.__name__, said, args, *words.items(), get_language())

    return cached(MEMORY, key, LOCK)(render)
