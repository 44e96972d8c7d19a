"""What a reader of transcripts hands over: paragraphs with roles, then exchanges."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Unreadable(ValueError):
    """The source cannot be read as text; its message is one plain sentence for an editor."""


class Role(StrEnum):
    """What a paragraph is in the interview; `label` is its name for an editor."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    INTRODUCTION = "introduction"
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"
    CLOSING = "closing"
    LEFT_OUT = "left_out"

    @property
    def label(self):
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.TITLE: _("Title"),
    Role.STANDFIRST: _("Standfirst"),
    Role.INTRODUCTION: _("Introduction"),
    Role.QUESTION: _("Question"),
    Role.ANSWER: _("Answer"),
    Role.NOTE: _("Editor’s note"),
    Role.CLOSING: _("Closing"),
    Role.LEFT_OUT: _("Leave out"),
}


@dataclass
class Paragraph:
    """A paragraph of the source, as Markdown; `why` tells how its role was found, where not plain.

    `speaker` is None unless the source says who speaks. A question or answer without a speaker
    is nobody's, or goes on with the turn before it.
    """

    text: str
    role: Role
    speaker: str | None = None
    why: str = ""


@dataclass
class Speaker:
    """Someone who asks ("interviewer") or answers ("subject"), named as the source names them."""

    name: str
    role: str


@dataclass
class Facts:
    """What a source tells about itself in its front matter.

    `people` have the role "interviewer" or "subject" where it says so, else "speaker" or "author".
    """

    title: str = ""
    date: datetime.date | None = None
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)


@dataclass
class Reading:
    """Every paragraph of a source with the role it seems to have, in the order of the source.

    What was taken off the words (labels, numbers, times) stands last, as left out.
    """

    paragraphs: list[Paragraph]
    facts: Facts = field(default_factory=Facts)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"  # or "low"


@dataclass
class Answer:
    """What one speaker answered, as Markdown."""

    by: str | None
    text: str


@dataclass
class Exchange:
    """A question and everybody's answers; an editor's `note` may stand with it."""

    question: str = ""
    asked_by: str | None = None
    answers: list[Answer] = field(default_factory=list)
    note: str = ""

    def as_dict(self):
        """Return the exchange as plain values; `note` is there only if it says something."""
        answers = [{"by": answer.by, "text": answer.text} for answer in self.answers]
        plain = {"question": self.question, "asked_by": self.asked_by, "answers": answers}
        return plain | ({"note": self.note} if self.note else {})


@dataclass
class Transcript:
    """An interview assembled from paragraphs; `left_out` holds pairs of text and reason."""

    title: str = ""
    standfirst: str = ""
    introduction: str = ""
    closing: str = ""
    people: list[Speaker] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"

    def as_dict(self):
        """Return plain values, ready to be printed as JSON."""
        return {
            "title": self.title,
            "standfirst": self.standfirst,
            "introduction": self.introduction,
            "closing": self.closing,
            "people": [{"name": person.name, "role": person.role} for person in self.people],
            "exchanges": [exchange.as_dict() for exchange in self.exchanges],
            "left_out": [{"text": text, "why": why} for text, why in self.left_out],
            "warnings": list(self.warnings),
            "confidence": self.confidence,
        }
