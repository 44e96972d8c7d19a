"""What a text seems to say about its interview: proposed to an editor, with the reason.

Nothing is set before somebody accepts it.
"""

from functools import cached_property

from django.utils.translation import gettext as _

from interviews.prose import plain
from interviews.transcripts.assembly import SPOKEN, assemble
from interviews.transcripts.dates import find_date
from interviews.transcripts.introductions import find_in_title
from interviews.transcripts.language import MAX_CHARACTERS, recognise_language
from interviews.transcripts.people_proposals import find_people
from interviews.transcripts.phrases import EDITING, HELD, TERMS
from interviews.transcripts.proposal import PEOPLE, Proposal
from interviews.transcripts.sentences import split_sentences
from interviews.transcripts.transcript import ParagraphRole
from interviews.transcripts.vocabulary import is_role_label

MAX_TITLE = 200  # characters of a line that may be a title
MAX_STANDFIRST = 600  # characters of a paragraph that may be a standfirst
MIN_STANDFIRST = 6  # words
MAX_DATE_LINE = 100  # characters of a line that says when the text was published
MAX_PROSE = 20  # paragraphs at either end, outside the conversation, that are read
MAX_PARAGRAPH = 5000  # characters of each
OPENING = (ParagraphRole.INTRODUCTION, ParagraphRole.STANDFIRST)
BY_EDITORS = (*OPENING, ParagraphRole.CLOSING, ParagraphRole.NOTE)
NOT_TITLES = ("<", "http")
BLOCKS = ("#", "- ", "+ ", "* ", "> ", "|", "```", "![")  # Markdown that is no paragraph of prose


def propose(parsed):
    """Return the Proposals for a ParsedTranscript, also those that are accepted."""
    source = _Source(parsed)
    found = [
        *source.propose_title(),
        *source.propose_people(),
        *source.propose_standfirst(),
        *source.propose_facts(),
    ]
    return list({proposal.key: proposal for proposal in found}.values())


class _Source:
    """The paragraphs of a ParsedTranscript, by what they may say about the interview."""

    def __init__(self, parsed):
        self.parsed, self.paragraphs = parsed, parsed.paragraphs
        self.transcript = assemble(parsed)
        self.spoken = [n for n, p in enumerate(self.paragraphs) if p.role in SPOKEN]
        self.start = self.spoken[0] if self.spoken else len(self.paragraphs)
        self.opening = [n for n, p in enumerate(self.paragraphs[: self.start]) if p.role in OPENING]
        self.closing = [n for n, p in enumerate(self.paragraphs) if p.role == ParagraphRole.CLOSING]
        self.has_title_as_question = self._has_title_as_question()
        if self.has_title_as_question:
            self.opening = self.spoken[1:2]

    def _has_title_as_question(self):
        """Whether a title with a question mark was read as the first question.

        Then its answer is about the interview: “NAME agreed to speak on the condition that …”.
        """
        if self.opening or self.transcript.title or len(self.spoken) < 4:
            return False
        first, second, third = (self.paragraphs[number] for number in self.spoken[:3])
        roles = [first.role, second.role, third.role]
        question, answer = ParagraphRole.QUESTION, ParagraphRole.ANSWER
        return roles == [question, answer, question] and bool(
            TERMS.search(second.text) or EDITING.search(second.text)
        )

    @property
    def title(self):
        """The title of the text, or the line that is proposed as title."""
        proposed = (proposal.value for proposal in self.propose_title())
        return self.transcript.title or next(proposed, "")

    @property
    def title_place(self):
        roles = [paragraph.role for paragraph in self.paragraphs]
        if ParagraphRole.TITLE in roles:
            return roles.index(ParagraphRole.TITLE)
        return next((proposal.paragraph for proposal in self.propose_title()), None)

    @cached_property
    def language(self):
        texts = [self.paragraphs[n].text for n in self.spoken] or [p.text for p in self.paragraphs]
        return recognise_language(plain("\n\n".join(texts)[: 2 * MAX_CHARACTERS]))

    @cached_property
    def prose(self):
        """[(position, its sentences), …] of the paragraphs by editors."""
        places = [n for n, p in enumerate(self.paragraphs) if p.role in BY_EDITORS]
        places = sorted({*self.opening[:MAX_PROSE], *places[:MAX_PROSE], *places[-MAX_PROSE:]})
        return [(n, split_sentences(self._get_words(n)[:MAX_PARAGRAPH])) for n in places]

    def _get_words(self, place):
        return plain(self.paragraphs[place].text).strip()

    def propose_title(self):
        if self.transcript.title:
            return
        place = self.spoken[0] if self.has_title_as_question else next(iter(self.opening), None)
        if place is None:
            return
        words = self._get_words(place)
        is_line = words and len(words) <= MAX_TITLE and not words.startswith(NOT_TITLES)
        if is_line and "\n" not in words and (words[-1] not in ".!:" or find_in_title(words)):
            yield Proposal("title", words, _("The first line is short."), place)

    def propose_people(self):
        named = {role: set() for role in PEOPLE}
        for person in self.transcript.people:
            if not is_role_label(person.name) and person.role in named:
                named[person.role].add(person.name)
        for field, mention, place in find_people(self):
            proposal = Proposal(field, mention.name, mention.reason, place)
            others = named["subject" if field == "interviewer" else "interviewer"]
            if not named[field] - {mention.name} and mention.name not in others:
                yield proposal

    def propose_standfirst(self):
        title = {proposal.paragraph for proposal in self.propose_title()}
        rest = [number for number in self.opening if number not in title]
        if len(rest) != 1 or not self.spoken or self.parsed.facts.summary:
            return
        text, words = self.paragraphs[rest[0]].text.strip(), self._get_words(rest[0])
        is_prose = len(words.split()) >= MIN_STANDFIRST or not words.isascii()
        if words and is_prose and len(words) <= MAX_STANDFIRST and not text.startswith(BLOCKS):
            reason = _("A single short paragraph stands before the first question.")
            yield Proposal("standfirst", words, reason, rest[0])

    def propose_facts(self):
        """Propose terms, dates and language, each as found or as accepted before."""
        proposals = (
            *self._find_terms(),
            *self._find_dates(),
            *self._find_publication(),
            *self._find_language(),
        )
        found = {proposal.field: proposal for proposal in proposals}
        for field in ("terms", "editing", "held_on", "date", "language"):
            value = getattr(self.parsed.facts, field)
            if value and (field not in found or found[field].value != value):
                yield Proposal(field, value, _("The source says so, or it was accepted before."))
            elif field in found:
                yield found[field]

    def _find_terms(self):
        found = {"terms": [], "editing": []}
        for place, sentences in self.prose:
            for sentence in sentences:
                if TERMS.search(sentence):
                    found["terms"].append((place, sentence))
                elif EDITING.search(sentence):
                    found["editing"].append((place, sentence))
        reasons = {
            "terms": _("A sentence says on which terms the interview was given."),
            "editing": _("A sentence says how the text was edited."),
        }
        for field, sentences in found.items():
            if sentences:
                words = " ".join(sentence for _place, sentence in sentences)
                yield Proposal(field, words, reasons[field], sentences[0][0])

    def _find_dates(self):
        for place, sentences in self.prose:
            for sentence in sentences:
                day = find_date(sentence, self.language) if HELD.search(sentence) else None
                if day:
                    reason = _("A sentence says when the conversation was held.")
                    yield Proposal("held_on", day, reason, place)
                    return

    def _find_publication(self):
        """Propose the date of a line above the text, such as “Posted on March 3, 2026”."""
        for place, paragraph in enumerate(self.paragraphs[: self.start][:MAX_PROSE]):
            text = plain(paragraph.text)
            is_line = len(text) <= MAX_DATE_LINE and not HELD.search(text)
            day = find_date(text, self.language) if is_line else None
            if day and paragraph.role in (ParagraphRole.LEFT_OUT, *OPENING):
                yield Proposal("date", day, _("A line above the text has this date."), place)
                return

    def _find_language(self):
        if self.language:
            yield Proposal("language", self.language, _("Recognised by its words."))
