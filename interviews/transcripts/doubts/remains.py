"""Doubts about words that look like the rest of a label, a time or a number."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from interviews.names import name_key
from interviews.transcripts.blocks import HEADING, is_list_item
from interviews.transcripts.doubts.reading import ESCAPED
from interviews.transcripts.questions import strip_emphasis
from interviews.transcripts.transcript import Doubt, ParagraphRole
from interviews.transcripts.vocabulary import is_role_label

TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# What may stand before a label and does not belong to it.
LEADING = r"[*_#\s\u200e\u200f]*"
COLON = re.compile(
    LEADING + r"(?P<words>[^\W\d_][^\n:：*_.!?。！？,，;\"“”]{0,40}?|[^\W\d_][^\n:：]{0,6}\.)"
    r"[*_ \t\xa0]*[:：](?![/\d])"
)
BRACKETED = re.compile(
    LEADING + r"[\[(【［〔<]\s*(?P<words>[^\W\d_][^\n\]）)】］〕>]{0,40})[\])】］〕>](?![(\[])"
)
SPACED = re.compile(
    LEADING + r"(?P<words>[^\W\d_][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,2})(?:\t| {2,})\S"
)
LETTER = re.compile(
    LEADING + r"(?P<words>(?!I\b)[^\W\d_]{1,2}\d?)"
    r"(?:[.)*_]{1,3}[ \t\xa0]+|[ \t\xa0]+(?=[^\W\d_a-z]|[¿¡\"“«]))"
)
SIGN = re.compile(LEADING + r"(?P<words>[—–―]+|--|-(?= )|>>+|»)")
CLOCK = re.compile(LEADING + rf"[\[(]?(?P<words>{TIME})")
LABELS = {"colon": COLON, "bracketed": BRACKETED, "spaced": SPACED, "letter": LETTER, "sign": SIGN}
NUMBER = re.compile(LEADING + r"\(?(\d{1,4})(?:[.):]|\s|$)")
TIME_REMAINS = re.compile(
    rf"\A\W*{TIME}|{TIME}\W*\Z|[\[(]{TIME}[\])]|\[\d{{1,4}}(?:\.\d{{1,3}})?s\]"
)
SOUNDS = re.compile(
    r"laugh|chuckl|giggl|sigh|cough|cheer|clap|applau|pause|silence|music|crosstalk|cross talk"
    r"|inaudible|unintelligible|overlap|lacht|rire|risa|笑|拍手",
    re.IGNORECASE,
)


def find_labels(reading):
    """Find beginnings that look like a label, and that recur or name a speaker."""
    openings = [(n, p, o) for n, p in _prose(reading) for o in _openings(p.text)]
    count = Counter(key for _n, _p, key in openings)
    known = {form for name in reading.names for form in _short_forms(name)}
    for number, _paragraph, (kind, words) in openings:
        is_known = words in known or (kind in ("colon", "bracketed") and is_role_label(words))
        if is_known or count[kind, words] > 1:
            question = _("Is “%s” at the beginning of a line a label of who speaks?")
            yield Doubt("label", question % words, number)


def _prose(reading):
    """Return the paragraphs in which a label may be left, with their positions."""
    roles = (
        ParagraphRole.QUESTION,
        ParagraphRole.ANSWER,
        ParagraphRole.CLOSING,
        ParagraphRole.NOTE,
    )
    return [(n, p) for n, p in enumerate(reading.paragraphs) if p.role in roles]


def _openings(text):
    """Return pairs of kind and words of the labels with which lines of a text seem to begin."""
    lines = [ESCAPED.sub(r"\1", line[:200]) for line in text.split("\n")]
    is_list = len(lines) > 1 and is_list_item(lines[0])
    lines = [x for x in lines if not (is_list and (x[:1].isspace() or is_list_item(x)))]
    found = ((kind, pattern.match(line)) for line in lines for kind, pattern in LABELS.items())
    return list({(kind, name_key(m["words"])) for kind, m in found if m and _may_label(kind, m)})


def _may_label(kind, match):
    """Return whether words that begin a line may be a label: no sound in brackets, no “So”."""
    words = match["words"]
    if kind == "bracketed":
        return not SOUNDS.search(words)
    return kind != "letter" or not any(map(str.islower, words))


def _short_forms(name):
    words = name_key(name).split()
    return {name_key(name), words[0], words[-1], *name_key(name).split(" & ")}


def find_inner_labels(reading):
    """Find the name of a speaker with a colon within a paragraph."""
    names = {each for name in reading.names for each in (name, *name.split()) if len(each) > 1}
    if not names:
        return
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    inner = re.compile(
        rf"(?:[.!?…。！？\"”’)\]]|\n)[ \t]*[*_\[(]*({alternatives})[*_\])]*[ \t]*[:：]"
    )
    for each in reading.spoken:
        if match := inner.search(each.text):
            question = _("Does another turn begin at “%s:” within this paragraph?")
            yield Doubt("label", question % match[1], each.number)


def find_times(reading):
    """Find times of a recording at an edge of a paragraph, or in brackets."""
    found = [(e, m[0]) for e in reading.spoken if (m := TIME_REMAINS.search(e.text))]
    if len(found) > 1:
        for each, words in found:
            question = _("Is “%s” a time of the recording, which does not belong to the words?")
            yield Doubt("time", question % words.strip(), each.number)


def find_numbers(reading):
    """Find numbers at the beginning of questions or answers that count the paragraphs."""
    for role in (ParagraphRole.QUESTION, ParagraphRole.ANSWER):
        spoken = [each for each in reading.spoken if each.role == role]
        run = []
        for each in spoken:
            match = NUMBER.match(each.text)
            number = int(match[1]) if match else None
            if number is None or (run and number <= run[-1][1]):
                continue
            run.append((each, number))
        if len(run) > 1 and len(run) > 0.5 * len(spoken):
            for each, number in run:
                question = _("Does the number %d belong to the words?")
                yield Doubt("number", question % number, each.number)


def find_sections(reading):
    """Find headings and emphasised paragraphs in answers that may be questions or labels."""
    for exchange in reading.exchanges:
        answers = [each for each in exchange if each.is_answer]
        for each in answers:
            words = _get_raised_words(each.text)
            is_at_an_edge = each is answers[0] or each is answers[-1]
            is_last = each is reading.spoken[-1]
            if words and not is_last and (each.asks or is_at_an_edge or not reading.names):
                question = _("This stands out in an answer. Is it a question, or does it divide?")
                yield Doubt("section", question, each.number)


def _get_raised_words(text):
    """Return the words of a heading or of a paragraph that is emphasised as a whole."""
    return HEADING.sub("", text) if HEADING.match(text) else strip_emphasis(text)


CHECKS = [find_labels, find_inner_labels, find_times, find_numbers, find_sections]
