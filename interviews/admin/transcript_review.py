"""TranscriptReview: a parsed transcript that an editor checks before a draft is saved."""

import datetime
from collections import defaultdict
from dataclasses import asdict, dataclass, field

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from interviews.admin.primary_keys import is_key
from interviews.models import Person
from interviews.names import name_key, normal_name
from interviews.transcripts import (
    Doubt,
    Facts,
    Paragraph,
    ParagraphRole,
    ParsedTranscript,
    Speaker,
    assemble,
)
from interviews.transcripts.drafts import create_draft

SALT = "interviews.transcript"
PARTS = {"interviewer": _("asks"), "subject": _("is interviewed")}
# A row of the table of speakers in a posted form, a list of each.
COLUMNS = ["was", "name", "guessed", "part", "person"]


class IncompleteForm(ValueError):
    """The submitted form lacks fields that it was shown with."""


@dataclass
class TranscriptReview:
    """A Reading, and what an editor said about its speakers.

    `parts` maps names to "interviewer" or "subject", where the editor knew better than the
    machine; `choices` maps them to a Person's key, or for a new person to anything else. `title`
    is for a text without.
    """

    parsed: ParsedTranscript
    parts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    title: str = ""

    @classmethod
    def from_post(cls, post):
        """The review as the editor changed it; Incomplete if the form was cut short."""
        title = " ".join(post.get("title", "").replace("\0", "").split())
        review = cls(_load_signed(post.get("signed_transcript", "")), title=title)
        roles, speakers = post.getlist("role"), post.getlist("speaker")
        if not len(roles) == len(speakers) == len(review.parsed.paragraphs):
            raise IncompleteForm
        for paragraph, role, speaker in zip(review.parsed.paragraphs, roles, speakers, strict=True):
            _apply_changes(paragraph, role, normal_name(speaker) or None)
        columns = [post.getlist(column) for column in COLUMNS]
        rows = [(was, normal_name(name), *rest) for was, name, *rest in zip(*columns, strict=False)]
        review._rename({was: name for was, name, *_rest in rows if was})
        for was, name, guessed, part, person in rows:
            if name and part in PARTS and part != guessed:
                review.parts[name] = part
            if name and name == was:
                review.choices[name] = person
        return review

    def _rename(self, names):
        for paragraph in self.parsed.paragraphs:
            paragraph.speaker = names.get(paragraph.speaker, paragraph.speaker) or None
        people = self.parsed.facts.people
        for person in people:
            person.name = names.get(person.name, person.name)
        self.parsed.facts.people = [person for person in people if person.name]

    @property
    def signed_transcript(self):
        """The parsed transcript as a signed string, for a hidden field of the next form."""
        return signing.dumps(
            asdict(self.parsed), salt=SALT, compress=True, serializer=ReadingSerializer
        )

    @property
    def has_title(self):
        """Whether the text contains a title."""
        return bool(assemble(self.parsed).title)

    def transcript(self):
        """Build the transcript from the paragraphs and the roles that the editor chose."""
        transcript = assemble(self.parsed)
        transcript.title = transcript.title or self.title
        speaking = {person.name for person in transcript.people}
        added = [Speaker(name, "") for name in self.parts if name not in speaking]
        for person in [*transcript.people, *added]:
            person.role = self.parts.get(person.name, person.role)
        transcript.people += added
        return transcript

    def speakers(self):
        """Return the rows of the table of speakers: name, guessed and chosen part, namesakes."""
        guessed = {person.name: person.role for person in assemble(self.parsed).people}
        names = [*guessed, *(name for name in self.parts if name not in guessed)]
        namesakes = defaultdict(list)
        for person in self._namesakes(names):
            namesakes[person.name_key].append(person)
        return [
            {
                "name": name,
                "guessed": guessed.get(name, ""),
                "part": self.parts.get(name) or guessed[name],
                "namesakes": namesakes[name_key(name)],
                "choice": self.choices.get(name, ""),
            }
            for name in names
        ]

    def _namesakes(self, names):
        """Return the people with these names; readers come last."""
        of_these = Person.objects.filter(name_key__in=names)
        return of_these.order_by(F("reader_since").asc(nulls_first=True), "pk")

    def draft(self, by):
        """Create the draft, and the people who are new; return the interview."""
        people = {}
        for name, choice in self.choices.items():
            if is_key(choice) and (chosen := self._namesakes([name]).filter(pk=choice).first()):
                people[name] = chosen
        return create_draft(self.transcript(), facts=self.parsed.facts, by=by, people=people)


def _apply_changes(paragraph, role, speaker):
    was = paragraph.role
    paragraph.role = ParagraphRole(role) if role in list(ParagraphRole) else was
    # The form hides the speaker of a paragraph that is not spoken, but still sends the name.
    silenced = paragraph.role not in (was, ParagraphRole.QUESTION, ParagraphRole.ANSWER)
    paragraph.speaker = None if silenced else speaker


class ReadingSerializer(signing.JSONSerializer):
    """JSON with dates and lazy translations as text."""

    def dumps(self, obj):
        return DjangoJSONEncoder(separators=(",", ":")).encode(obj).encode()


def _load_signed(signed_transcript):
    try:
        plain = signing.loads(signed_transcript, salt=SALT)
    except signing.BadSignature:
        raise IncompleteForm from None
    facts = plain["facts"]
    for name in ("date", "held_on"):
        facts[name] = datetime.date.fromisoformat(facts[name]) if facts[name] else None
    facts["people"] = [Speaker(**person) for person in facts["people"]]
    paragraphs = [
        Paragraph(**each | {"role": ParagraphRole(each["role"])}) for each in plain["paragraphs"]
    ]
    return ParsedTranscript(
        **plain
        | {
            "paragraphs": paragraphs,
            "facts": Facts(**facts),
            "doubts": [Doubt(**each) for each in plain["doubts"]],
        }
    )
