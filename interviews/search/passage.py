"""The passage of a text that matches a query, with the matches marked."""

import re
import unicodedata
from html import unescape
from itertools import islice
from urllib.parse import quote

from django.utils.html import escape, format_html, format_html_join

from interviews.search.words import NORMALIZED, UNSPACED

LENGTH = 240  # characters of a passage
LENGTH_BEFORE_MATCH = 60  # about so many of them before the first match
MARKED = re.compile("<mark>(.*?)</mark>([^<]*)")
MAX_MARKS = 200  # in one text
WORD_LETTER = f"[^ {UNSPACED}]"  # a letter of a script with spaces between words


class Marker:
    """Marks terms in plain texts. Returns safe HTML: everything but <mark> is escaped."""

    def __init__(self, terms):
        spaced = "|".join(f"({_pattern(term)})" for term in terms if _is_spaced(term))
        unspaced = [f"({_pattern(term)})" for term in terms if not _is_spaced(term)]
        # One lookbehind before all terms lets re skip most of a text quickly.
        beginning = [f"(?<!{WORD_LETTER})(?:{spaced})"] if spaced else []
        self.terms = re.compile("|".join(beginning + unspaced))

    def count(self, text):
        """Return how many of the terms are in the text."""
        return len({term for *_place, term in self._places(text)})

    def marked(self, text):
        """Return the whole text on one line, with its matches marked."""
        text = " ".join(text.split())
        return _marked(text, self._places(text), 0, len(text))

    def passage(self, texts):
        """Return the excerpt with most terms, from the text with most terms (else the first).

        The excerpt begins and ends between words. “…” shows that the text goes on.
        """
        texts = [" ".join(text.split()) for text in texts]
        found = [(text, self._places(text)) for text in texts]
        text, places = max(found, key=lambda one: len({term for *_place, term in one[1]}))
        first, last = _densest(places)
        start = _word_start(text, first - LENGTH_BEFORE_MATCH)
        end = _word_end(text, max(last, start + LENGTH))
        return _marked(text, places, start, end)

    def _places(self, text):
        """Return (start, end, number of the term) for each match."""
        folded, origin = _folded(text)
        return [
            (origin[match.start()], origin[match.end()], match.lastindex)
            for match in islice(self.terms.finditer(folded), MAX_MARKS)
        ]


def is_marked(passage):
    return "<mark>" in passage


def text_fragment(passage):
    """Return the URL fragment that makes a browser scroll to the first match and mark it.

    The fragment has the words after the match, too, since the page may have the match elsewhere.
    """
    found = MARKED.search(passage)
    if not found:
        return ""
    word, after = (unescape(part) for part in found.groups())
    suffix = " ".join(after.split()[:4]).removesuffix("…").strip()
    # Browsers read an unescaped hyphen as the beginning of the suffix.
    spelled = [quote(part, safe="").replace("-", "%2D") for part in (word, suffix) if part]
    return ":~:text=" + ",-".join(spelled)


def _folded(text):
    """Return the folded text, and for each of its letters and its end the index in the text."""
    if all(len(NORMALIZED[ord(character)]) == 1 for character in set(text)):
        return text.translate(NORMALIZED), range(len(text) + 1)
    pieces = [NORMALIZED[ord(character)] for character in text]
    return "".join(pieces), [
        *(n for n, piece in enumerate(pieces) for _letter in piece),
        len(text),
    ]


def _is_spaced(term):
    return re.match(WORD_LETTER, term.spelled)


def _pattern(term):
    """Return a regular expression for the forms of the term in folded text."""
    return "|".join(map(_pattern_of_form, term.forms))


def _pattern_of_form(term):
    """Return a regular expression for the term in folded text, up to the end of a word."""
    words = " +".join(map(re.escape, term.spelled.split()))
    if re.match(WORD_LETTER, term.spelled[-1]):
        words += f"{WORD_LETTER}*" if term.is_prefix else f"(?!{WORD_LETTER})"
    return words


def _densest(places):
    """Return start and end of the match from which a passage has most different terms."""

    def terms_from(place):
        start = place[0]
        return len(
            {
                term
                for at, end, term in places
                if start <= at and end <= start + LENGTH - LENGTH_BEFORE_MATCH
            }
        )

    start, end, _term = max(places, key=terms_from, default=(0, 0, 0))
    return start, end


def _word_start(text, at):
    """Return the index of the first word from `at` on; of a letter if no word is near."""
    if at <= 0:
        return 0
    space = text.find(" ", at - 1, at + LENGTH_BEFORE_MATCH // 2)
    return space + 1 if space >= 0 else _letter_start(text, at)


def _word_end(text, at):
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - LENGTH_BEFORE_MATCH // 2, at + 1)
    return space if space >= 0 else _letter_start(text, at)


def _letter_start(text, at):
    while at and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return at


def _marked(text, places, start, end):
    pieces, at = [], start
    for first, last, _term in places:
        if start <= first and last <= end:
            pieces.append((text[at:first], text[first:last]))
            at = last
    words = format_html_join("", "{}<mark>{}</mark>", pieces) + escape(text[at:end])
    return format_html("{}{}{}", "… " if start else "", words, " …" if end < len(text) else "")
