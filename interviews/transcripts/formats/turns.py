"""Makes a ParsedTranscript of turns: who speaks, which words, and from when to when."""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from interviews.names import normal_name
from interviews.prose.escaping import escape_markdown
from interviews.transcripts import labelled, parser
from interviews.transcripts.assembly import assemble
from interviews.transcripts.blocks import Block, BlockKind
from interviews.transcripts.labels import Label
from interviews.transcripts.transcript import Facts, Paragraph, ParagraphRole, ParsedTranscript

SENTENCE_END = re.compile(r"[.!?…。！？؟。।॥]['\"”’»)\]]*$")
QUESTION_END = re.compile(r"[?？؟;]['\"”’»)\]]*$")
WITHOUT_SPACES = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")
DASHES = ("- ", "– ", "— ")
PAUSE = 2000  # milliseconds of silence that end a paragraph
LONG = 600  # characters after which a paragraph of unknown voices ends with its sentence


@dataclass
class Turn:
    """Words of one voice; `speaker` is "" if unknown, times are milliseconds or None."""

    speaker: str
    text: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def join(cls, turns):
        """Return consecutive turns as one, with the speaker of the first."""
        words = [turn.text.strip() for turn in turns if turn.text.strip()]
        glued = (_glue(*pair) + pair[1] for pair in pairwise(words))
        return cls(
            turns[0].speaker,
            "".join([*words[:1], *glued]),
            next((turn.start for turn in turns if turn.start is not None), None),
            next((turn.end for turn in reversed(turns) if turn.end is not None), None),
        )


def _glue(words, following):
    """Return a space, but nothing between words of a script without spaces."""
    is_open = WITHOUT_SPACES.fullmatch(words[-1]) and WITHOUT_SPACES.fullmatch(following[0])
    return "" if is_open else " "


def parse_turns(turns, left_out=(), introduction=""):
    """Return the ParsedTranscript of turns in the order of the recording.

    `left_out` are paragraphs that the format itself removed. Without any speaker, confidence is
    low, and the roles are proposals.
    """
    turns = [clean for clean in map(_clean, turns) if clean.text]
    named = {turn.speaker for turn in turns} - {""}
    joined = _join_voices(turns) if named else _join_sentences(turns)
    parsed = _parse_named(joined) if named else _parse_unnamed(joined)
    if introduction.strip():
        parsed.paragraphs[:0] = parser.parse_as_introduction(introduction, "").paragraphs
    parsed.paragraphs += left_out
    return parsed


def _clean(turn):
    words = " ".join(turn.text.split())
    return Turn(normal_name(turn.speaker), words, turn.start, turn.end)


def _join_voices(turns):
    """Join consecutive turns of one voice."""
    return [Turn.join(list(group)) for _speaker, group in groupby(turns, lambda t: t.speaker)]


def _join_sentences(turns):
    """Join turns without speakers to paragraphs, which end with a sentence."""
    groups, length = [], 0
    for turn in turns:
        if not groups or _ends_paragraph(groups[-1][-1], turn, length):
            groups.append([])
            length = 0
        groups[-1].append(turn)
        length += len(turn.text)
    return [Turn.join(group) for group in groups]


def _ends_paragraph(last, turn, length):
    """Return whether a paragraph ends after its last turn: a question, a pause, or a long text."""
    if turn.text.startswith(DASHES):
        return True
    if not SENTENCE_END.search(last.text[-10:]):
        return False
    if QUESTION_END.search(last.text[-10:]) or QUESTION_END.search(turn.text[-10:]):
        return True
    pause = turn.start - last.end if None not in (turn.start, last.end) else 0
    return pause >= PAUSE or length >= LONG


def _block(turn):
    return Block(turn.text, BlockKind.PARAGRAPH, start=turn.start, end=turn.end)


def _parse_named(turns):
    blocks = [_block(turn) for turn in turns]
    labels = {
        number: Label(turn.speaker, turn.speaker, turn.text, is_strong=True)
        for number, turn in enumerate(turns)
        if turn.speaker
    }
    warnings = []
    if len(labels) < len(turns):
        warnings = [
            _("Turns without a named speaker: %d. They are shown with the speaker before them.")
            % (len(turns) - len(labels))
        ]
    if not labelled.is_conversation(blocks, labels):
        return _parse_monologue(turns, warnings)
    blocks, removed, more, is_certain = parser.read_labelled(blocks, labels, Facts())
    parsed = _parsed(blocks, removed, [*warnings, *more], "low")
    if is_certain and not warnings and _is_complete(parsed):
        parsed.confidence = "high"
    return parsed


def _is_complete(parsed):
    """Return whether every exchange has a question and an answer."""
    exchanges = assemble(parsed).exchanges
    return bool(exchanges) and all(e.question and e.answers for e in exchanges)


def _parse_monologue(turns, warnings):
    """Return turns among which no question was found, as introduction with names."""
    paragraphs = [
        Paragraph(
            escape_markdown(turn.text),
            ParagraphRole.INTRODUCTION,
            speaker=turn.speaker or None,
            start=turn.start,
            end=turn.end,
        )
        for turn in turns
    ]
    return ParsedTranscript(paragraphs, warnings=warnings, confidence="low")


def _parse_unnamed(turns):
    blocks, removed, warnings, _is_certain = parser.read_unlabelled(
        [_block(turn) for turn in turns], Facts()
    )
    unnamed = _("The recording does not say who speaks. Please check who asks and who answers.")
    return _parsed(blocks, removed, [unnamed, *warnings], "low")


def _parsed(blocks, removed, warnings, confidence):
    parser.escape(blocks)
    paragraphs = [p for p in [*map(parser.make_paragraph, blocks), *removed] if p.text.strip()]
    return ParsedTranscript(paragraphs, warnings=warnings, confidence=confidence)
