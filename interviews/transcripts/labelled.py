"""Gives roles in texts with speaker labels: `Name:` in all its forms, or `Q:` and `A:`."""

from functools import cached_property

from interviews.names import name_key
from interviews.transcripts import names
from interviews.transcripts.assembly import heading_reason
from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.interviewers import find_interviewers
from interviews.transcripts.markup import is_picture
from interviews.transcripts.questions import get_number, is_question, strip_emphasis
from interviews.transcripts.transcript import ParagraphRole

SECTION = 60  # characters at most in a heading without markup
RESPONDENTS = 10  # at most, to a question without a speaker
DENSE = 0.9  # share of the blocks with labels in a conversation that need not ask
SPARSE = 12  # blocks per turn; with more, most of the text is not a conversation


def is_conversation(blocks, labels):
    """Return whether labels mark turns: several labels, close together, and a question."""
    first = min(labels, default=0)
    free = [number for number in range(first, len(blocks)) if blocks[number].role is None]
    names = {label.name for label in labels.values()}
    if len(labels) < 2 or len(free) > SPARSE * len(labels):
        return False
    if len(names) == 1 and not all(label.is_strong for label in labels.values()):
        return False
    if len(labels) >= DENSE * len(free) and len(labels) > 3 and len(names) < len(labels) / 2 + 1:
        return True
    return any(is_question(blocks[number].text) for number in free) or bool(
        first and is_question(blocks[first - 1].text)
    )


def resolve_speakers(labels, groups):
    """Return {position: full name, or None for Q and A}; `groups` are names that may be meant."""
    spoken = [label for label in labels.values() if not label.is_letter]
    aliases = {name_key(label.alias): label.name for label in spoken if label.alias}
    written = {label.name: aliases.get(name_key(label.name), label.name) for label in spoken}
    all_in_capitals = all(map(str.isupper, written))
    written = {
        label: names.in_mixed_case(name, all_in_capitals=all_in_capitals)
        for label, name in written.items()
    }
    full = names.resolve_names(list(dict.fromkeys(written.values())), groups)
    return {
        number: None if label.is_letter else full[written[label.name]]
        for number, label in labels.items()
    }


class Conversation:
    """Blocks with the speaker labels of their turns; `assign_roles` sets the blocks' roles."""

    def __init__(self, blocks, labels, speakers, roles):
        self.blocks, self.labels, self.speakers = blocks, labels, speakers
        self.keys = {n: labels[n].name if labels[n].is_letter else speakers[n] for n in labels}
        self.next = self._next_words()
        self.unlabelled_questions = self._find_unlabelled_questions()
        turns = self._turns()
        sides = {"Q": "interviewer", "A": "subject"}
        roles = roles | {self.keys[n]: sides[x.side] for n, x in labels.items() if x.side}
        self.interviewers, self.is_certain = find_interviewers(
            turns, roles, others_ask=bool(self.unlabelled_questions)
        )
        if self.interviewers:
            self.unlabelled_questions = {
                n for n in self.unlabelled_questions if blocks[n].kind == BlockKind.HEADING
            }
        self.is_answered = len(self.interviewers) < len({name for name, _texts in turns})

    def assign_roles(self):
        """Set role and speaker of every block without a role."""
        role, speaker = ParagraphRole.INTRODUCTION, None
        for number, block in enumerate(self.blocks):
            if block.role is not None or block.kind == BlockKind.RULE:
                continue
            if number in self.labels:
                asked = self.keys[number] in self.interviewers
                role, speaker = (
                    (ParagraphRole.QUESTION if asked else ParagraphRole.ANSWER),
                    self.speakers[number],
                )
            elif number in self.unlabelled_questions:
                role, speaker = ParagraphRole.QUESTION, None
            elif self._is_between_turns(number, role):
                continue
            elif role == ParagraphRole.QUESTION and not self.is_answered:
                role, speaker = ParagraphRole.ANSWER, None
            block.set_role(role, speaker=speaker)

    def _is_between_turns(self, number, role):
        """Set the role of a section heading, or of a picture below a question, if it is one."""
        block, following = self.blocks[number], self.next[number]
        if role == ParagraphRole.QUESTION and is_picture(block):
            block.set_role(ParagraphRole.NOTE)
            return True
        if following not in self.labels and following not in self.unlabelled_questions:
            return False
        if not self._is_section(block):
            return False
        is_asked = (
            following in self.unlabelled_questions or self.keys[following] in self.interviewers
        )
        if role == ParagraphRole.INTRODUCTION or is_asked:
            block.set_role(ParagraphRole.NOTE, heading_reason())
        else:
            block.set_role(ParagraphRole.ANSWER, speaker=self.speakers[following])
        return True

    def _is_section(self, block):
        """Return whether a block without a label is a section heading."""
        if block.kind == BlockKind.HEADING:
            return True
        return self.has_plain_sections and _is_plain_heading(block.text.strip())

    @cached_property
    def has_plain_sections(self):
        """Return whether several turns follow a short line without a full stop."""
        if any(block.kind == BlockKind.HEADING for block in self.blocks):
            return False
        return sum(_is_plain_heading(self.blocks[n].text) for n in self._before_turns()) > 1

    def _next_words(self):
        """Return, for each block, the position of the next block of speech."""
        following, after = [None] * len(self.blocks), None
        for number in range(len(self.blocks) - 1, -1, -1):
            block, following[number] = self.blocks[number], after
            silent = block.kind in (BlockKind.HEADING, BlockKind.RULE) or is_picture(block)
            if block.role is None and (number in self.labels or not silent):
                after = number
        return following

    def _find_unlabelled_questions(self):
        """Return the positions of questions without a label, in a text that labels answers only."""
        before = self._before_turns()
        formal = {n for n in before if _is_question_by_form(self.blocks[n])}
        if len(formal) * RESPONDENTS < len(self.labels):
            formal = set()
        sides = {label.side for label in self.labels.values()}
        if len(formal) > 1 or (len(self.labels) < 3 and sides != {"A"}):
            return formal
        if any(is_question(self.blocks[number].text) for number in self.labels):
            return formal
        return formal | {n for n in before if is_question(self.blocks[n].text)}

    def _before_turns(self):
        """Return the positions of blocks without a label directly before a turn."""
        free = [n for n, b in enumerate(self.blocks) if b.role is None and n not in self.labels]
        return [number for number in free if self.next[number] in self.labels]

    def _turns(self):
        """Return (name, texts) of each turn, without unlabelled questions."""
        turns = []
        for number, block in enumerate(self.blocks):
            if number in self.labels:
                turns.append((self.keys[number], [block.text]))
            elif turns and block.role is None and number not in self.unlabelled_questions:
                turns[-1][1].extend([] if is_picture(block) else [block.text])
        return turns


def _is_plain_heading(words):
    return len(words) <= SECTION and "\n" not in words and words[-1:].isalnum()


def _is_question_by_form(block):
    """Return whether a block is a question by its form: a heading, emphasis, or a number."""
    words = block.text.strip("# \t")
    if block.kind == BlockKind.HEADING or (block.kind == BlockKind.LIST and "\n" not in words):
        return is_question(words) or bool(get_number(words))
    is_emphasised = strip_emphasis(words) or strip_emphasis(words, strong=False)
    return is_question(words) and bool(is_emphasised or get_number(words))
