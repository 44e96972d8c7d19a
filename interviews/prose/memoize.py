"""Caches rendered texts in the memory of each process."""

import hashlib
from sys import getsizeof
from threading import Lock

from cachetools import LRUCache, cached
from django.utils.translation import get_language

CACHE_BYTES = 4 * 1024 * 1024  # in each process
ENTRY_OVERHEAD = 250  # bytes of an entry besides its text


def get_entry_size(text):
    return getsizeof(text) + ENTRY_OVERHEAD


CACHE, LOCK = LRUCache(CACHE_BYTES, get_entry_size), Lock()


def memoize_text(render):
    """Memoize a pure function of a text and a few short arguments.

    The key holds a hash of the text, so that long texts are not kept in memory, and the language,
    because footnotes are labelled in the language of the page.
    """

    def key(text, *args, **kwargs):
        digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
        return (render.__name__, digest, args, *kwargs.items(), get_language())

    return cached(CACHE, key, LOCK)(render)
