"""ReviewedTranscript: a parsed transcript, and what an editor has said about it."""

import datetime
from dataclasses import asdict, dataclass, field, fields

from interviews.transcripts.assembly import assemble
from interviews.transcripts.doubts import find_doubts
from interviews.transcripts.editing import ParagraphEditing, ReviewedParagraph
from interviews.transcripts.transcript import (
    Facts,
    ParagraphRole,
    ParsedTranscript,
    Speaker,
)


@dataclass
class ReviewedTranscript(ParagraphEditing):
    """A parsed transcript whose paragraphs have keys, and what an editor has said about it.

    `parts` maps names to "interviewer" or "subject", where the editor knew better than the
    machine; `choices` maps them to a Person's key, or for a new person to anything else. `title`
    is for a text without. `settled` has a pair for each doubt that the editor has settled: the key
    of its paragraph, or 0 for all of its kind, and the kind.
    """

    paragraphs: list[ReviewedParagraph]
    next_key: int
    facts: Facts = field(default_factory=Facts)
    warnings: list[str] = field(default_factory=list)
    confidence: str = "high"
    title: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    settled: list[list] = field(default_factory=list)

    @classmethod
    def begin(cls, parsed):
        """Return the review of a ParsedTranscript before anything was changed."""
        paragraphs = [
            ReviewedParagraph(**vars(paragraph), key=key)
            for key, paragraph in enumerate(parsed.paragraphs, 1)
        ]
        next_key = len(paragraphs) + 1
        # Doubts are asked one by one. Without any, the confidence is about the text as a whole.
        confidence = "high" if parsed.doubts else parsed.confidence
        return cls(paragraphs, next_key, parsed.facts, parsed.warnings, confidence)

    @classmethod
    def from_plain(cls, plain):
        """Return what as_plain() wrote, also when it was written before an update of the code."""
        facts = dict(plain["facts"])
        for name in ("date", "held_on"):
            facts[name] = datetime.date.fromisoformat(facts[name]) if facts[name] else None
        facts["people"] = [Speaker(**person) for person in facts["people"]]
        paragraphs = [
            _known(ReviewedParagraph, each | {"role": ParagraphRole(each["role"])})
            for each in plain["paragraphs"]
        ]
        read = {"paragraphs": paragraphs, "facts": _known(Facts, facts)}
        return _known(cls, plain | read)

    def as_plain(self):
        """Return a dict for JSON."""
        return asdict(self)

    @property
    def parsed(self):
        """The ParsedTranscript with the paragraphs as they are now."""
        return ParsedTranscript(self.paragraphs, self.facts, self.warnings, self.confidence)

    @property
    def first_words(self):
        """The beginning of the text, which names a text without a title."""
        return next((" ".join(each.text.split()) for each in self.paragraphs if each.text), "")

    @property
    def doubts(self):
        """The Doubts about the paragraphs as they are now, without those that are settled."""
        return find_doubts(self.parsed, self._is_settled)

    def _is_settled(self, doubt):
        key = 0 if doubt.paragraph is None else self.paragraphs[doubt.paragraph].key
        return [key, doubt.kind] in self.settled or [0, doubt.kind] in self.settled

    def settle(self, key, kind):
        """Settle the doubts of a kind about a paragraph, or all of the kind if the key is 0.

        Return the key of the paragraph of the next doubt.
        """
        if [key, kind] not in self.settled:
            self.settled.append([key, kind])
        here = self.find(key) if key else 0
        places = [doubt.paragraph for doubt in self.doubts if doubt.paragraph is not None]
        later = [place for place in places if place >= here] or places
        return self.paragraphs[later[0]].key if later else key

    def rename_speakers(self, names):
        """Rename speakers by {former name: name}; with a blank name, they name nobody."""
        for paragraph in self.paragraphs:
            paragraph.speaker = names.get(paragraph.speaker, paragraph.speaker) or None
        for person in self.facts.people:
            person.name = names.get(person.name, person.name)
        self.facts.people = [person for person in self.facts.people if person.name]

    def transcript(self):
        """Assemble the transcript from the paragraphs and the parts that the editor chose."""
        transcript = assemble(self.parsed)
        transcript.title = transcript.title or self.title
        speaking = {person.name for person in transcript.people}
        added = [Speaker(name, "") for name in self.parts if name not in speaking]
        for person in [*transcript.people, *added]:
            person.role = self.parts.get(person.name, person.role)
        transcript.people += added
        return transcript


def _known(kind, values):
    """Make a dataclass of those values that it has a field for."""
    names = {each.name for each in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in names})
