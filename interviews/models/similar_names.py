"""Similar names: pairs of names that may be two spellings of one name."""

import re
import unicodedata
from itertools import combinations

from interviews.names import name_key

MIN_LETTERS = 6  # in shorter names, another letter mostly makes another name
MAX_PAIRS = 200  # pairs of one list; nobody reads more
# Accents, and the points of Hebrew and Arabic. Marks of other scripts make other letters.
MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u0655\u0670]")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def find_similar_names(names):
    """Return [(key, key), …] of a dict {key: name}, the surest pairs first, at most MAX_PAIRS.

    Names are similar if they differ in case, marks, punctuation, spaces or the order of their
    words, or in one letter that was left out, added, replaced or swapped with its neighbour.
    """
    words = {key: _words(name) for key, name in names.items()}
    pairs = {}  # a dict keeps the order
    for form in (_in_any_order, "".join):
        for keys in _group((form(its), key) for key, its in words.items() if its):
            pairs |= dict.fromkeys(_limited(combinations(keys, 2), pairs))
    joined = {key: "".join(its) for key, its in words.items()}
    for keys in _group(_without_one_letter(joined)):
        likely = (
            pair for pair in combinations(keys, 2) if _differ_in_one_letter(*map(joined.get, pair))
        )
        pairs |= dict.fromkeys(_limited(likely, pairs))
    return list(pairs)


def _limited(found, pairs):
    """Yield pairs that are new, in the order of their keys, while there is room for them."""
    added = set()
    for first, second in found:
        if len(pairs) + len(added) >= MAX_PAIRS:
            return
        pair = (first, second) if first < second else (second, first)
        if pair not in pairs and pair not in added:
            added.add(pair)
            yield pair


def _words(name):
    """Return the words of a name without case, marks and punctuation."""
    text = MARKS.sub("", unicodedata.normalize("NFKD", name_key(name))).translate(LETTERS)
    text = text.replace("'", "")
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()


def _in_any_order(words):
    return " ".join(sorted(words))


def _group(rows):
    """Return the lists of keys that have one form; `rows` are pairs (form, key)."""
    groups = {}
    for form, key in rows:
        groups.setdefault(form, []).append(key)
    return [keys for keys in groups.values() if len(keys) > 1]


def _without_one_letter(joined):
    """Yield (form, key) for a name, and for the name without each of its letters.

    Names that differ in one letter have one of these forms in common. Other numbers make another
    name, so the form keeps all digits.
    """
    for key, text in joined.items():
        digits = "".join(filter(str.isdecimal, text))
        letters = "".join(c for c in text if not c.isdecimal())
        if len(letters) >= MIN_LETTERS:
            forms = {letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters)))}
            yield from ((f"{form} {digits}", key) for form in forms)


def _differ_in_one_letter(one, other):
    """Return whether one edit makes one text the other, which has a form in common with it."""
    start = 0
    while one[start : start + 1] == other[start : start + 1] != "":
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = (text[start : len(text) - end] for text in (one, other))
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])
