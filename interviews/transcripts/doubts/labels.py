"""Doubts about words that look like the rest of a label."""

import re
from collections import Counter
from difflib import get_close_matches

from django.utils.translation import gettext as _

from interviews.names import name_key
from interviews.transcripts.blocks import is_list_item
from interviews.transcripts.doubts.reading import END
from interviews.transcripts.transcript import Doubt
from interviews.transcripts.vocabulary import is_role_label

LEADING = r"[*_#\s\u200e\u200f]*"  # may stand before a label and does not belong to it
CLOCK = r"(?:[\[(]?\d{1,3}:\d{2}(?::\d{2})?[\])]?[ \t]+)?"
COLON = re.compile(
    LEADING
    + r"(?P<words>[^\W\d_][^\n:：*_.!?。！？,，;\"“”]{0,40}?|[^\W\d_][^\n:：]{0,6}\.)"
    + r"[*_ \t\xa0]*[:：](?![/\d])"
)
BRACKETED = re.compile(
    LEADING
    + r"[\[(【［〔<]\s*(?P<words>[^\W\d_][^\n\]）)】］〕>]{0,40})[\])】］〕>]"
    + r"(?![(\[])(?P<colon>[:：]?)"
)
SPACED = re.compile(
    LEADING + r"(?P<words>[^\W\d_][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,2})(?:\t| {2,})\S"
)
LETTER = re.compile(
    LEADING + r"(?P<words>(?!I\b)[^\W\d_]{1,2}\d?)"
    r"(?:[.)*_]{1,3}[ \t\xa0]+|[ \t\xa0]+(?=[^\W\d_a-z]|[¿¡\"“«]))"
)
SIGN = re.compile(LEADING + r"(?P<words>[—–―]+|--|-(?= )|>>+|»)")
DOTTED = re.compile(LEADING + r"(?P<words>[A-ZÀ-ÞА-ЯΑ-Ω][A-ZÀ-ÞА-ЯΑ-Ω '’-]{2,30})\.\s")
LABELS = {
    "dotted": DOTTED,
    "colon": COLON,
    "bracketed": BRACKETED,
    "spaced": SPACED,
    "letter": LETTER,
}
# A label within a paragraph: after the end of a sentence, in brackets or not.
INNER = re.compile(
    rf"(?:{END}|[\"”’)\]*_]|\n)[ \t]*{CLOCK}[*_]*(?P<open>\[)?"
    r"(?P<name>[^\W\d_][^\n:：\[\]().!?,;。！？؟*]{0,30}?)(?(open)\])[*_]*[ \t]*[:：](?!//)"
)
LONGEST = 3  # words of a label that stands only once
INNER_BOLD = re.compile(rf"(?:^|{END}\s)(\*\*|__)(?P<name>[^*_\n]{{1,40}})\1")
ALIKE = 0.8  # of the letters of two labels
SOUNDS = re.compile(
    r"laugh|chuckl|giggl|sigh|cough|cheer|clap|applau|pause|silence|music|crosstalk|cross talk"
    r"|inaudible|unintelligible|overlap|lacht|rire|risa|笑|拍手",
    re.IGNORECASE,
)


def find_labels(reading):
    """Find beginnings that look like a label, and that recur, name a speaker or ask."""
    openings = [(each, one) for each in _get_places(reading) for one in _openings(each.text)]
    count = Counter(opening for _each, opening in openings)
    known = {form for name in reading.names for form in _short_forms(name)}
    for each, (kind, words) in openings:
        names_somebody = kind != "letter" and (words in known or is_role_label(words))
        names_somebody |= not reading.labels and kind == "name"
        is_apart = (
            kind in ("colon", "name")
            and len(words.split()) <= LONGEST
            and _is_unlabelled_question(each)
        )
        if names_somebody or is_apart or kind == "bracket" or count[kind, words] > 1:
            question = _("Is “%s” at the beginning of a line a label of who speaks?")
            yield Doubt("label", question % words, each.number)


def _is_unlabelled_question(each):
    return each.is_question and not each.label


def _get_places(reading):
    return [*reading.spoken, *reading.outside]


def _openings(text):
    """Return pairs of kind and words of the labels with which lines of a text seem to begin."""
    lines = [line[:200] for line in text.split("\n")]
    is_list = len(lines) > 1 and is_list_item(lines[0])
    first, *lines = lines
    lines = [x for x in lines if not (is_list and (x[:1].isspace() or is_list_item(x)))]
    found = {("sign", match["words"]) for match in [SIGN.match(first)] if match and not is_list}
    for line in [first, *lines]:
        for kind, pattern in LABELS.items():
            match = pattern.match(line)
            if match and _may_be_label(kind, match):
                found.add((_get_kind(kind, match), name_key(match["words"])))
    return found


def _get_kind(kind, match):
    """Return a kind that is a label even if it stands only once, where this is so."""
    if kind == "bracketed" and match["colon"]:
        return "bracket"
    words = match["words"].split()
    is_cased = match["words"].upper() != match["words"].lower()
    is_name = all(word.istitle() or word.isupper() for word in words) and len(words) > 1
    is_name = len(words) <= LONGEST and (is_name or not is_cased)
    return "name" if kind == "colon" and is_name else kind


def _may_be_label(kind, match):
    """Return whether words that begin a line may be a label: no sound in brackets, no “So”."""
    if kind == "bracketed":
        return not SOUNDS.search(match["words"])
    return kind != "letter" or not any(map(str.islower, match["words"]))


def _short_forms(name):
    words = name_key(name).split()
    return {name_key(name), words[0], words[-1], *name_key(name).split(" & ")}


def find_inner_labels(reading):
    """Find a label after the end of a sentence within a paragraph."""
    known = {form for name in reading.names for form in (name_key(name), *name_key(name).split())}
    known |= {name_key(label).strip(" .:-") for label in reading.labels}
    written = reading.labels | reading.signs
    ends = {label: "\t| {2}" if label[-1].isalnum() else "\\s" for label in written}
    again = "|".join(rf"{re.escape(label)}(?={end})" for label, end in ends.items())
    again = re.compile(rf"{END}[ \t]+({again})") if again else None
    for each in _get_places(reading):
        found = again.search(each.text) if again else None
        label = found[1] if found else _find_inner_label(each.text, known)
        if label:
            question = _("Does another turn begin at “%s” within this paragraph?")
            yield Doubt("label", question % label, each.number)


def _find_inner_label(text, known):
    for found in INNER_BOLD.finditer(text):
        if name_key(found["name"]) in known:
            return found["name"]
    for found in INNER.finditer(text):
        words = name_key(found["name"])
        if found["open"] or words in known or get_close_matches(words, known, 1, ALIKE):
            return found["name"]
    return ""


CHECKS = [find_labels, find_inner_labels]
