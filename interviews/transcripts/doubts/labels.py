"""Doubts about words that look like the rest of a label."""

import re
from collections import Counter
from difflib import get_close_matches

from django.utils.translation import gettext as _

from interviews.names import name_key
from interviews.transcripts.doubts.openings import DASHES, LINE, SOUNDS, find_openings, is_name
from interviews.transcripts.doubts.reading import END, SENTENCE_END
from interviews.transcripts.transcript import Doubt
from interviews.transcripts.vocabulary import is_role_label

CLOCK = r"[\[(]?\d{1,3}:\d{2}(?::\d{2})?[\])]?"
# A label within a paragraph: after the end of a sentence, in brackets or not.
INNER = re.compile(
    rf"(?:{END}|[\"”’)\]*_]|\n)[ \t]{{0,12}}(?:{CLOCK}[ \t]{{1,4}})?[*_]{{0,3}}(?P<open>\[)?"
    r"(?P<name>[^\W\d_][^\n:：\[\]().!?,;。！？؟*]{0,30}?)(?(open)\])[*_]{0,3}[ \t]{0,12}"
    rf"(?:{CLOCK}[ \t]{{0,12}})?[:：](?!//)"
)
INNER_MARKED = re.compile(
    rf"(?:^|{END}\s)(?:(\*\*|__)(?P<bold>[^*_\n]{{1,40}})\1|[\[(](?P<bracketed>[^\])\n]{{1,40}})[\])])"
)
MANY = 60  # names and parts of names; with more, only equal ones are found
ALIKE = 0.8  # of the letters of two labels


def find_labels(reading):
    """Find beginnings that look like a label, and that recur, name a speaker or ask."""
    openings = [(each, one) for each in _get_places(reading) for one in find_openings(each.text)]
    count = Counter((opening.kind, opening.words) for _each, opening in openings)
    known = {form for name in reading.names for form in _short_forms(name)}
    for each, opening in openings:
        recurs = count[opening.kind, opening.words] > 1
        if recurs or _is_label(opening, each, reading, known):
            question = _("Is “%s” at the beginning of a line a label of who speaks?")
            yield Doubt("label", question % opening.words, each.number)


def _is_label(opening, each, reading, known):
    """Return whether an opening that stands only once is a label all the same."""
    kind = opening.kind
    if kind == "bracket":
        return True
    if kind not in ("letter", "sign", "bold", "dashed") and (
        _is_like(opening.words, known) or is_role_label(opening.words)
    ):
        return True
    if kind in ("colon", "dashed", "bold") and each.is_question and not each.label:
        return opening.is_name or (kind == "colon" and opening.is_short)
    if reading.labels:
        return False
    return (kind == "colon" and opening.is_name) or bool(
        kind == "sign" and not each.label and DASHES.fullmatch(opening.words)
    )


def find_lines(reading):
    """Find short lines that recur or may be a name, as labels on a line of their own."""
    lines = [
        (each, line.strip(" *_#[]():"), place)
        for each in _get_places(reading)
        for place, line in enumerate(each.text.split("\n"))
        if len(line) <= LINE and any(map(str.isalpha, line))
        if not SENTENCE_END.search(line) and not SOUNDS.search(line)
    ]
    count = Counter(name_key(words) for _each, words, _place in lines)
    names = list(map(name_key, reading.names))
    for each, words, place in lines:
        stands_above = not reading.labels and not place and each.is_answer and is_name(words)
        if count[name_key(words)] > 1 or stands_above or _is_like(name_key(words), names):
            yield Doubt("label", _("Is this line a label of who speaks?"), each.number)


def _is_like(words, known):
    """Return whether words are one of the known names, or one of few with a typing error."""
    return words in known or (
        len(known) <= MANY and bool(get_close_matches(words, known, 1, ALIKE))
    )


def _get_places(reading):
    return [*reading.spoken, *reading.outside]


def _short_forms(name):
    words = name_key(name).split()
    return {name_key(name), words[0], words[-1], *name_key(name).split(" & ")}


def find_inner_labels(reading):
    """Find a label after the end of a sentence within a paragraph."""
    known = {form for name in reading.names for form in (name_key(name), *name_key(name).split())}
    known |= {name_key(label).strip(" .:-") for label in reading.labels}
    again = _compile_written_labels(reading)
    for each in _get_places(reading):
        found = again.search(each.text) if again else None
        label = found[1] if found else _find_inner_label(each.text, known)
        if label:
            question = _("Does another turn begin at “%s” within this paragraph?")
            yield Doubt("label", question % label, each.number)


def _compile_written_labels(reading):
    """Return a pattern of the labels of the transcript, as written, after a sentence; or None."""
    ends = dict.fromkeys(reading.signs, "")
    ends |= {each: "\t| {2}" if each[-1].isalnum() else "[*_]*\\s" for each in reading.labels}
    again = "|".join(rf"{re.escape(label)}(?={end})" for label, end in ends.items())
    return re.compile(rf"{END}[ \t]{{1,12}}[*_]{{0,3}}({again})") if again else None


def _find_inner_label(text, known):
    for found in INNER_MARKED.finditer(text):
        name = found["bold"] or found["bracketed"]
        if name_key(name) in known:
            return name
    for found in INNER.finditer(text):
        words = name_key(found["name"])
        if found["open"] or _is_like(words, known):
            return found["name"]
    return ""


CHECKS = [find_labels, find_lines, find_inner_labels]
