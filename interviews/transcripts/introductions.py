"""Finds out from the title and the introduction who is interviewed, and who asks."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from interviews.names import name_key, normal_name
from interviews.transcripts.names import HONORIFIC, MOST_WORDS
from interviews.transcripts.phrases import (
    BYLINE,
    EAST_ASIAN_TITLE,
    INTERVIEW,
    INTERVIEW_WITH,
    INTERVIEWED_BY,
    NOT_IN_NAMES,
    ON,
    SPEAKS,
    WE_SPOKE_WITH,
)
from interviews.transcripts.vocabulary import PARTICLES

WORD = re.compile(r"[^\s,;:!?\"“”«»„「」『』()\[\]|–—：、，。/*_]+")
GAP = re.compile(r"[ \t\n\xa0]*\Z")
AND = re.compile(r"\s*(?:&|,|、|\s(?:and|und|et|y|e|en|og|och|i|и|και|و)\s)\s*")
ENDS_WITH_DOT = re.compile(r"\b(?:\w|[JS]r)\.$")
POSSESSIVE = re.compile(r"[’'][sS]?\Z")
SEGMENTS = re.compile(r"\s*[:：|]\s*|\s+[–—-]\s+|\s*[“”„«»「」『』\"]\s*")
QUOTE = re.compile(r"\s*[:：,–—-]?\s*[“”„«»‘「『\"']")
LINKING = PARTICLES - {"e", "y", "of"}
LONGEST_EAST_ASIAN = 12  # characters of a name that is written without spaces
LONGEST_LINE = 90  # characters of a line that says who asks


class Mention(NamedTuple):
    """A name in a text, and in plain words why it may be that of the person interviewed."""

    name: str
    reason: str


def read_names(text):
    """Return (the names with which a text begins, the rest of the text)."""
    name, rest = _read_name(text)
    names = [name] if name else []
    while names and (joint := AND.match(rest)):
        name, after = _read_name(rest[joint.end() :])
        if not name:
            break
        if is_full(name) or joint[0].strip() not in ("y", "e", "i"):
            names.append(name)
        else:
            names[-1] += f"{joint[0]}{name}"  # José Ortega y Gasset
        rest = after
    return names, rest


def _read_name(text):
    start = len(text) - len(text.lstrip(" \t\n\xa0*_"))
    words, end = [], start
    for match in WORD.finditer(text, start):
        if not GAP.match(text[end : match.start()]) or not _may_be_in_name(match[0], words):
            break
        word = POSSESSIVE.sub("", match[0])
        words.append(word)
        end = match.end()
        if word != match[0] or _ends_sentence(word):
            break
    while words and words[-1].casefold() in LINKING:
        end = text.rindex(words.pop(), 0, end)
    name = HONORIFIC.sub("", normal_name(" ".join(words)))
    name = name if ENDS_WITH_DOT.search(name) else name.rstrip(".")
    return (name, text[end:]) if 0 < len(words) <= MOST_WORDS and name else ("", text)


def _ends_sentence(word):
    return word.endswith(".") and len(word) > 3 and not HONORIFIC.match(f"{word} ")


def _may_be_in_name(word, before):
    key = word.casefold().strip(".’'")
    if word[0].islower() or (before and key in LINKING):
        return key in LINKING
    if key in NOT_IN_NAMES or not word[0].isalpha():
        return False
    is_spaced = word[0].isupper() or word[0] < "\u2e80"
    return is_spaced or (len(word) <= LONGEST_EAST_ASIAN and not before)


def is_full(name):
    """Return whether a name has two words, or is written without spaces."""
    return " " in name or (len(name) > 1 and name[0] > "\u2e80")


def find_in_title(title):
    """Return the Mentions of the people whom a title says or seems to be about."""
    for find in (_find_interviewed, _find_before_topic, _find_alone):
        if found := [each for each in find(title) if each.name]:
            return found
    return []


def _find_interviewed(title):
    reason = _("The title says that this person is interviewed.")
    if match := EAST_ASIAN_TITLE.search(title):
        return [Mention(match["name"] or match["korean"], reason)]
    match = INTERVIEW_WITH.search(title) or INTERVIEW.match(title)
    if not match:
        return []
    rest = title[match.end() :]
    if not any(letter.isupper() or letter.islower() for letter in rest):
        rest = re.split(ON, rest, maxsplit=1)[0]  # capitals do not show where the name ends
    names = read_names(rest.lstrip('“„«「『"'))[0]
    return [Mention(re.sub("(?:さん|氏|先生)$", "", name), reason) for name in names]


def _find_before_topic(title):
    for number, part in enumerate(SEGMENTS.split(title)):
        match = ON.search(part)
        names, rest = read_names(part[: match.start()]) if match else ([], "")
        if names and not rest.strip():
            begins = _("The title begins with this name.")
            return [Mention(name, begins if not number else _in_title()) for name in names]
    return []


def _find_alone(title):
    names, rest = read_names(title)
    if names and QUOTE.match(rest) and all(map(is_full, names)):
        return [Mention(name, _("The title begins with this name.")) for name in names]
    parts = [part for part in SEGMENTS.split(title) if part]
    for part in parts if len(parts) > 1 else []:
        names, rest = read_names(part)
        if names and all(map(is_full, names)) and not rest.strip():
            return [Mention(name, _in_title()) for name in names]
    return []


def _in_title():
    return _("The title has this name.")


def find_in_sentence(sentence, *, is_first):
    """Return (Mentions of people who speak, Mentions of people with whom somebody spoke).

    A sentence of the introduction may begin with a name and a verb (“NAME agreed to speak”), or
    have a name after such a verb (“we spoke with NAME”).
    """
    begins = _("The introduction begins with this name.")
    reason = begins if is_first else _("A sentence of the introduction begins with this name.")
    names, rest = read_names(sentence.lstrip("“„«\"'’‘ "))
    is_told = SPEAKS.match(rest) or (is_first and rest.startswith(","))
    met = WE_SPOKE_WITH.search(sentence)
    with_them = read_names(sentence[met.end() :])[0] if met else []
    said = _("The introduction says that somebody spoke with this person.")
    return (
        [Mention(name, reason) for name in names if is_told],
        [Mention(name, said) for name in with_them],
    )


def find_named_in_both(title, text):
    """Return the Mentions of full names that a title and another text have in common."""
    words = " ".join(map(name_key, split_words(text)))
    found, end = [], 0
    for match in WORD.finditer(title):
        name = _read_name(title[match.start() :])[0] if match.start() >= end else ""
        if is_full(name) and f" {name_key(name)} " in f" {words} ":
            found.append(Mention(name, _("The title and the introduction have this name.")))
            end = match.start() + len(name)
    return found


def split_words(text):
    """Return the words of a text without punctuation, and without the “’s” of a genitive."""
    words = (POSSESSIVE.sub("", word).strip(".") for word in WORD.findall(text))
    return [word for word in words if word]


def find_asking(line):
    """Return the Mentions of a line that says only who asks: “Interview: NAME”, “By NAME”."""
    line = line.strip(" \t\n*_()[]—–-")
    for pattern, reason in (
        (INTERVIEWED_BY, _("A line says that this person asked.")),
        (BYLINE, _("The byline has this name.")),
    ):
        match = pattern.match(line) if len(line) <= LONGEST_LINE else None
        names, rest = read_names(line[match.end() :]) if match else ([], "")
        if names and all(map(is_full, names)) and not rest.strip(" .*_)]"):
            return [Mention(name, reason) for name in names]
    return []


def is_same_person(one, other):
    """Return whether two names have the same first and last word: “Ada M. Okoro”, “ADA OKORO”."""
    first, second = name_key(one).split(), name_key(other).split()
    return (first[0], first[-1]) == (second[0], second[-1])
