"""The lines of a text that may begin a turn, and which of them have labels for Q and A."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from interviews.names import name_key
from interviews.transcripts.blocks import BlockKind, is_list_item
from interviews.transcripts.labels import (
    Label,
    parse_bare_label,
    parse_letter_label,
    parse_name_label,
)
from interviews.transcripts.questions import is_prompt, is_question
from interviews.transcripts.vocabulary import LETTER_PAIRS

SPOKEN = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST)
MOST_VOICES = 4  # of one side that are numbered
CHANGES = 0.7  # share of the labels that differ from the label before
CLEAR = ("Q", "Question", "问", "問", "Вопрос", "Frage", "Pregunta", "Pergunta", "Domanda", "Vraag")


@dataclass
class Candidate:
    """A line that may begin a turn: its position, its label, and the key of the label's name."""

    block: int
    line: int
    label: Label
    parse: Callable
    side: str = ""  # Q or A, if the label says so instead of a name
    voice: str = ""  # Q2, if two who ask are numbered

    @property
    def name(self):
        return self.label.name if self.label.is_letter else name_key(self.label.name)

    @property
    def place(self):
        return self.block, self.line

    @property
    def is_lower_case(self):
        return self.label.name[0].islower()

    def read(self, text):
        """Return the Label of the turn, and the rest of the text."""
        label = self.parse(text)
        if not self.side:
            return label
        name, is_letter = self.voice or self.side, not self.voice
        return replace(label, name=name, side=self.side, is_letter=is_letter, is_strong=True)


def find_candidates(blocks):
    """Return three lists of Candidates: with letters, with a name and a colon, with a bare name."""
    found = {parse: [] for parse in (parse_letter_label, parse_name_label, parse_bare_label)}
    for number, block in enumerate(blocks):
        if block.role is None and block.kind in SPOKEN:
            for line_number, line in get_lines(block):
                for parse, candidates in found.items():
                    if label := parse(line):
                        candidates.append(Candidate(number, line_number, label, parse))
    return list(found.values())


def get_lines(block):
    """Yield (number, line) of the lines of a block in which a turn may begin."""
    lines = block.text.split("\n") if block.kind != BlockKind.HEADING else [block.text]
    for number, line in enumerate(lines):
        is_item = block.kind == BlockKind.LIST and (line[:1].isspace() or is_list_item(line))
        if not number or not is_item:
            yield number, line


def choose_letters(candidates):
    """Return the candidates with letters for question and answer, with their sides."""
    clear = [c for c in candidates if c.label.form[1] != "space"]
    return _choose(clear) or _choose(candidates)


def _choose(candidates):
    count = Counter(c.name for c in candidates)
    pairs = [pair for pair in LETTER_PAIRS if count[pair[0]]]
    best = max(pairs, key=lambda pair: count[pair[0]] + count[pair[1]], default=None)
    if not best:
        return []
    # “Pregunta” and “Respuesta” may be “P” and “R” from the second time on.
    alike = [(q, a) for q, a in LETTER_PAIRS if (q[0], a[0]) == (best[0][0], best[1][0])]
    sides = {answer: "A" for _q, answer in alike} | {question: "Q" for question, _a in alike}
    found = [replace(c, side=sides[c.name]) for c in candidates if c.name in sides]
    return _with_voices(found) if _are_letters(found, best) else []


def _with_voices(found):
    """Return candidates with the voices of two who ask, or of two who answer: Q1, Q2, Q1."""
    numbers = {side: [c.label.number for c in found if c.side == side] for side in "QA"}
    many = {side for side, each in numbers.items() if _tell_voices(each)}
    if len(many) != 1 or all(any(each) for each in numbers.values()):
        return found
    side = many.pop()
    return [replace(c, voice=c.name + c.label.number) if c.side == side else c for c in found]


def _tell_voices(numbers):
    """Return whether few numbers recur, so that they do not count the questions."""
    falls = any(int(one) > int(two) for one, two in pairwise(filter(None, numbers)))
    return all(numbers) and falls and len(set(numbers)) <= MOST_VOICES


def _are_letters(found, pair):
    """Return whether letters are labels: they take turns, or those alone ask."""
    asked = [c for c in found if c.side == "Q"]
    is_bare = any(c.label.form[1] == "space" for c in found)
    if is_bare and (pair[0] not in CLEAR or len(asked) < 2 or changes(found) < 1):
        return False
    if len(asked) == len(found):
        asks = sum(map(_asks, found)) >= 0.5 * len(found)
        return len(found) > 1 and (asks or len(pair[0]) > 1 or pair[0] in CLEAR)
    is_weak = any(c.label.form[1] != "colon" for c in found)
    return not is_weak or changes(found) >= CHANGES


def _asks(candidate):
    words = candidate.label.rest.strip("*_ ")
    return is_question(words) or is_prompt(words)


def changes(candidates):
    """Return the share of candidates whose label differs from the label before."""
    pairs = list(pairwise(c.side or c.name for c in candidates))
    return sum(one != other for one, other in pairs) / len(pairs) if pairs else 0
