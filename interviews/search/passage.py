"""The passage of a text that holds the words looked for, with these marked."""

import re
import unicodedata
from html import unescape
from itertools import islice
from urllib.parse import quote

from django.utils.html import escape, format_html, format_html_join

from interviews.search.words import SPELLING, UNSPACED

LENGTH = 240  # characters of a passage
BEFORE = 60  # of these, about, stand before the first word found
MARKED = re.compile("<mark>(.*?)</mark>([^<]*)")
MOST_MARKS = 200  # in one text


class Marker:
    """Marks some terms in plain texts. What it returns is safe: escaped, but for its <mark>s."""

    def __init__(self, terms):
        self.terms = re.compile("|".join(f"({_pattern(term)})" for term in terms))

    def marked(self, text):
        """The whole text on one line."""
        text = " ".join(text.split())
        return _marked(text, self._places(text), 0, len(text))

    def passage(self, texts):
        """The densest excerpt of the text that holds most terms; of the first, if none does.

        It begins and ends between words, and says by “…” that more stands before or after.
        """
        texts = [" ".join(text.split()) for text in texts]
        found = [(text, self._places(text)) for text in texts]
        text, places = max(found, key=lambda one: len({term for *_place, term in one[1]}))
        first, last = _densest(places)
        start = _word_start(text, first - BEFORE)
        end = _word_end(text, max(last, start + LENGTH))
        return _marked(text, places, start, end)

    def _places(self, text):
        """Where in the text which term stands: (start, end, number of the term) each."""
        pieces = [SPELLING[ord(character)] for character in text]
        origin = [n for n, piece in enumerate(pieces) for _letter in piece] + [len(text)]
        return [
            (origin[match.start()], origin[match.end()], match.lastindex)
            for match in islice(self.terms.finditer("".join(pieces)), MOST_MARKS)
        ]


def text_fragment(passage):
    """What to add to an address so that a browser finds the first word marked, and shows it.

    The words that follow say which place is meant where the page has it elsewhere too.
    """
    found = MARKED.search(passage)
    if not found:
        return ""
    word, after = (unescape(part) for part in found.groups())
    suffix = " ".join(after.split()[:4]).removesuffix("…").strip()
    # A hyphen of its own would be read as the sign of a suffix.
    spelled = [quote(part, safe="").replace("-", "%2D") for part in (word, suffix) if part]
    return ":~:text=" + ",-".join(spelled)


def _pattern(term):
    """The term in folded text, from the beginning of a word, and to its end."""
    within = f"[^ {UNSPACED}]"
    words = " +".join(map(re.escape, term.spelled.split()))
    if re.match(within, term.spelled):
        words = f"(?<!{within}){words}"
    if re.match(within, term.spelled[-1]):
        words += f"{within}*" if term.open else f"(?!{within})"
    return words


def _densest(places):
    """The start and the end of the place from which a passage holds most different terms."""

    def terms_from(place):
        start = place[0]
        return len(
            {term for at, end, term in places if start <= at and end <= start + LENGTH - BEFORE}
        )

    start, end, _term = max(places, key=terms_from, default=(0, 0, 0))
    return start, end


def _word_start(text, at):
    """The beginning of the first whole word from `at` on, or of a letter where none is near."""
    if at <= 0:
        return 0
    space = text.find(" ", at - 1, at + BEFORE // 2)
    return space + 1 if space >= 0 else _letter_start(text, at)


def _word_end(text, at):
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - BEFORE // 2, at + 1)
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
