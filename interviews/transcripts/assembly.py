"""Paragraphs with roles become an interview, whether a machine or an editor gave the roles."""

import re
from collections import Counter
from itertools import zip_longest

from django.utils.translation import gettext as _

from interviews.prose import inline_plain
from interviews.transcripts.blocks import HEADING
from interviews.transcripts.links import Definitions
from interviews.transcripts.transcript import (
    ParagraphRole,
    Speaker,
    Transcript,
    TranscriptAnswer,
    TranscriptExchange,
)

LONGEST_TITLE = 250  # characters, as models.Interview holds it
PROSE = (ParagraphRole.INTRODUCTION, ParagraphRole.CLOSING)
SPOKEN = (ParagraphRole.QUESTION, ParagraphRole.ANSWER)


def assemble(parsed):
    """Return the Transcript of a reading; every paragraph goes where its role says."""
    paragraphs = [p for p in parsed.paragraphs if p.text.strip()]
    definitions = Definitions(paragraphs)
    transcript = Transcript(warnings=list(parsed.warnings), confidence=parsed.confidence)
    transcript.title = (
        inline_plain(_joined(paragraphs, ParagraphRole.TITLE, " ")) or parsed.facts.title
    )
    transcript.standfirst = (
        _joined(paragraphs, ParagraphRole.STANDFIRST, " ") or parsed.facts.summary
    )
    transcript.exchanges = [_exchange(group) for group in _groups(paragraphs)]
    for role in PROSE:
        text = "\n\n".join(_with_speaker(p) for p in paragraphs if p.role == role)
        setattr(transcript, role, definitions.append_definitions(text))
    _attach_definitions(transcript.exchanges, definitions)
    transcript.people = _people(paragraphs, parsed.facts.people)
    left_out = [
        (definitions.get_unused_text(p), p.reason)
        for p in paragraphs
        if p.role == ParagraphRole.LEFT_OUT
    ]
    transcript.left_out = [(text, reason) for text, reason in left_out if text]
    transcript.warnings += [*_warn_about_long_title(transcript.title), *_find_gaps(transcript)]
    return transcript


def _joined(paragraphs, role, glue):
    texts = (" ".join(strip_heading_marks(p.text).split()) for p in paragraphs if p.role == role)
    return glue.join(texts)


def _with_speaker(paragraph):
    """Keep a speaker's name with words that stand outside the exchanges."""
    name = f"**{paragraph.speaker}:** " if paragraph.speaker else ""
    return name + paragraph.text


def _exchange(group):
    """Return the exchange that consecutive questions, answers and notes make."""
    asked = [p for p in group if p.role == ParagraphRole.QUESTION]
    return TranscriptExchange(
        question="\n\n".join(p.text.strip() for p in asked),
        asked_by=next((p.speaker for p in asked if p.speaker), None),
        answers=_answers(p for p in group if p.role == ParagraphRole.ANSWER),
        note="\n\n".join(_get_note_text(p) for p in group if p.role == ParagraphRole.NOTE),
    )


def _answers(paragraphs):
    """Join what one speaker says; a paragraph of nobody goes on with the one before it."""
    answers = []
    for paragraph in paragraphs:
        if answers and paragraph.speaker in (None, answers[-1][0]):
            answers[-1][1].append(paragraph.text)
        else:
            answers.append((paragraph.speaker, [paragraph.text]))
    return [TranscriptAnswer(speaker, "\n\n".join(texts)) for speaker, texts in answers]


def _groups(paragraphs):
    """Split questions, answers and notes where another exchange begins."""
    spoken = [p for p in paragraphs if p.role in (*SPOKEN, ParagraphRole.NOTE)]
    groups, last = [], None
    for paragraph, following in zip_longest(spoken, spoken[1:]):
        if not groups or _starts_exchange(paragraph, following, last):
            groups.append([])
            last = None
        groups[-1].append(paragraph)
        last = last if paragraph.role == ParagraphRole.NOTE else paragraph
    return groups


def _starts_exchange(paragraph, following, last):
    """Tell whether a paragraph begins an exchange; `last` is what was said before in this one."""
    if last is None or paragraph.role == ParagraphRole.ANSWER:
        return False
    if paragraph.role == ParagraphRole.NOTE:
        return is_heading(paragraph) and (
            following is None or following.role != ParagraphRole.ANSWER
        )
    another = paragraph.speaker and paragraph.speaker != last.speaker
    return last.role == ParagraphRole.ANSWER or bool(another)


def is_heading(paragraph):
    """Tell whether a note is a section's heading, which goes with the question below it."""
    return bool(HEADING.match(paragraph.text)) or paragraph.reason == heading_reason()


def heading_reason():
    return _("The heading of a section.")


def _get_note_text(paragraph):
    return strip_heading_marks(paragraph.text) if is_heading(paragraph) else paragraph.text


def strip_heading_marks(text):
    """Return a text without the marks of a heading; the # of “C#” is none."""
    return re.sub(r"\A\s*#{1,6}(?=\s|\Z)|[ \t]#+\s*\Z", "", text).strip()


def _attach_definitions(exchanges, definitions):
    """Give every text the definitions of its own links and footnotes."""
    for exchange in exchanges:
        exchange.question = definitions.inline_links(exchange.question)
        exchange.note = definitions.append_definitions(exchange.note)
        for answer in exchange.answers:
            answer.text = definitions.append_definitions(answer.text)


def _people(paragraphs, told):
    """Return those who speak, in order, by what they mostly do, and those the source tells of."""
    turns = Counter((p.speaker, p.role) for p in paragraphs if p.speaker and p.role in SPOKEN)
    sides = ("interviewer", "subject")
    roles = {person.name: person.role for person in told if person.role in sides}
    for name, _role in turns:
        mostly_asks = turns[name, ParagraphRole.QUESTION] >= turns[name, ParagraphRole.ANSWER]
        roles[name] = "interviewer" if mostly_asks else "subject"
    return [Speaker(name, role) for name, role in roles.items()]


def _warn_about_long_title(title):
    if len(title) <= LONGEST_TITLE:
        return []
    told = _("The title is longer than %d characters: it is cut, and opens the introduction whole.")
    return [told % LONGEST_TITLE]


def _find_gaps(transcript):
    """Return warnings about exchanges that lack a question or an answer, or that lack at all."""
    if not transcript.exchanges:
        return [_("This does not seem to be an interview: no questions with answers were found.")]
    unasked = sum(not e.question for e in transcript.exchanges)
    unanswered = sum(not e.answers for e in transcript.exchanges)
    odd = []
    if unasked:
        odd.append(_("Exchanges without a question: %d.") % unasked)
    if unanswered:
        odd.append(_("Questions without an answer: %d.") % unanswered)
    return odd
