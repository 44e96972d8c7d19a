"""Parses speaker labels: `Name:`, `**Name:**`, `Name: 00:12:34`, `Q:`."""

import re
from dataclasses import dataclass

from interviews.names import normal_name
from interviews.transcripts.names import JOINERS
from interviews.transcripts.vocabulary import NOT_NAMES, PAIRS, PARTICLES

TIME = r"\\?[\[(]?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?\\?[\])]?"
MARK = r"\*\*\*|\*\*|__|[*_]|</?b>|</?strong>"
NAME = r"[^\s:：*_#>\[\](){}<>|\"“”!?；;=\\~`/.,][^:：*_#>\[\](){}<>|\"“”!?；;=\\~`\n]{0,70}?"
LABEL = re.compile(
    r"(?P<before>\s{0,3}(?:#{1,6}[ \t]+|[-–—][ \t]+|\d{1,3}[.)][ \t]+)?"
    rf"(?:(?P<first>{TIME})[ \t]+)?)"
    rf"(?P<mark>{MARK})?(?P<open>\[)?(?P<name>{NAME})(?(open)\](?:\([^()\s]*\))?)"
    r"(?:[ \t\xa0]*\\?[\[(](?P<alias>[^()\[\]\\]{1,40})\\?[\])])?"
    rf"(?:[ \t\xa0]+(?P<time>{TIME}))?[ \t\xa0]*"
    rf"(?:(?P<inside>[:：])[ \t\xa0]*(?P<close>{MARK})?"
    rf"|(?P<end>{MARK})[ \t\xa0]*(?P<outside>[:：])|(?P<line_end>$))"
)
TIME_ALONE = re.compile(rf"[ \t\xa0]*{TIME}[ \t\xa0]*(?:\n|$)")

WORDS = sorted({form for pair in PAIRS for word in pair for form in (word, word.upper())})
LETTER = re.compile(
    r"(?P<before>\s{0,3}(?:#{1,6}[ \t]+)?)"
    rf"(?P<mark>{MARK})?(?P<name>{'|'.join(reversed(WORDS))})(?:[ \t]?#?\d{{1,3}})?"
    rf"(?P<end>{MARK})?(?:[:：.]|[ \t]?[-–—](?=[ \t*_]))(?P<close>{MARK})?"
    r"(?=\s|$|(?<=[:：*_])\S)"
)

LONGEST = 8  # words in a label


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


def parse_name_label(text):
    """Return the Label with which a text seems to begin, or None."""
    line = text[:200].split("\n", 1)[0]
    if ":" not in line and "：" not in line:
        return None
    match = LABEL.match(line)
    if not match or not _may_be_a_name(match, line):
        return None
    end = match.end()
    stamp = TIME_ALONE.match(text, end)
    times = [match["first"], match["time"], stamp and stamp[0].strip()]
    end = stamp.end() if stamp else end
    alias = match["alias"] or ""
    return Label(
        name=normal_name(match["name"]),
        written=match["name"] + (f" ({alias})" if alias else ""),
        rest=_get_open_emphasis(match) + text[end:].lstrip(" \t\n\xa0"),
        alias=alias,
        time=" ".join(filter(None, times)),
        is_strong=bool(match["mark"]) or "#" in match["before"],
    )


def parse_letter_label(text):
    """Return the Label of a Q or A at the beginning of a text, or None."""
    match = LETTER.match(text[:200].split("\n", 1)[0])
    if not match:
        return None
    return Label(
        name=match["name"].capitalize(),
        written=match[0].strip(" \t#*_"),
        rest=_get_open_emphasis(match) + text[match.end() :].lstrip(" \t\n\xa0"),
        is_letter=True,
        is_strong=True,
    )


def _get_open_emphasis(match):
    """Return the emphasis mark that is still open after a label: `**Name: text**`."""
    return match["mark"] if match["mark"] and not (match["close"] or match["end"]) else ""


def _may_be_a_name(match, line):
    words, end = match["name"].split(), match.end()
    if match["line_end"] is not None and not match["time"]:
        return False
    if line.startswith("//", end) or (line[end : end + 1].isdigit() and line[end - 1] == ":"):
        return False
    if len(words) > LONGEST or not any(map(str.isalpha, match["name"])):
        return False
    if words[0].casefold().strip(".") in NOT_NAMES:
        return False
    return len(words) == 1 or all(map(_is_part_of_a_name, words))


def _is_part_of_a_name(word):
    return not word[0].islower() or word in PARTICLES or bool(JOINERS.fullmatch(f" {word} "))
