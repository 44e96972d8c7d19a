"""Names that merely look like a protected one: an editor's, the subject's, the interviewer's.

What looks like what is Unicode's to say (UTS #39, by way of `disarm`). That library leaves one
Latin letter for another alone, as prose needs it; for a name the few that matter are added here.
"""

from collections import defaultdict
from functools import lru_cache

from comments.screening.letters import looks

# UTS #39: I, l, 1 and | look alike; so do 0 and o, m and rn. The rest are digits read as letters.
ALIKE = str.maketrans(
    {"i": "l", "1": "l", "0": "o", "m": "rn", "w": "vv", "3": "e", "4": "a", "5": "s", "7": "t"}
)
WITHIN = str.maketrans("|", "l", "'’‘ʼ`´′＇")  # an apostrophe does not end a word
TELLING = 8  # letters: a shorter name may stand inside another by chance (“Li An” in “Julian”)


def skeleton(name):
    """What remains of a name to the eye: two that share a skeleton look alike to a reader."""
    return "".join(_words(name))


def looks_like(name, protected):
    """One of the protected names that `name` is or looks like; None if there is none.

    The words of a full name count in any order and among others (“Dr. Okafor, Ines ✓”), and so
    does the whole name inside a longer word; a part of it (“Ines”) never does. Initials and
    abbreviations in a protected name (“Ines M. Okafor”, “Dr. …”) may be missing. A name of one
    word is met only by that word alone. To hold one reply too many costs an editor a moment.
    """
    guard = _guard(tuple(protected))
    return next(filter(None, map(guard.met_by, _writings(name))), None)


def _writings(name):
    """Its words in the case that was written and in lower case: Greek Η looks like H, η like n."""
    return dict.fromkeys((_words(name), _words(name.lower())))


@lru_cache(maxsize=4096)
def _words(name):
    return tuple(looks(name.translate(WITHIN)).translate(ALIKE).split())


@lru_cache(maxsize=64)
def _guard(protected):
    return _Guard(protected)


class _Guard:
    """Protected names, prepared once: `whole` by skeleton, `full` by one of their words."""

    def __init__(self, protected):
        self.whole, self.within, self.full = {}, {}, defaultdict(list)
        for name in protected:
            for written in (name, name.lower()):
                self._add(name, _words(written), _words(_in_full(written)))

    def _add(self, name, words, needed):
        if words:
            self.whole.setdefault("".join(words), name)
        if len(needed) < 2:
            needed = words
        if len(needed) < 2:
            return
        self.full[min(needed)].append((frozenset(needed), name))
        for order in (needed, needed[::-1]):
            if len("".join(order)) >= TELLING:
                self.within.setdefault("".join(order), name)

    def met_by(self, words):
        written = "".join(words)
        return self.whole.get(written) or self._in_words(set(words)) or self._inside(written)

    def _in_words(self, words):
        met = (
            name for word in words for needed, name in self.full.get(word, ()) if needed <= words
        )
        return next(met, None)

    def _inside(self, written):
        if len(written) < TELLING:
            return None
        return next((name for joined, name in self.within.items() if joined in written), None)


def _in_full(name):
    """The words of a name that are no initials and no abbreviations."""
    return " ".join(word for word in name.split() if len(word) > 1 and not word.endswith("."))
