"""Rendering a text once: what was made of it is remembered while there is room."""

import hashlib
from collections import OrderedDict
from functools import wraps
from sys import getsizeof
from threading import Lock

from django.utils.translation import get_language

ROOM = 4 * 1024 * 1024  # bytes, of all that is remembered in a process
OVERHEAD = 250  # what an entry takes besides its text


class Memory:
    """Texts by a key; who was not asked for longest makes room."""

    def __init__(self, room=ROOM):
        self.room, self.taken = room, 0
        self.kept, self.lock = OrderedDict(), Lock()

    def get(self, key):
        try:
            self.kept.move_to_end(key)
            return self.kept[key]
        except KeyError:
            return None

    def put(self, key, text):
        with self.lock:
            self.taken += 0 if key in self.kept else getsizeof(text) + OVERHEAD
            self.kept[key] = text
            while self.taken > self.room:
                _key, oldest = self.kept.popitem(last=False)
                self.taken -= getsizeof(oldest) + OVERHEAD


MEMORY = Memory()


def remembered(render):
    """A pure function of a text and a few short words that makes the same text only once.

    Kept by a hash of the text, so that long ones take no more room than what was made of them;
    and by language, since notes are labelled in it.
    """

    @wraps(render)
    def recall(text, *args, **words):
        said = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
        key = (render.__name__, said, args, *words.items(), get_language())
        made = MEMORY.get(key)
        if made is None:
            MEMORY.put(key, made := render(text, *args, **words))
        return made

    return recall
