"""What a reader of transcripts hands over: paragraphs with roles, then exchanges."""

import datetime
from dataclasses import asdict, dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from interviews.names import normal_name
from interviews.transcripts.names import ShortForms


class Unreadable(ValueError):
    """The source cannot be read as text; its message is one plain sentence for an editor."""


class ParagraphRole(TextChoices):
    """What a paragraph is in the interview; the label is for an editor."""

    TITLE = "title", _("Title")
    STANDFIRST = "standfirst", _("Standfirst")
    INTRODUCTION = "introduction", _("Introduction")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    NOTE = "note", _("Editor’s note")
    CLOSING = "closing", _("Closing")
    LEFT_OUT = "left_out", _("Leave out")


@dataclass
class Paragraph:
    """A paragraph of the source, as Markdown; `reason` tells how its role was found, where not plain.

    `speaker` is None unless the source says who speaks. A question or answer without a speaker
    is nobody's, or goes on with the turn before it.
    """

    text: str
    role: ParagraphRole
    speaker: str | None = None
    reason: str = ""


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
class ParsedTranscript:
    """Every paragraph of a source with the role it seems to have, in the order of the source.

    What was taken off the words (labels, numbers, times) stands last, as left out.
    """

    paragraphs: list[Paragraph]
    facts: Facts = field(default_factory=Facts)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"  # or "low"


@dataclass
class TranscriptAnswer:
    """What one speaker answered, as Markdown."""

    by: str | None
    text: str


@dataclass
class TranscriptExchange:
    """A question and everybody's answers; an editor's `note` may stand with it."""

    question: str = ""
    asked_by: str | None = None
    answers: list[TranscriptAnswer] = field(default_factory=list)
    note: str = ""


@dataclass
class Transcript:
    """An interview assembled from paragraphs; `left_out` holds pairs of text and reason."""

    title: str = ""
    standfirst: str = ""
    introduction: str = ""
    closing: str = ""
    people: list[Speaker] = field(default_factory=list)
    exchanges: list[TranscriptExchange] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"

    def name_speaker(self, role, full_name):
        """Call somebody of this role by a full name that the source does not tell.

        That is the only one of the role, or the one whose label is short for the full name. Where
        there is none such, the person is added, and speaks for no passage.
        """
        full_name = normal_name(full_name)
        people = [person for person in self.people if person.role == role]
        fitting = [person for person in people if ShortForms([full_name]).get_matches(person.name)]
        fitting = fitting or people
        if len(fitting) != 1:
            self.people.append(Speaker(full_name, role))
            return
        label, fitting[0].name = fitting[0].name, full_name
        for exchange in self.exchanges:
            exchange.asked_by = full_name if exchange.asked_by == label else exchange.asked_by
            for answer in exchange.answers:
                answer.by = full_name if answer.by == label else answer.by

    def as_dict(self):
        """Return plain values, ready to be printed as JSON; a `note` only where there is one."""
        plain = asdict(self)
        for exchange in plain["exchanges"]:
            if not exchange["note"]:
                del exchange["note"]
        return plain | {
            "left_out": [{"text": text, "why": reason} for text, reason in self.left_out]
        }
