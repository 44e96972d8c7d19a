"""Parses speaker labels: `Name:`, `**Name**`, `Name 00:12:34`, `[Name]`, `Q:`, `Q.`, `Q<tab>`."""

import re
from dataclasses import dataclass

from interviews.names import normal_name
from interviews.transcripts.names import JOINERS
from interviews.transcripts.vocabulary import NOT_NAMES, PAIRS, PARTICLES

TIME = r"\\?[\[(]?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?\\?[\])]?"
MARK = r"\*\*\*|\*\*|__|[*_]|</?b>|</?strong>"
COLON = "[:：﹕∶]"
HAS_COLON = re.compile(COLON)
INSIDE = r":：﹕∶*_#>\[\](){}<>【】（）|\"“”!?؟；;=\\~`"  # characters that no name has
NAME = rf"[^\s/.,{INSIDE}][^\n{INSIDE}]{{0,70}}?"
SPACE = "[ \t\xa0\u3000]"
# Before a label: space, the marks of writing direction, a heading, a list item, a time.
INDENT = "[ \t\xa0\u3000\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
FIRST = rf"(?:(?P<first>{TIME})[ \t]+)?"
BEFORE = rf"(?P<before>{INDENT}(?:#{{1,6}}[ \t]+|[-–—][ \t]+|\d{{1,3}}[.)][ \t]+)?{FIRST}(?:- )?)"
ALIAS = r"(?:[ \t\xa0]*\\?[\[(](?P<alias>[^()\[\]\\]{1,40})\\?[\])])?"
WITH_COLON = re.compile(
    rf"{BEFORE}(?P<mark>{MARK})?(?P<open>[\[【])?(?P<name>{NAME})"
    rf"(?(open)[\]】](?:\([^()\s]*\))?){ALIAS}"
    rf"(?:[ \t\xa0]+(?P<time>{TIME}))?[ \t\xa0]*"
    rf"(?:(?P<inside>{COLON})[ \t\xa0]*(?P<close>{MARK})?"
    rf"|(?P<end>{MARK})[ \t\xa0]*(?P<outside>{COLON})|(?P<line_end>$))"
)
TIME_ALONE = re.compile(rf"[ \t\xa0]*{TIME}[ \t\xa0]*(?:\n|$)")

# Labels without a colon, by what sets the label apart.
AFTER = rf"(?:{SPACE}+(?P<time>{TIME}))?(?:{SPACE}*(?P<dash>[-–—]+){SPACE}+|{SPACE}*)"
BARE = [
    re.compile(rf"{BEFORE}(?P<mark>{MARK})(?P<name>{NAME}){ALIAS}{SPACE}*(?:{MARK}){AFTER}"),
    re.compile(rf"{BEFORE}(?P<mark>\\?[\[(【（])(?P<name>{NAME})\\?[\])】）]{AFTER}"),
    # As Japanese sets a name apart, which has no space and few characters.
    re.compile(rf"{BEFORE}(?P<mark>)(?P<name>[^\W\d_a-zA-Z]{{1,8}})(?P<dash>\u3000)"),
    re.compile(rf"{BEFORE}(?P<mark>)(?P<name>{NAME}){ALIAS}{SPACE}(?P<dash>[-–—]){SPACE}"),
    re.compile(rf"{BEFORE}(?P<mark>)(?P<name>{NAME}){ALIAS}(?P<dash>){SPACE}*$"),
]
LONGEST_BARE = 50  # characters
# A full stop ends a sentence, but not an initial or an abbreviation.
SENTENCE_END = re.compile(r"(?:[…。！？!?؟।，,、;；]|(?<!\b\w)(?<!\b[JS]r)\.)$")

WORDS = sorted({f for pair in PAIRS for side in pair for w in side for f in (w, w.upper())})
LETTER = re.compile(
    rf"(?P<before>{INDENT}(?:#{{1,6}}[ \t]+)?{FIRST})(?P<mark>{MARK})?(?P<open>\\?[\[(【（])?"
    rf"(?P<name>{'|'.join(sorted(WORDS, key=len, reverse=True))})"
    rf"(?:[ \t]?#?(?P<number>\d{{1,3}})(?!\d)"
    rf"(?={SPACE}*(?:{COLON}|[)\]）】])|(?<=[^\W\d]\d)|(?<=[^\W\d]\d\d)))?"
    rf"(?(open)\\?[\])】）])(?P<end>{MARK})?"
    rf"(?P<sign>{SPACE}*{COLON}|[.．)）]?[ \t]?[-–—]+|[.．)）]|)(?P<close>{MARK})?(?P<gap>{SPACE}*)"
)
OPENING = '¿¡"“«'

LONGEST = 8  # words in a label
LONGEST_ABBREVIATION = 5  # characters with the full stop: Prof.


@dataclass
class Label:
    """A speaker label at the beginning of a text, and the rest of the text."""

    name: str
    written: str  # the label in the source, without its mark-up
    rest: str
    alias: str = ""
    time: str = ""
    is_letter: bool = False  # says “question” or “answer” instead of a name
    is_strong: bool = False  # emphasised or in a heading, which is rare before a colon in prose
    is_phrase: bool = False  # has words that names rarely have: “Standards team”
    number: str = ""  # of a letter: 2 in “Q2”
    side: str = ""  # Q or A
    form: tuple = ("colon",)  # how the label is set apart; labels of one text mostly have one form


def parse_name_label(text):
    """Return the Label with a colon or a time with which a text seems to begin, or None."""
    line = text[:200].split("\n", 1)[0]
    if not HAS_COLON.search(line):
        return None
    match = WITH_COLON.match(line)
    if not match or not _may_be_a_name(match, line):
        return None
    end = match.end()
    stamp = TIME_ALONE.match(text, end)
    times = [match["first"], match["time"], stamp and stamp[0].strip()]
    return _label(
        match,
        text[stamp.end() if stamp else end :],
        times,
        is_strong=bool(match["mark"]) or "#" in match["before"],
    )


def _label(match, rest, times, **values):
    alias = match.groupdict().get("alias") or ""
    if TIME_ALONE.fullmatch(alias):
        alias, times = "", [*times, alias]  # Ana Lima (00:03)
    words = match["name"].split()
    return Label(
        name=normal_name(match["name"]),
        written=match["name"] + (f" ({alias})" if alias else ""),
        rest=_get_open_emphasis(match) + rest.lstrip(" \t\n\xa0\u3000"),
        alias=alias,
        time=" ".join(filter(None, times)),
        is_phrase=len(words) > 1 and not all(map(_is_part_of_a_name, words)),
        **values,
    )


def parse_bare_label(text):
    """Return the Label without a colon with which a text seems to begin, or None.

    Much that is no label looks like one, so that only a regular change of such labels counts.
    """
    line = text[:200].split("\n", 1)[0]
    match = next((m for m in (pattern.match(line) for pattern in BARE) if m), None)
    if not match or len(match["name"]) > LONGEST_BARE or SENTENCE_END.search(match["name"]):
        return None
    end = match.end()
    is_alone = not line[end:].strip()
    is_heading = "#" in match["before"]
    words = match["name"].split()
    if not (is_alone or match["mark"] or match["dash"]) or (is_heading and not is_alone):
        return None
    if not any(map(str.isalpha, words[0])) or len(words) > LONGEST:
        return None
    stamp = TIME_ALONE.match(text, end) or TIME_ALONE.match(text, end + 1)
    times = [match["first"], match.groupdict().get("time"), stamp and stamp[0].strip()]
    ending = "alone" if is_alone else "dash" if match["dash"] else "run in"
    return _label(
        match,
        text[stamp.end() if stamp else end :],
        times,
        is_strong=bool(match["mark"]) or is_heading,
        form=("#" if is_heading else match["mark"], ending),
    )


def parse_letter_label(text):
    """Return the Label of a Q or A at the beginning of a text, or None."""
    line = text[:200].split("\n", 1)[0]
    match = LETTER.match(line)
    if not match or not _is_set_apart(match, line):
        return None
    sign = match["sign"].strip()
    return Label(
        name=match["name"].capitalize(),
        written=match[0].strip(" \t#*_\u3000\xa0"),
        rest=_get_open_emphasis(match) + text[match.end() :].lstrip(" \t\n\xa0\u3000"),
        time=match["first"] or "",
        is_letter=True,
        is_strong=True,
        number=match["number"] or "",
        form=("letter", "colon" if HAS_COLON.match(sign) else sign or _get_gap(match)),
    )


def _is_set_apart(match, line):
    """Return whether a letter is a label, not the first word of a sentence."""
    after, sign = line[match.end() :], match["sign"]
    if HAS_COLON.search(sign) or not after:
        return True
    if sign:
        return bool(match["gap"] or match["close"]) or after[0] in OPENING or sign[-1] in "-–—．）"
    is_typography = bool(match["open"] or (match["mark"] and match["end"]))
    return is_typography or bool(match["gap"])


def _get_gap(match):
    """Return what sets a letter without a sign apart; a single space is hardly anything."""
    is_typography = match["open"] or match["mark"] or not match["gap"]
    return "space" if not is_typography and match["gap"] in (" ", "\xa0") else "gap"


def _get_open_emphasis(match):
    """Return the emphasis mark that is still open after a label: `**Name: text**`."""
    found = match.groupdict()
    is_closed = found.get("close") or found.get("end")
    return found["mark"] if found["mark"] and "end" in found and not is_closed else ""


def _may_be_a_name(match, line):
    words, end = match["name"].split(), match.end()
    if match["line_end"] is not None and not match["time"]:
        return False
    if line.startswith("//", end) or (line[end : end + 1].isdigit() and line[end - 1] == ":"):
        return False
    if len(words) > LONGEST or not any(map(str.isalpha, match["name"])):
        return False
    if any(word.endswith(".") and len(word) > LONGEST_ABBREVIATION for word in words[:-1]):
        return False  # the end of a sentence
    return words[0].casefold().strip(".") not in NOT_NAMES


def _is_part_of_a_name(word):
    return not word[0].islower() or word in PARTICLES or bool(JOINERS.fullmatch(f" {word} "))
