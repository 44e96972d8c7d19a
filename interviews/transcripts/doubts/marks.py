"""Doubts about times, numbers, headings and emphasis that are left in the words."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.blocks import HEADING
from interviews.transcripts.doubts.reading import END
from interviews.transcripts.questions import strip_emphasis
from interviews.transcripts.transcript import Doubt, ParagraphRole

TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
SIGNS = r"[^\w\n]{0,8}"
NAME = r"[^\s\[(]{1,20}(?: \S{1,20}){0,2}"
TIMES = re.compile(
    "|".join(
        [
            rf"^{SIGNS}{TIME}",
            rf"(?<!\w ){TIME}{SIGNS}$",
            rf"^{NAME} {TIME}\s",
            rf"[\[(]{TIME}[\])]",
            r"\[\d{1,4}(?:\.\d{1,3})?s\]",  # how long a turn lasts
            r"\d[ \t]*-->",
            rf"^{SIGNS}\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b",  # a date, as in chats
        ]
    ),
    re.MULTILINE,
)
# Hours, minutes and seconds, as nobody writes the time of day; but not “[inaudible 00:20:48]”.
EXACT = r"\d{1,2}:\d{2}:\d{2}(?![\w:])"
EXACT_TIME = re.compile(rf"\d[ \t]*-->|(?<![\w:.])(?<!\w ){EXACT}|(?:^|{END} ){NAME} {EXACT}")
ANY_TIME = re.compile(TIME)
NUMBER = re.compile(r"[*_#\s]*\(?(\d{1,4})(?:[.):]|\s|$)")
NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s")
INNER_NUMBER = re.compile(rf"{END}\s+\d{{1,2}}[.)]\s+\S")
INNER_HEADING = re.compile(r"\S[ \t]+#{2,6}[ \t]+\S")
EMPHASISED_EDGE = re.compile(
    rf"\A(\*\*|__|\*|_)(?=\S)[^*_]{{2,300}}{END}\1\s+\S"
    rf"|\s(\*\*|__|\*|_)(?=\S)[^*_]{{2,300}}{END}\2\Z"
)
PROMPT = 80  # characters; most questions are shorter


def find_times(reading):
    """Find times of a recording at an edge of a line, in brackets, or as exact as a second.

    A single time at an edge may be a time of day, unless the recording has other times.
    """
    places = [*reading.spoken, *reading.outside]
    is_timed = any(len(ANY_TIME.findall(text)) > 1 for text in reading.left_out)
    exact = {each.number: match[0] for each in places if (match := EXACT_TIME.search(each.text))}
    found = {each.number: match[0] for each in places if (match := TIMES.search(each.text))}
    for number, words in (found | exact if is_timed or len(found) > 1 else exact).items():
        question = _("Is “%s” a time of the recording, which does not belong to the words?")
        yield Doubt("time", question % words.strip(), number)


def find_uncounted_times(reading):
    """Find recordings in which more times than paragraphs were found, without names."""
    times = sum(len(ANY_TIME.findall(text)) for text in reading.left_out)
    if not reading.labels and times > len(reading.spoken) + len(reading.outside) > 0:
        yield Doubt("time", _("There are more times than paragraphs. Are two turns joined?"))


def find_numbers(reading):
    """Find numbers at the beginning of questions or answers that count the paragraphs."""
    question = _("Does the number at its beginning belong to the words?")
    for role in (ParagraphRole.QUESTION, ParagraphRole.ANSWER):
        spoken = [each for each in reading.spoken if each.role == role]
        run, last = [], 0
        for each in spoken:
            match = NUMBER.match(each.text)
            if match and int(match[1]) > last:
                run, last = [*run, each], int(match[1])
        if len(run) > 1 and len(run) > 0.5 * len(spoken):
            yield from (Doubt("number", question, each.number) for each in run)


def find_lone_numbers(reading):
    """Find a number before a question or a paragraph that is in no numbered list."""
    question = _("Does the number at its beginning belong to the words?")
    for spoken in [*reading.exchanges, [] if reading.labels else reading.outside]:
        numbered = [e for e in spoken if NUMBERED.match(e.text) and not e.label]
        for each in numbered:
            if each.is_question or (len(numbered) == 1 and "\n" not in each.text):
                yield Doubt("number", question, each.number)


def find_sections(reading):
    """Find headings and emphasised paragraphs in answers that may be questions or labels."""
    question = _("This stands out. Is it a question, or does it divide?")
    for exchange in reading.exchanges:
        answers = [each for each in exchange if each.is_answer]
        for each in answers:
            is_at_an_edge = each is answers[0] or each is answers[-1]
            may_divide = each is reading.spoken[-1] or not _stands_out(each.text, reading)
            if not may_divide and (each.asks or is_at_an_edge or not reading.names):
                yield Doubt("section", question, each.number)
    for each in [] if reading.labels else reading.outside:
        if len(each.text) <= PROMPT and strip_emphasis(each.text, strong=False):
            yield Doubt("section", question, each.number)


def _stands_out(text, reading):
    """Return whether a paragraph is a heading, or emphasised as a whole."""
    if HEADING.match(text) or strip_emphasis(text):
        return True
    return not reading.labels and bool(strip_emphasis(text, strong=False))


def find_joined_sections(reading):
    """Find a heading or an emphasised sentence that has become part of a paragraph."""
    for each in [*reading.spoken, *reading.outside]:
        is_apart = EMPHASISED_EDGE.search(each.text) or INNER_NUMBER.search(each.text)
        if INNER_HEADING.search(each.text) or (not reading.labels and is_apart):
            question = _("Does this hold a question or a heading that stood apart?")
            yield Doubt("section", question, each.number)


CHECKS = [
    find_times,
    find_uncounted_times,
    find_numbers,
    find_lone_numbers,
    find_sections,
    find_joined_sections,
]
