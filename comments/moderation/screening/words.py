"""Listed words in a reply: those it contains, and those it may contain in disguise.

A list has one entry per line; blank lines and lines that begin with # are ignored. The time is
proportional to the length of the text for any list: words are looked up, not searched for.
"""

import html
import re
from collections import defaultdict
from functools import lru_cache

from comments.moderation.screening.alphabets import LATIN, exact, looks, plain, unmasked

BREAK = re.compile(r"</?(?:p|br|hr|div|li|[ou]l|h[1-6]|blockquote|pre|t[dhr])\b[^<>]*>", re.I)
TAG = re.compile(r"<[/!a-z][^<>]*>", re.I)
# Emphasis, code, escapes, and links except their text.
MARKUP = re.compile(r"\]\([^()]*\)|[*_`~\[\]]|\\(?=[!-/:-@\[-`{-~])")
# Chinese, Japanese, Thai, Lao, Burmese and Khmer write no blanks between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
                      "\uf900-\ufaff\U00020000-\U0003ffff]")  # fmt: skip
LETTER_BY_LETTER = re.compile(r"(?<!\S)\S(?!\S)(?: \S(?!\S)){2,}+")
DISGUISED = re.compile(r"(?<![a-z0-9@$!])[a-z]*+[0-9@$!][a-z0-9@$!]*", re.I)
IN_ADDRESS = re.compile(r"\w[.@]\w|://")
DISGUISE = re.compile("[0-9@$!]")
LETTER = re.compile("[a-z]", re.I)
DISGUISES = [str.maketrans("013457@$!", f"o{one}eastasi") for one in "il"]


def lines(entries):
    """The entries of a list as typed, without blank lines and notes."""
    typed = map(str.strip, entries.splitlines())
    return [line for line in typed if line and not line.startswith("#")]


class ScreenedText:
    """The text of a reply, prepared once for all lists. Entries are returned in their order.

    Whole words and phrases match, in any case and punctuation; an entry that ends in * matches any
    word that begins with it. In scripts without blanks, entries match anywhere.
    """

    def __init__(self, shown, typed=""):
        """`shown` is what readers see; `typed` is the input, with markup and addresses."""
        said = " ".join(word for word in shown.split() if not IN_ADDRESS.search(word))
        self.words = [exact(said).split()]
        self.addresses = [exact(f"{shown} {typed}").split()]
        self.likenesses = [*readings(shown), *readings(typed)]

    def find_exact(self, entries):
        """The entries that the text contains as spelt; in addresses, only entries with a dot."""
        met = _get_exact_index(entries).find_in_any(self.words)
        met |= _get_exact_index(_dotted(entries)).find_in_any(self.addresses)
        return _in_order(entries, met)

    def find_disguised(self, entries):
        """The entries that the text may contain in disguise, or by accident.

        Recognised disguises: accents; markup inside words; letters of other scripts within a
        word; “b a d”, “b.a.d”, “b_a_d”; digits and signs for letters (“b4d”,
        “b@d”); words within addresses.
        """
        met = _get_index(entries).find_in_any(self.likenesses)
        return _in_order(entries, met - set(self.find_exact(entries)))


def _in_order(entries, met):
    return sorted(met, key=_get_index(entries).positions.get)


def readings(text):
    """The possible readings of a text, each as a list of plain words.

    Words that were spelt letter by letter follow at the end, after an empty string.
    """
    stripped = MARKUP.sub("", html.unescape(TAG.sub("", BREAK.sub(" ", text))))
    disguises = DISGUISES if DISGUISE.search(stripped) else ()
    undisguised = (_undisguise(stripped, letters) for letters in disguises)
    folded = (fold(each) for each in {stripped, text, *undisguised} for fold in (plain, unmasked))
    return [_words(each) for each in set(folded)]


def _words(folded):
    words = folded.split()
    spelt = LETTER_BY_LETTER.findall(" ".join(words))
    return [*words, "", *(run.replace(" ", "") for run in spelt)]


def _undisguise(text, letters):
    """Replace digits and signs by letters, in words that contain letters as well."""

    def spelt(match):
        word = match[0].rstrip("!")
        return word.translate(letters) + " " if LETTER.search(word) else match[0]

    return DISGUISED.sub(spelt, text)


@lru_cache(maxsize=32)
def _get_index(entries):
    return _WordIndex(lines(entries), _likenesses)


@lru_cache(maxsize=64)
def _get_exact_index(entries):
    return _WordIndex(lines(entries), lambda entry: {exact(entry)})


@lru_cache(maxsize=32)
def _dotted(entries):
    """The entries with a dot, which may be addresses."""
    return "\n".join(entry for entry in lines(entries) if "." in entry)


def _likenesses(entry):
    """The forms of an entry for comparison.

    The looks count only if they do not form a Latin word: Russian “сор” is not “cop”.
    """
    by_looks = looks(entry)
    if by_looks.isascii() and not LATIN.search(entry):
        return {plain(entry)}
    return {plain(entry), by_looks}


class _WordIndex:
    """An index of a list of words.

    positions: {entry: its position in the list}
    phrases: {(number of words, prefix length of the last word or None): {words: entries}}
    runs: {number of characters: {characters: entries}}, in scripts without blanks
    """

    def __init__(self, entries, forms_of):
        """`forms_of` returns the forms of an entry for comparison."""
        self.positions = {entry: place for place, entry in enumerate(dict.fromkeys(entries))}
        self.phrases = defaultdict(lambda: defaultdict(list))
        self.runs = defaultdict(lambda: defaultdict(list))
        for entry in self.positions:
            for form in forms_of(entry):
                self._add(entry, form.split())

    def _add(self, entry, words):
        if not words:
            return
        if UNSPACED.search(entry):
            run = " ".join(words)
            self.runs[len(run)][run].append(entry)
        else:
            cut = len(words[-1]) if entry.endswith("*") else None
            self.phrases[len(words), cut][tuple(words)].append(entry)

    def find_in_any(self, readings):
        """The entries that one of these lists of words has, a set."""
        return set().union(*map(self._find_in, readings)) if self.positions else set()

    def _find_in(self, words):
        met = [wanted[each] for wanted, each in self._phrases_in(words)]
        if self.runs and UNSPACED.search(said := " ".join(words)):
            met += [wanted[each] for wanted, each in self._runs_in(said)]
        return {entry for entries in met for entry in entries}

    def _phrases_in(self, words):
        for (count, cut), wanted in self.phrases.items():
            last = [word[:cut] for word in words[count - 1 :]]
            said = zip(*(words[place:] for place in range(count - 1)), last, strict=False)
            yield from ((wanted, each) for each in wanted.keys() & set(said))

    def _runs_in(self, text):
        for length, wanted in self.runs.items():
            said = {text[place : place + length] for place in range(len(text) - length + 1)}
            yield from ((wanted, each) for each in wanted.keys() & said)
