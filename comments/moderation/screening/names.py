"""Names that look like a protected one: that of an editor, the interviewee or the interviewer.

The similar characters come from Unicode (UTS #39, by way of `disarm`). That library does not equate
Latin letters with each other, which is right for prose; for names, a few pairs are added here.
"""

from functools import lru_cache

from comments.moderation.screening.alphabets import looks

# UTS #39: I, l, 1 and | look alike; so do 0 and o, m and rn. The others are digits as letters.
ALIKE = str.maketrans(
    {"i": "l", "1": "l", "0": "o", "m": "rn", "w": "vv", "3": "e", "4": "a", "5": "s", "7": "t"}
)
WITHIN = str.maketrans("|", "l", "'’‘ʼ`´′＇")  # an apostrophe does not end a word
MIN_LETTERS_INSIDE = 8  # a shorter name may be inside a word by chance (“Li An” in “Julian”)


def skeleton(name):
    """The same for two names that look alike to a reader."""
    return "".join(_words(name))


def find_lookalike(name, protected):
    """Return a protected name that `name` equals or resembles; None if there is none.

    A full name matches with its words in any order and among others (“Dr. Okafor, Ines ✓”), and
    inside a longer word; a part of it (“Ines”) does not match. Initials and abbreviations of a
    protected name (“Ines M. Okafor”, “Dr. …”) may be missing. A name of one word matches only
    that word alone. A reply that is held wrongly costs an editor a moment.
    """
    written = _get_variants(name)
    return next(
        (each for each in protected if any(_matches(each, words) for words in written)), None
    )


def _get_variants(name):
    """The words in the original case and in lower case: Greek Η looks like H, η like n."""
    return dict.fromkeys((_words(name), _words(name.lower())))


@lru_cache(maxsize=4096)
def _words(name):
    return tuple(looks(name.translate(WITHIN)).translate(ALIKE).split())


def _matches(protected, words):
    """Whether these words equal a protected name, include its full words, or contain it."""
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
    return any(len(order) >= MIN_LETTERS_INSIDE and order in written for order in orders)


def _in_full(name):
    """The words of a name without initials and abbreviations."""
    return " ".join(word for word in name.split() if len(word) > 1 and not word.endswith("."))
