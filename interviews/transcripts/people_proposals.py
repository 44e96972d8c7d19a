"""Finds the people whom a title and an introduction name, and tells who of them asks."""

from interviews.names import name_key
from interviews.prose import plain
from interviews.transcripts.introductions import (
    find_asking,
    find_capitalised,
    find_confirmed,
    find_in_sentence,
    find_in_title,
    is_full,
    is_same_person,
    split_words,
)
from interviews.transcripts.transcript import ParagraphRole
from interviews.transcripts.vocabulary import PARTICLES

MAX_OPENING = 3000  # characters of the introduction that are searched
FIRST = 20  # paragraphs above the conversation that may say who asked
LAST = 3  # paragraphs at the end that may say who asked


def find_people(source):
    """Yield (field of the Proposal, Mention, position of the paragraph) for a _Source."""
    people = _People(source)
    subjects = people.find_subjects()
    names = [mention.name for mention, _place in subjects]
    for mention, place in subjects:
        yield "subject", mention, place
    for mention, place in people.find_interviewers(names):
        yield "interviewer", mention, place


class _People:
    """The Mentions in a title and an introduction, each with the position of its paragraph."""

    def __init__(self, source):
        self.source, title = source, source.title
        self.in_title = [(m, source.title_place) for m in find_in_title(title)]
        self.pairs = list(self._read_opening())
        text = " ".join(sentence for _place, sentence in self._opening)
        mentioned = [mention.name for mention, _place in self.in_opening]
        found = find_confirmed(title, text, mentioned)
        self.confirmed = [(mention, source.title_place) for mention in found]
        self.words = {name_key(word) for word in split_words(text) if not word[0].islower()}

    @property
    def _opening(self):
        left, places = MAX_OPENING, {*self.source.opening} - {self.source.title_place}
        for place, sentences in self.source.prose:
            for sentence in sentences if place in places else ():
                if (left := left - len(sentence)) > 0:
                    yield place, sentence

    def _read_opening(self):
        """Yield (people who speak, people with whom they spoke) of each sentence."""
        for number, (place, sentence) in enumerate(self._opening):
            pair = find_in_sentence(sentence, is_first=not number)
            yield tuple([(mention, place) for mention in mentions] for mentions in pair)

    @property
    def in_opening(self):
        return [each for pair in self.pairs for mentions in pair for each in mentions]

    def find_subjects(self):
        """Return the people interviewed: best those whom both title and introduction name."""
        confirmed = [each for each in self.in_title if self._is_in_opening(each[0].name)]
        found = confirmed or self.confirmed or self._find_in_opening() or self.in_title
        if not found:
            alone = find_capitalised(self.source.title)
            found = [(mention, self.source.title_place) for mention in alone]
        found = [(mention, place) for mention, place in found if confirmed or is_full(mention.name)]
        by_name = {}
        for mention, place in found:
            name = self._get_best_form(mention.name)
            by_name.setdefault(name, (mention._replace(name=name), place))
        return [*by_name.values()]

    def _is_in_opening(self, name):
        # The introduction may give the surname alone: “Ms. Okoro agreed to speak”.
        return name_key(name.split()[-1]) in self.words

    def _find_in_opening(self):
        """Return those who speak in the first sentence that names somebody, or are spoken with."""
        for speaking, met in self.pairs:
            if full := [each for each in met or speaking if is_full(each[0].name)]:
                return full
        return []

    def _get_best_form(self, name):
        """Return the longest form of a name that is not in capitals, such as “Ada M. Okoro”."""
        forms = [name, *(mention.name for mention, _place in [*self.in_title, *self.in_opening])]
        same = [form for form in forms if is_same_person(form, name)]
        cased = [form for form in same if not form.isupper() or " " not in form]
        return max(cased, key=len) if cased else _without_capitals(name)

    def find_interviewers(self, subjects):
        """Return those who spoke with the people interviewed, or whom a line says to have asked."""
        found = []
        for speaking, met in self.pairs:
            sides = [{mention.name for mention, _place in side} for side in (speaking, met)]
            if all(sides):
                found += [] if _are_any(subjects, sides[0]) else speaking
                found += [] if _are_any(subjects, sides[1]) else met
        found += self._find_in_lines()
        return [
            (mention, place)
            for mention, place in found
            if is_full(mention.name) and not _are_any(subjects, {mention.name})
        ]

    def _find_in_lines(self):
        source = self.source
        above, below = range(min(source.start, FIRST)), range(len(source.paragraphs))[-LAST:]
        places = [*above, *source.closing[:FIRST], *source.spoken[-LAST:], *below]
        for place in dict.fromkeys(places):
            paragraph = source.paragraphs[place]
            if paragraph.role not in (ParagraphRole.TITLE, ParagraphRole.QUESTION):
                for line in plain(paragraph.text).strip().split("\n")[-LAST:]:
                    for mention in find_asking(line):
                        yield mention, place


def _are_any(subjects, names):
    return any(is_same_person(one, other) for one in subjects for other in names)


def _without_capitals(name):
    words = (word.lower() if word.lower() in PARTICLES else word.title() for word in name.split())
    return " ".join(words)
