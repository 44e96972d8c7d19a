"""Finds out from the title and the introduction who is interviewed, and who asks."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from interviews.names import name_key, normal_name
from interviews.transcripts.names import HONORIFIC, MOST_WORDS
from interviews.transcripts.phrases import (
    AGREES,
    APPOSITION,
    BEFORE_PLACES,
    BYLINE,
    EAST_ASIAN_TITLE,
    IN_CONVERSATION,
    INTERVIEW,
    INTERVIEW_WITH,
    INTERVIEWED_BY,
    IS_DOING,
    NOT_IN_NAMES,
    ON,
    WE_SPOKE_WITH,
)
from interviews.transcripts.vocabulary import PARTICLES

WORD = re.compile(r"[^\s,;:!?\"“”«»„「」『』()\[\]|–—：、，。/*_]+")
GAP = re.compile(r"[ \t\n\xa0]*\Z")
AND = re.compile(r"\s*(?:&|,|、|\s(?:and|und|et|y|e|en|og|och|i|и|και|و)\s)\s*")
ENDS_WITH_DOT = re.compile(r"\b(?:\w|[JS]r)\.$")
ELIDED = re.compile(r"(?:[dlo]|dell|dall)[’'][^\W\d_a-zß-ÿ]|[’']t\Z")  # d’Arc, ’t Hooft
NOTE = re.compile(r"\W*(?:(?:editor[’']?s?|ed\.) note|note|nota|ndlr)\s*[:.]\s*", re.IGNORECASE)
OCCUPATION = re.compile(r"(?:[a-zß-ÿ-]+ ){1,4}(?=[^\W\d_a-zß-ÿ])")
POSSESSIVE = re.compile(r"[’'][sS]?\Z")
COMMA = re.compile(r"\s*[,、]\s*\Z")
SEGMENTS = re.compile(r"\s*[:：|]\s*|\s+[–—-]\s+|\s*[“”„«»「」『』\"]\s*|(?<=[?!])\s+")
QUOTE = re.compile(r"\s*[:：,–—-]?\s*[“”„«»‘「『\"']")
LINKING = PARTICLES - {"e", "y", "of"}
LONGEST_EAST_ASIAN = 12  # characters of a name that is written without spaces
LONGEST_RUN = 20  # words with capitals in a title
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
        # “Ada Lima, Machine Teacher” is one person; “Ada Lima, Ben Okoro and Cem Alp” are three.
        if not name or (COMMA.match(joint[0]) and not AND.match(after)):
            break
        if is_full(name) or joint[0].strip() not in ("y", "e", "i"):
            names.append(name)
        else:
            names[-1] += f"{joint[0]}{name}"  # José Ortega y Gasset
        rest = after
    return names, rest


def _read_name(text, max_words=MOST_WORDS):
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
    return (name, text[end:]) if 0 < len(words) <= max_words and name else ("", text)


def _ends_sentence(word):
    return word.endswith(".") and len(word) > 3 and not HONORIFIC.match(f"{word} ")


def _may_be_in_name(word, before):
    key = word.casefold().strip(".’'")
    if ELIDED.match(word):
        return True
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
    for find in (_find_interviewed, _find_before_topic, _find_alone, _find_introduced):
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
    names, after = read_names(rest.lstrip('“„«「『"'))
    if names and not is_full(names[0]) and after.strip():
        names = read_names(after)[0] or names  # the house before a name: “the BBC’s Ada Lima”
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


def _find_introduced(title):
    """Find “NAME, the author of …”, “NAME in conversation” and “…, with NAME”."""
    for part in SEGMENTS.split(title):
        names, rest = read_names(part)
        if names and is_full(names[0]) and (APPOSITION.match(rest) or IN_CONVERSATION.match(rest)):
            return [Mention(name, _in_title()) for name in names]
    last = re.search(r"\b(?:with|mit|avec|con|com|met|med)\s+(\S.*)\Z", title)
    names, rest = read_names(last[1]) if last else ([], "")
    is_whole = names and all(map(is_full, names)) and not rest.strip(" .!?")
    return [Mention(name, _in_title()) for name in names] if is_whole else []


def _in_title():
    return _("The title has this name.")


def find_in_sentence(sentence, *, is_first):
    """Return (Mentions of people who speak, Mentions of people with whom somebody spoke).

    A sentence of the introduction may begin with a name and a verb (“NAME agreed to speak”), or
    have a name after such a verb (“we spoke with NAME”).
    """
    begins = _("The introduction begins with this name.")
    reason = begins if is_first else _("A sentence of the introduction begins with this name.")
    sentence = NOTE.sub("", sentence).lstrip("“„«\"'’‘( ")
    names, rest = read_names(sentence) if sentence[:1].isupper() else ([], "")
    read = sentence[: len(sentence) - len(rest)]
    is_told = AGREES.match(rest) or (is_first and (rest.startswith(",") or POSSESSIVE.search(read)))
    # “Machines are slow” names nobody; “Ms. Lima is slow” and “Ada Lima is slow” do.
    is_told = is_told or (
        IS_DOING.match(rest) and (is_full("".join(names[:1])) or HONORIFIC.match(sentence))
    )
    met = WE_SPOKE_WITH.search(sentence)
    with_them = _read_after_occupation(sentence[met.end() :]) if met else []
    said = _("The introduction says that somebody spoke with this person.")
    return (
        [Mention(name, reason) for name in names if is_told],
        [Mention(name, said) for name in with_them],
    )


def _read_after_occupation(text):
    """Return the names in “Ada Lima …” and in “the developer Ada Lima …”."""
    names = read_names(text)[0]
    if names or not (words := OCCUPATION.match(text)):
        return [name for name in names if name[0].isupper()]
    return [name for name in read_names(text[words.end() :])[0] if is_full(name)]


def find_confirmed(title, text, mentioned):
    """Return the Mention of a full name in a title that the introduction has too, or its surname.

    Other words of the title may have capitals, so that a name is a part of a run of them; then
    the name must be one of those `mentioned` in the introduction as a person's.
    """
    words = f" {' '.join(map(name_key, split_words(text)))} "
    people = f" {' '.join(map(name_key, mentioned))} "
    surnames = {name_key(name.split()[-1]) for name in mentioned}
    for run, _before in _list_runs(title):
        parts = [" ".join(run[:count]) for count in range(len(run), 1, -1)]
        within = people if _is_title_case(title, run) else words
        if whole := [part for part in parts if f" {name_key(part)} " in within]:
            return [Mention(whole[0], _("The title and the introduction have this name."))]
        if ending := [part for part in parts if name_key(part.split()[-1]) in surnames]:
            return [Mention(ending[-1], _("The introduction has a surname of the title."))]
    return []


def find_capitalised(title):
    """Return the Mention of the only words with capitals in a title, unless they are a place."""
    runs = [run for run, before in _list_runs(title) if before not in BEFORE_PLACES]
    if len(runs) != 1 or _is_title_case(title, runs[0]):
        return []
    return [Mention(" ".join(runs[0]), _in_title())]


def _list_runs(title):
    """Return [(words of a name, the word before), …] for the names of two and more words."""
    found, end = [], 0
    for match in WORD.finditer(title):
        name, rest = _read_name(title[match.start() :], LONGEST_RUN)
        if " " in name and match.start() >= end:
            before = split_words(title[: match.start()])
            found.append((name.split(), before[-1].casefold() if before else ""))
            end = len(title) - len(rest)
    return found


def _is_title_case(title, run):
    """Return whether a title has capitals in all words of four and more letters."""
    rest = [word for word in split_words(title) if len(word) > 3 and word not in run]
    return not any(word[0].islower() for word in rest)


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
