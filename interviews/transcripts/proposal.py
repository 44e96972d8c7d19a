"""Proposal: a value that a text seems to give a field of its interview."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from interviews.transcripts.language import describe_language
from interviews.transcripts.transcript import Facts, ParagraphRole, Speaker

LABELS = {
    "title": gettext_lazy("title"),
    "subject": gettext_lazy("interviewee"),
    "interviewer": gettext_lazy("interviewer"),
    "standfirst": gettext_lazy("standfirst"),
    "terms": gettext_lazy("terms"),
    "editing": gettext_lazy("how it was edited"),
    "held_on": gettext_lazy("date of the conversation"),
    "date": gettext_lazy("published elsewhere on"),
    "language": gettext_lazy("language"),
}
PEOPLE = ("subject", "interviewer")
ROLES = {"title": ParagraphRole.TITLE, "standfirst": ParagraphRole.STANDFIRST}


@dataclass(frozen=True)
class Proposal:
    """A value for a field of the interview, and in plain words why it is proposed.

    `field` is one of LABELS; `paragraph` is the position in ParsedTranscript.paragraphs of the
    paragraph that says it, None if there is none.
    """

    field: str
    value: str | datetime.date
    reason: str
    paragraph: int | None = None

    @property
    def key(self):
        """A name that the proposal keeps while the editor changes other things."""
        return f"{self.field} {self.value}" if self.field in PEOPLE else self.field

    @property
    def label(self):
        return capfirst(LABELS[self.field])

    @property
    def shown(self):
        """The value as an editor reads it."""
        if isinstance(self.value, datetime.date):
            return date_format(self.value, "DATE_FORMAT")
        return describe_language(self.value) if self.field == "language" else self.value

    def is_accepted(self, parsed):
        """Return whether the ParsedTranscript has the proposed value."""
        if self.field in PEOPLE:
            return Speaker(self.value, self.field) in parsed.facts.people
        if self.field in ROLES:
            return parsed.paragraphs[self.paragraph].role == ROLES[self.field]
        return getattr(parsed.facts, self.field) == self.value

    def accept(self, parsed):
        """Give the ParsedTranscript the proposed value."""
        if self.is_accepted(parsed):
            return
        if self.field in PEOPLE:
            parsed.facts.people.append(Speaker(self.value, self.field))
        elif self.field in ROLES:
            parsed.paragraphs[self.paragraph].role = ROLES[self.field]
        else:
            setattr(parsed.facts, self.field, self.value)

    def decline(self, parsed):
        """Take the proposed value from the ParsedTranscript, if it has it."""
        if not self.is_accepted(parsed):
            return
        if self.field in PEOPLE:
            parsed.facts.people.remove(Speaker(self.value, self.field))
        elif self.field in ROLES:
            parsed.paragraphs[self.paragraph].role = ParagraphRole.INTRODUCTION
        else:
            setattr(parsed.facts, self.field, getattr(Facts(), self.field))
