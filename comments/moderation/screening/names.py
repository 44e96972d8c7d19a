"""Names that merely look like a protected one: an editor's, the subject's, the interviewer's.

What looks like what is Unicode's to say (UTS #39, by way of `disarm`). That library leaves one
Latin letter for another alone, as prose needs it; for a name the few that matter are added here.
"""

from functools import lru_cache

from comments.moderation.screening.alphabets import looks

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
    written = _writings(name)
    return next(
        (each for each in protected if any(_is_met(each, words) for words in written)), None
    )


def _writings(name):
    """Its words in the case that was written and in lower case: Greek Η looks like H, η like n."""
    return dict.fromkeys((_words(name), _words(name.lower())))


@lru_cache(maxsize=4096)
def _words(name):
    return tuple(looks(name.translate(WITHIN)).translate(ALIKE).split())


def _is_met(protected, words):
    """Whether these words are a protected name, have all that matters of it, or contain it."""
    written = "".join(words)
    for each in (protected, protected.lower()):
        whole, full = _words(each), _words(_in_full(each))
        if whole and written == "".join(whole):
            return True
        needed = full if len(full) > 1 else whole
        if len(needed) > 1 and (set(needed) <= set(words) or _is_inside(needed, written)):
            return True
    return False


def _is_inside(words, written):
    orders = ("".join(words), "".join(reversed(words)))
    return any(len(order) >= TELLING and order in written for order in orders)


def _in_full(name):
    """The words of a name that are no initials and no abbreviations."""
    return " ".join(word for word in name.split() if len(word) > 1 and not word.endswith("."))
