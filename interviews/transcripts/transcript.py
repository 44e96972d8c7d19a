"""The data classes of transcripts: paragraphs with roles, then exchanges."""

import datetime
from dataclasses import asdict, dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from interviews.names import normal_name
from interviews.transcripts.names import ShortForms


class Unreadable(ValueError):
    """The source is not text; the message is one sentence for an editor."""


class ParagraphRole(TextChoices):
    """What a paragraph is in the interview; labels are for editors."""

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
    """A paragraph of the source, as Markdown; `reason` says why it has its role, if not obvious.

    `speaker` is None unless the source says who speaks. A question or answer without a speaker
    continues the turn before it, or its speaker is unknown. `start` and `end` are milliseconds from
    the beginning of the recording, if the source has them. `label` is the label that was removed
    from the beginning of the text. `utterances` are the numbers of the utterances of the source
    that the paragraph was made from: one, unless an editor joined some.
    """

    text: str
    role: ParagraphRole
    speaker: str | None = None
    reason: str = ""
    start: int | None = None
    end: int | None = None
    label: str = ""
    utterances: list[int] = field(default_factory=list)


@dataclass
class Doubt:
    """A sign that the source was read wrongly, as a question to the editor.

    `paragraph` is the position among the paragraphs, or None if the whole source is meant. `kind`
    is one word that stays the same in every language of the desk.
    """

    kind: str
    question: str
    paragraph: int | None = None


@dataclass
class Speaker:
    """A person who asks ("interviewer") or answers ("subject"), by the name in the source."""

    name: str
    role: str


@dataclass
class Facts:
    """What the front matter of a source says about the interview, and what an editor accepted.

    `people` have the role "interviewer" or "subject" if the source says so, else "speaker" or
    "author". `date` is when the source was published, `held_on` when the conversation was held.
    """

    title: str = ""
    date: datetime.date | None = None
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)
    language: str = ""  # a tag, such as "pt-BR"
    held_on: datetime.date | None = None
    place: str = ""
    terms: str = ""
    editing: str = ""


@dataclass
class ParsedTranscript:
    """Every paragraph of a source with its probable role, in the order of the source.

    Removed labels, numbers and timestamps come last, as left out. `doubts` are what
    `find_doubts` found; without doubts the confidence may be high.
    """

    paragraphs: list[Paragraph]
    facts: Facts = field(default_factory=Facts)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"  # or "low"
    doubts: list[Doubt] = field(default_factory=list)

    def number_utterances(self):
        """Take the paragraphs as the utterances of the source, and number them from 1."""
        for number, paragraph in enumerate(self.paragraphs, start=1):
            paragraph.utterances = [number]


@dataclass
class TranscriptAnswer:
    """An answer by one speaker, as Markdown, with its own times and utterances."""

    by: str | None
    text: str
    start: int | None = None
    end: int | None = None
    utterances: list[int] = field(default_factory=list)


@dataclass
class TranscriptExchange:
    """A question and all answers to it, with an optional editor's note.

    `start` and `end` are milliseconds from the beginning of the recording, if the source has them.
    `utterances` are the numbers of those in the question and in the note.
    """

    question: str = ""
    asked_by: str | None = None
    answers: list[TranscriptAnswer] = field(default_factory=list)
    note: str = ""
    start: int | None = None
    end: int | None = None
    utterances: list[int] = field(default_factory=list)


@dataclass
class Transcript:
    """An interview assembled from paragraphs.

    `left_out` holds pairs of text and reason. `places` maps the number of each utterance to its
    role and the reason for it; the role is "" for addresses of links and footnotes that stand in
    the texts that use them.
    """

    title: str = ""
    standfirst: str = ""
    introduction: str = ""
    closing: str = ""
    people: list[Speaker] = field(default_factory=list)
    exchanges: list[TranscriptExchange] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"

    def name_speaker(self, role, full_name):
        """Give a speaker of this role a full name that the source lacks.

        The speaker is the only one of the role, or the one whose label is short for the full name.
        Without such a speaker, a person is added who has no turn.
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
        """Return a dict for JSON; exchanges have a note and times only if the source has them."""
        plain = asdict(self)
        del plain["places"]
        for exchange in plain["exchanges"]:
            del exchange["utterances"]
            exchange["answers"] = [{"by": a["by"], "text": a["text"]} for a in exchange["answers"]]
            for name, absent in {"note": "", "start": None, "end": None}.items():
                if exchange[name] == absent:
                    del exchange[name]
        return plain | {
            "left_out": [{"text": text, "why": reason} for text, reason in self.left_out]
        }
