"""Resolves short speaker labels to full names: initials, first names, surnames, joined labels."""

import re
import unicodedata
from collections import defaultdict

from interviews.names import name_key, normal_name
from interviews.transcripts.phrases import ARTICLES, NOT_IN_NAMES
from interviews.transcripts.vocabulary import PARTICLES

JOINERS = re.compile(r"(\s*(?:&|/|\+|,)\s*|\s+(?:and|y|e|et|und|en|og|och|и|و)\s+)", re.IGNORECASE)
HONORIFIC = re.compile(
    r"(?:dr|prof|professor|mr|mrs|ms|mx|sir|dame|lord|lady|rev|sr|rabbi|judge|senator|president)"
    r"\.?\s+",
    re.IGNORECASE,
)
PARTICLE = r"(?:de|van|von|der|den|da|di|du|la|le|del|dos|bin|al|el|ter)"
EMPHASISED = re.compile(r"\*\*([^*\n:]{3,60})\*\*|__([^_\n:]{3,60})__")
LINKED = re.compile(r"\[([^\[\]\n]{3,60})\]\(")
# A run of words with capitals: Ana Lima, Jan van der Berg, J. M. Okoro
# Only a short word ends with a full stop: an initial or an abbreviation.
CAPITALISED = r"[^\W\d_a-zß-öø-ÿ](?:[\w'’-]{0,3}\.|[\w'’-]{0,30}(?!\.[ \n\xa0]))"
RUN = re.compile(
    rf"(?<![\w.]){CAPITALISED}(?:[ \n\xa0](?:{PARTICLE}[ \n\xa0]){{0,2}}{CAPITALISED}){{1,3}}"
)
# The letters that one capital begins: O’Neil has two groups, Anna’s has one.
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_](?![^\W\d_]))?")
SHORTEST_IN_CAPITALS = 4  # letters of a single word that is no abbreviation
MOST_WORDS = 6  # in a full name
MOST_IN_PROSE = 2  # words of a name in prose that are no initials


def find_names(text):
    """Return the names in a text in three groups, the most reliable group first."""
    text = unicodedata.normalize("NFC", text)  # a word ends where an accent stands alone
    strip_emphasis = [normal_name(one or two) for one, two in EMPHASISED.findall(text)]
    linked = [normal_name(name) for name in LINKED.findall(text)]
    runs = [name for match in RUN.finditer(text) if (name := _read_run(match))]
    return [[name for name in names if _is_full(name)] for names in (strip_emphasis, linked, runs)]


def _read_run(match):
    """Return the name in words with capitals: Ada Lima in “Mit Ada Lima”, "" in “The Lima Inn”."""
    before = match.string[: match.start()].split()[-1:]
    words = normal_name(match[0]).rstrip(".").split()
    while words and words[0].casefold() in NOT_IN_NAMES | ARTICLES:
        before, words = words[:1], words[1:]
    return "" if before and before[0].casefold() in ARTICLES else " ".join(words)


def resolve_names(labels, groups):
    """Return {label: full name}; a label without exactly one matching name stays unchanged.

    Full names are searched among the labels, then in each of `groups` in order; the last has the
    words with capitals in prose.
    """
    parts = dict.fromkeys(part for label in labels for part in split_label(label))
    full = [part for part in parts if _is_full(part) and not part.isupper()]
    *listed, prose = groups or [[]]
    known = [*map(ShortForms, [full, *listed]), ShortForms(prose, in_prose=True)]
    return {label: _full_name(label, known) for label in labels}


class ShortForms:
    """An index of names by their initials, first names and surnames."""

    def __init__(self, names, *, in_prose=False):
        """Index names; in prose, a surname does not show where a name of three words begins.

        “Photographer Ada Lima” cannot be told from “Ana Ada Lima”.
        """
        self.names = defaultdict(dict)
        for name in names:
            for part in split_label(name):
                for form in _forms(part) - (_surnames(part) if in_prose else set()):
                    self.names[form].setdefault(name_key(part), part)

    def get_matches(self, label):
        """Return the names for which a label may be short."""
        label = name_key(HONORIFIC.sub("", label.strip()))
        letters = label.replace(".", "").replace(" ", "")
        return [*(self.names.get(label) or self.names.get(letters, {})).values()]

    def is_related(self, label):
        """Return whether each part of a label is short for a known name, or the other way round."""
        return all(
            self.get_matches(part) or not _forms(part).isdisjoint(self.names)
            for part in split_label(label)
        )


def in_mixed_case(label, *, all_in_capitals):
    """Return a name in capitals as people write it: MR. VAN DYK as Mr. van Dyk.

    Initials stay in capitals. So does a single word, which may be an organisation, unless all
    labels of the text are in capitals.
    """
    if not label.isupper() or "_" in label:
        return label
    words, letters = label.split(), sum(map(str.isalpha, label))
    if len(words) == 1 and (letters < SHORTEST_IN_CAPITALS or not all_in_capitals):
        return label
    return " ".join(
        word.casefold()
        if place and word.casefold() in PARTICLES
        else LETTERS.sub(lambda letters: letters[0].capitalize(), word)
        + ("." if word in ("MR", "MRS", "MS", "DR") else "")
        for place, word in enumerate(words)
    )


def split_label(label):
    """Split a joint label such as “Ana & Ben”."""
    return JOINERS.split(label)[::2]


def _full_name(label, known):
    """Resolve a label, or each part of a joint label such as “JS and NF”."""
    parts = JOINERS.split(label)
    parts[::2] = [_one(part, known) or part for part in parts[::2]]
    return "".join(parts)


def _one(label, known):
    for names in known:
        if found := names.get_matches(label):
            return found[0] if len(found) == 1 else None
    return None


def _forms(name):
    """Return the short forms of a name: for Dan Brown, also dan, brown and db."""
    name = name_key(HONORIFIC.sub("", name.strip()))
    words = name.split()
    if not 2 <= len(words) <= MOST_WORDS:
        return {name}
    parts = [part for word in words for part in word.split("-") if part]
    plain = [word for word in words if word not in PARTICLES]
    runs = [words, plain, parts, [words[0], words[-1]]]
    initials = {"".join(word[0] for word in run) for run in runs if 2 <= len(run) <= 4}
    return {name, words[0], words[-1], " ".join(words[:2]), " ".join(words[1:]), *initials}


def _surnames(name):
    """Return the short forms that lack the first of three or more words, besides initials."""
    words = name_key(HONORIFIC.sub("", name.strip())).split()
    whole = [word for word in words if len(word.rstrip(".")) > 1 and word not in PARTICLES]
    return {words[-1], " ".join(words[1:])} if len(whole) > MOST_IN_PROSE else set()


def _is_full(name):
    words = HONORIFIC.sub("", name).split()
    capitals = [word for word in words if word.casefold() not in PARTICLES]
    return 2 <= len(words) <= MOST_WORDS and all(not word[0].islower() for word in capitals)
