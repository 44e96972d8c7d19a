"""Words that editors listed, found in a reply: those it has, and those it merely seems to have.

A list has one entry a line; blank lines and lines that begin with # say nothing. All here takes
time in proportion to the text, whatever list or text: words are looked up, never searched for.
"""

import html
import re
from collections import defaultdict
from functools import lru_cache

from comments.moderation.screening.alphabets import LATIN, exact, looks, plain, unmasked

BREAK = re.compile(r"</?(?:p|br|hr|div|li|[ou]l|h[1-6]|blockquote|pre|t[dhr])\b[^<>]*>", re.I)
TAG = re.compile(r"<[/!a-z][^<>]*>", re.I)
# Emphasis, code, escapes, and a link but for its words.
MARKUP = re.compile(r"\]\([^()]*\)|[*_`~\[\]]|\\(?=[!-/:-@\[-`{-~])")
# Chinese, Japanese, Thai, Lao, Burmese and Khmer put no blank between words.
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


class Text:
    """What a reply says, read once for all lists; entries are answered as typed, in their order.

    Whole words and phrases are met, whatever their case and punctuation; an entry that ends in *
    is met by any word that begins with it. Scripts without blanks are looked through anywhere.
    """

    def __init__(self, shown, typed=""):
        """`shown` is what readers see; `typed` is all that was typed, markup and addresses too."""
        said = " ".join(word for word in shown.split() if not IN_ADDRESS.search(word))
        self.words = [exact(said).split()]
        self.addresses = [exact(f"{shown} {typed}").split()]
        self.likenesses = [*readings(shown), *readings(typed)]

    def has(self, entries):
        """The entries that it has, letter by letter; in an address, only one that has a dot."""
        met = _exact_book(entries).met_in_any(self.words)
        met |= _exact_book(_dotted(entries)).met_in_any(self.addresses)
        return _in_order(entries, met)

    def resembles(self, entries):
        """The entries that it may have in disguise, or without meaning to.

        Seen through: accents; markup inside words; letters of other scripts within a word; “b a d”,
        “b.a.d”, “b_a_d”; digits and signs for letters (“b4d”, “b@d”); words within addresses.
        """
        met = _book(entries).met_in_any(self.likenesses)
        return _in_order(entries, met - set(self.has(entries)))


def _in_order(entries, met):
    return sorted(met, key=_book(entries).places.get)


def readings(text):
    """The different texts that a reply may be taken for, each as the list of its plain words.

    Last, after an empty one that parts them, stand words that were spelt letter by letter.
    """
    stripped = MARKUP.sub("", html.unescape(TAG.sub("", BREAK.sub(" ", text))))
    disguises = DISGUISES if DISGUISE.search(stripped) else ()
    undisguised = (_undisguised(stripped, letters) for letters in disguises)
    folded = (fold(each) for each in {stripped, text, *undisguised} for fold in (plain, unmasked))
    return [_words(each) for each in set(folded)]


def _words(folded):
    words = folded.split()
    spelt = LETTER_BY_LETTER.findall(" ".join(words))
    return [*words, "", *(run.replace(" ", "") for run in spelt)]


def _undisguised(text, letters):
    """The text with letters for the digits and signs in words that have letters as well."""

    def spelt(match):
        word = match[0].rstrip("!")
        return word.translate(letters) + " " if LETTER.search(word) else match[0]

    return DISGUISED.sub(spelt, text)


@lru_cache(maxsize=32)
def _book(entries):
    return _Book(lines(entries), _likenesses)


@lru_cache(maxsize=64)
def _exact_book(entries):
    return _Book(lines(entries), lambda entry: {exact(entry)})


@lru_cache(maxsize=32)
def _dotted(entries):
    """The entries that may be addresses."""
    return "\n".join(entry for entry in lines(entries) if "." in entry)


def _likenesses(entry):
    """What the words of an entry are compared as.

    By its looks only as long as it does not look like a Latin word: Russian “сор” is no “cop”.
    """
    by_looks = looks(entry)
    if by_looks.isascii() and not LATIN.search(entry):
        return {plain(entry)}
    return {plain(entry), by_looks}


class _Book:
    """A list of words, prepared once.

    places: {entry: its place in the list}
    phrases: {(number of words, letters that count of the last or None): {words: entries}}
    runs: {number of characters: {characters: entries}}, in scripts without blanks
    """

    def __init__(self, entries, forms_of):
        """`forms_of` yields what the words of an entry are compared as, from the entry."""
        self.places = {entry: place for place, entry in enumerate(dict.fromkeys(entries))}
        self.phrases = defaultdict(lambda: defaultdict(list))
        self.runs = defaultdict(lambda: defaultdict(list))
        for entry in self.places:
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

    def met_in_any(self, readings):
        """The entries that one of these lists of words has, a set."""
        return set().union(*map(self._met_in, readings)) if self.places else set()

    def _met_in(self, words):
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
