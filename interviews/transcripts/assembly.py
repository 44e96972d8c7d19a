"""Makes an interview of paragraphs with roles, whether the parser or an editor gave the roles."""

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
    """Return the Transcript of a ParsedTranscript, with every paragraph where its role says."""
    paragraphs = [p for p in parsed.paragraphs if p.text.strip()]
    definitions = Definitions(paragraphs)
    transcript = Transcript(warnings=list(parsed.warnings), confidence=parsed.confidence)
    transcript.title = (
        inline_plain(_joined(paragraphs, ParagraphRole.TITLE, " ")) or parsed.facts.title
    )
    transcript.standfirst = (
        _joined(paragraphs, ParagraphRole.STANDFIRST, " ") or parsed.facts.summary
    )
    transcript.exchanges = [_exchange(group) for group in group_exchanges(paragraphs)]
    for role in PROSE:
        text = "\n\n".join(_with_speaker(p) for p in paragraphs if p.role == role)
        setattr(transcript, role, definitions.append_definitions(text))
    _attach_definitions(transcript.exchanges, definitions)
    transcript.people = _people(paragraphs, parsed.facts.people)
    left_out = [(p, definitions.get_unused_text(p)) for p in paragraphs if _is_left_out(p)]
    transcript.left_out = [(text, paragraph.reason) for paragraph, text in left_out if text]
    used = [paragraph for paragraph, text in left_out if not text]
    transcript.places = _places(paragraphs, used)
    transcript.warnings += [*_warn_about_long_title(transcript.title), *_find_gaps(transcript)]
    return transcript


def _is_left_out(paragraph):
    return paragraph.role == ParagraphRole.LEFT_OUT


def _places(paragraphs, used):
    """Return {number of an utterance: (role, reason)}; `used` are definitions that texts use.

    Of an utterance that an editor split, the role is that of the first part. The reasons are those
    of all parts.
    """
    roles, reasons = {}, {}
    for paragraph in paragraphs:
        is_used = any(paragraph is each for each in used)
        for number in paragraph.utterances:
            roles.setdefault(number, "" if is_used else str(paragraph.role))
            if paragraph.reason and not is_used:
                reasons.setdefault(number, {})[str(paragraph.reason)] = None
    return {number: (role, " ".join(reasons.get(number, ()))) for number, role in roles.items()}


def _joined(paragraphs, role, glue):
    texts = (" ".join(strip_heading_marks(p.text).split()) for p in paragraphs if p.role == role)
    return glue.join(texts)


def _with_speaker(paragraph):
    """Return a paragraph outside the exchanges, with the name of its speaker."""
    name = f"**{paragraph.speaker}:** " if paragraph.speaker else ""
    return name + paragraph.text


def _exchange(group):
    """Return the exchange of consecutive questions, answers and notes."""
    asked = [p for p in group if p.role == ParagraphRole.QUESTION]
    spoken = [p for p in group if p.role in SPOKEN]
    start, end = find_times(spoken)
    return TranscriptExchange(
        question="\n\n".join(p.text.strip() for p in asked),
        asked_by=next((p.speaker for p in asked if p.speaker), None),
        answers=_answers(p for p in group if p.role == ParagraphRole.ANSWER),
        note="\n\n".join(_get_note_text(p) for p in group if p.role == ParagraphRole.NOTE),
        start=start,
        end=end,
        utterances=_numbers(p for p in group if p.role != ParagraphRole.ANSWER),
    )


def find_times(rows):
    """Return when the first of some rows starts and the last ends; None where no row has it.

    An end before the start is left out: a source may have any numbers.
    """
    start = min((row.start for row in rows if row.start is not None), default=None)
    end = max((row.end for row in rows if row.end is not None), default=None)
    return start, None if None not in (start, end) and end < start else end


def _numbers(rows):
    return sorted({number for row in rows for number in row.utterances})


def _answers(paragraphs):
    """Join the paragraphs of each speaker; one without a speaker continues the paragraph before."""
    answers = []
    for paragraph in paragraphs:
        if answers and paragraph.speaker in (None, answers[-1][0].speaker):
            answers[-1].append(paragraph)
        else:
            answers.append([paragraph])
    return [
        TranscriptAnswer(
            turn[0].speaker, "\n\n".join(p.text for p in turn), *find_times(turn), _numbers(turn)
        )
        for turn in answers
    ]


def group_exchanges(paragraphs):
    """Split questions, answers and notes into one group for each exchange."""
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
    """Return whether a paragraph begins an exchange; `last` is the previous question or answer."""
    if last is None or paragraph.role == ParagraphRole.ANSWER:
        return False
    if paragraph.role == ParagraphRole.NOTE:
        return is_heading(paragraph) and (
            following is None or following.role != ParagraphRole.ANSWER
        )
    another = paragraph.speaker and paragraph.speaker != last.speaker
    return last.role == ParagraphRole.ANSWER or bool(another)


def is_heading(paragraph):
    """Return whether a note is a section heading, which belongs to the question below it."""
    return bool(HEADING.match(paragraph.text)) or paragraph.reason == heading_reason()


def heading_reason():
    return _("The heading of a section.")


def _get_note_text(paragraph):
    return strip_heading_marks(paragraph.text) if is_heading(paragraph) else paragraph.text


def strip_heading_marks(text):
    """Return a text without the # marks of a heading, but with the # of “C#”."""
    return re.sub(r"\A\s*#{1,6}(?=\s|\Z)|[ \t]#+\s*\Z", "", text).strip()


def _attach_definitions(exchanges, definitions):
    """Add to every text the definitions of its links and footnotes."""
    for exchange in exchanges:
        definitions.add_utterances(exchange, exchange.question, exchange.note)
        exchange.question = definitions.inline_links(exchange.question)
        exchange.note = definitions.append_definitions(exchange.note)
        for answer in exchange.answers:
            definitions.add_utterances(answer, answer.text)
            answer.text = definitions.append_definitions(answer.text)


def _people(paragraphs, listed_people):
    """Return the speakers in order, by what they mostly do, and the people in the front matter."""
    turns = Counter((p.speaker, p.role) for p in paragraphs if p.speaker and p.role in SPOKEN)
    sides = ("interviewer", "subject")
    roles = {person.name: person.role for person in listed_people if person.role in sides}
    for name, _role in turns:
        mostly_asks = turns[name, ParagraphRole.QUESTION] >= turns[name, ParagraphRole.ANSWER]
        roles[name] = "interviewer" if mostly_asks else "subject"
    return [Speaker(name, role) for name, role in roles.items()]


def _warn_about_long_title(title):
    if len(title) <= LONGEST_TITLE:
        return []
    message = _(
        "The title is longer than %d characters. It is cut; the introduction has it in full."
    )
    return [message % LONGEST_TITLE]


def _find_gaps(transcript):
    """Return warnings about missing exchanges, questions or answers."""
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
