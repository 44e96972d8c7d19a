"""Words that editors want to know of, and links, in a reply's Markdown.

A list has one entry a line; blank lines and lines that begin with # say nothing. All here takes
time in proportion to the text, whatever list or text: words are looked up, never searched for.
"""

import html
import re
from collections import defaultdict
from functools import lru_cache
from itertools import product

from comments.screening.letters import looks, plain

BREAK = re.compile(r"</?(?:p|br|hr|div|li|[ou]l|h[1-6]|blockquote|pre|t[dhr])\b[^<>]*>", re.I)
TAG = re.compile(r"<[/!a-z][^<>]*>", re.I)
# Emphasis, code, escapes, and a link but for its words.
MARKUP = re.compile(r"\]\([^()]*\)|[*_`~\[\]]|\\(?=[!-/:-@\[-`{-~])")
# Chinese, Japanese, Thai, Lao, Burmese and Khmer put no blank between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
                      "\uf900-\ufaff\U00020000-\U0003ffff]")  # fmt: skip
LETTER_BY_LETTER = re.compile(r"(?<!\S)\S(?!\S)(?: \S(?!\S)){2,}+")
DISGUISED = re.compile(r"(?<![a-z0-9@$!])[a-z]*+[0-9@$!][a-z0-9@$!]*", re.I)
DISGUISE = re.compile("[0-9@$!]")
LETTER = re.compile("[a-z]", re.I)
DISGUISES = [str.maketrans("013457@$!", f"o{one}eastasi") for one in "il"]


def lines(entries):
    """The entries of a list as typed, without blank lines and notes."""
    typed = map(str.strip, entries.splitlines())
    return [line for line in typed if line and not line.startswith("#")]


def found(text, entries):
    """The entries of a list that occur in a text, as typed and in the list's order.

    Whole words and phrases, whatever their case, accents and punctuation; an entry that ends in *
    is met by any word that begins with it. Scripts without blanks are looked through anywhere.
    Seen through: markup, inside words too; characters that cannot be seen; letters that look like
    others; “b a d”, “b.a.d”, “b_a_d”; digits and signs for letters (“b4d”, “b@d”).
    """
    return met(readings(text), entries)


def met(readings, entries):
    """As `found`, in a text of which the readings are at hand: it is asked about two lists."""
    book = _book(entries)
    met = set().union(*map(book.met_in, readings)) if book.places else ()
    return sorted(met, key=book.places.get)


def readings(text):
    """The different texts that a reply may be taken for, each as the list of its plain words.

    Last, after an empty one that parts them, stand words that were spelt letter by letter.
    """
    shown = MARKUP.sub("", html.unescape(TAG.sub("", BREAK.sub(" ", text))))
    disguises = DISGUISES if DISGUISE.search(shown) else ()
    undisguised = (_undisguised(shown, letters) for letters in disguises)
    folded = (fold(each) for each in {shown, text, *undisguised} for fold in (plain, looks))
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
    return _Book(lines(entries))


class _Book:
    """A list of words, prepared once.

    places: {entry: its place in the list}
    phrases: {(number of words, letters that count of the last or None): {words: entries}}
    openings: {letters that count of a first word or None: the first words of all phrases}
    runs: {number of characters: {characters: entries}}, in scripts without blanks
    """

    def __init__(self, entries):
        self.places = {entry: place for place, entry in enumerate(dict.fromkeys(entries))}
        self.phrases = defaultdict(lambda: defaultdict(list))
        self.openings = defaultdict(set)
        self.runs = defaultdict(lambda: defaultdict(list))
        for entry, fold in product(self.places, (plain, looks)):
            self._add(entry, fold(entry).split())

    def _add(self, entry, words):
        if not words:
            return
        if UNSPACED.search(entry):
            run = " ".join(words)
            self.runs[len(run)][run].append(entry)
        else:
            cut = len(words[-1]) if entry.endswith("*") else None
            self.phrases[len(words), cut][tuple(words)].append(entry)
            self.openings[cut if len(words) == 1 else None].add(words[0])

    def met_in(self, words):
        met = []
        if self._opens_in(words):
            met += [wanted[each] for wanted, each in self._phrases_in(words)]
        if self.runs and UNSPACED.search(said := " ".join(words)):
            met += [wanted[each] for wanted, each in self._runs_in(said)]
        return {entry for entries in met for entry in entries}

    def _opens_in(self, words):
        """Whether any phrase could begin in these words: in most texts none does."""
        return any(
            not first.isdisjoint(words if cut is None else [word[:cut] for word in words])
            for cut, first in self.openings.items()
        )

    def _phrases_in(self, words):
        for (count, cut), wanted in self.phrases.items():
            last = [word[:cut] for word in words[count - 1 :]]
            said = zip(*(words[place:] for place in range(count - 1)), last, strict=False)
            yield from ((wanted, each) for each in wanted.keys() & set(said))

    def _runs_in(self, text):
        for length, wanted in self.runs.items():
            said = {text[place : place + length] for place in range(len(text) - length + 1)}
            yield from ((wanted, each) for each in wanted.keys() & said)
