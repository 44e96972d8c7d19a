"""The checklist of an interview: what must be mended before it is published, and what should be.

Each line names the field that it is about, so that the desk can link to it.
"""

import re
from typing import NamedTuple

from django.conf import settings
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.models.internal_links import find_broken_links
from interviews.models.question import group_by_question
from interviews.prose.accessibility import (
    find_skipped_headings,
    find_vague_descriptions,
    find_vague_links,
    is_vague_description,
)
from interviews.prose.pictures import find_pictures_without_alt

PROSE = ("standfirst", "introduction", "closing")
TEXTS = ("title", *PROSE, "terms", "editing", "sign_off")
PROSE_OF_EXCHANGES = ("question", "answer", "note")
TEXTS_OF_EXCHANGES = (*PROSE_OF_EXCHANGES, "label", "pull_quote")
# “///” is the mark of the desk for the place where an exchange is to be split.
PLACEHOLDER = re.compile(r"\b(?:TK)+\b|\bTODO\b|\[\?\]|^///$", re.MULTILINE)
CREDITS, CONVERSATION = "credits", "exchanges"  # lines about all rows of the form
COMMENTS = "desk_comments"


BARRIERS = {  # {what finds words in a text: the sentence about these words}
    find_skipped_headings: gettext_lazy("The heading “%s” skips a level."),
    find_vague_links: gettext_lazy("“%s” does not tell where the link leads."),
    find_vague_descriptions: gettext_lazy("“%s” does not tell what the picture shows."),
}


def list_barriers(text):
    """Return sentences about what makes an editor's Markdown hard to use with a screen reader."""
    return [sentence % words for find, sentence in BARRIERS.items() for words in find(text)]


class Line(NamedTuple):
    """A sentence about a field of the interview, or about a field of `exchange`."""

    sentence: str
    field: str
    exchange: object = None


class Checklist:
    """What an interview lacks. `at` is the moment at which it is to appear, by default now."""

    def __init__(self, interview, at=None):
        self.interview, self.at = interview, at
        self.exchanges = list(interview.exchanges.not_removed().order_by("position"))

    @property
    def obstacles(self):
        """The Lines that keep the interview from being published."""
        return [
            *self._check_title(),
            *self._check_people(),
            *self._check_answers(),
            *self._check_terms(),
            *self._check_pictures(),
            *self._check_links(),
            *self._check_pull_quotes(),
        ]

    @property
    def warnings(self):
        """The Lines that an editor may ignore."""
        interview = self.interview
        missing = [
            ("standfirst", interview.standfirst, _("The interview has no standfirst.")),
            ("lead_picture", interview.lead_picture, _("The interview has no picture.")),
            ("held_on", interview.held_on, _("The date of the conversation is missing.")),
            ("topics", interview.topics.exists(), _("The interview has no topic.")),
        ]
        lines = [Line(sentence, field) for field, value, sentence in missing if not value]
        found = [*self._find_placeholders(), *self._find_barriers()]
        return [*self._count_comments(), *lines, *found]

    def _check_title(self):
        if self.interview.is_untitled:
            yield Line(_("The interview has no title yet."), "title")

    def _check_people(self):
        if not self.interview.credits.filter(role="subject").exists():
            yield Line(_("Nobody is named as interviewee."), CREDITS)

    def _check_answers(self):
        if not any(exchange.answer for exchange in self.exchanges):
            yield Line(_("The interview has no answer yet."), CONVERSATION)
            return
        for question in group_by_question(self.exchanges):
            asking = question.asking_exchange
            if asking.question and not any(each.answer or each.note for each in question.answers):
                sentence = _("Nobody answers this question, and no editor’s note says why.")
                yield self._line(sentence, "answer", asking)

    def _check_terms(self):
        if settings.PUBLICATION_DEMANDS_TERMS and not self.interview.terms.strip():
            yield Line(_("The terms agreed with the interviewee are missing."), "terms")

    def _check_pictures(self):
        interview = self.interview
        if interview.lead_picture and not (interview.lead_decorative or interview.lead_alt.strip()):
            yield Line(_("The lead picture has no alternative text."), "lead_alt")
        for field, exchange, text in self._list_texts(PROSE, PROSE_OF_EXCHANGES):
            if find_pictures_without_alt(text):
                yield self._line(_("A picture has no alternative text."), field, exchange)

    def _check_links(self):
        texts = self._list_texts(PROSE, PROSE_OF_EXCHANGES)
        every = {text for _field, _exchange, text in texts}
        broken = find_broken_links(self.interview, self.exchanges, every, self.at)
        for field, exchange, text in texts:
            for url in broken.get(text, ()):
                sentence = _("This link leads to nothing that is published: %s") % url
                yield self._line(sentence, field, exchange)

    def _check_pull_quotes(self):
        for exchange in self.exchanges:
            if exchange.pull_quote and not exchange.has_verbatim_pull_quote:
                sentence = _("The answer does not contain the pull quote “%s” word for word.")
                yield self._line(sentence % exchange.pull_quote, "pull_quote", exchange)

    def _count_comments(self):
        if count := self.interview.desk_comments.open().count():
            sentence = ngettext("%d comment is not settled.", "%d comments are not settled.", count)
            yield Line(sentence % count, COMMENTS)

    def _find_placeholders(self):
        for field, exchange, text in self._list_texts(TEXTS, TEXTS_OF_EXCHANGES):
            if found := PLACEHOLDER.search(text):
                sentence = _("“%s” is left in the text.") % found[0]
                yield self._line(sentence, field, exchange)

    def _find_barriers(self):
        """Yield what makes the text hard to use with a screen reader."""
        if is_vague_description(alt := self.interview.lead_alt) and alt.strip():
            yield Line(BARRIERS[find_vague_descriptions] % alt, "lead_alt")
        for field, exchange, text in self._list_texts(PROSE, PROSE_OF_EXCHANGES):
            for sentence in list_barriers(text):
                yield self._line(sentence, field, exchange)

    def _list_texts(self, fields, fields_of_exchanges):
        """Return [(field, exchange or None, text), …] of the fields that are filled in."""
        things = [(None, self.interview, fields)]
        things += [(each, each, fields_of_exchanges) for each in self.exchanges]
        return [
            (field, exchange, text)
            for exchange, thing, names in things
            for field in names
            if (text := getattr(thing, field))
        ]

    def _line(self, sentence, field, exchange):
        """Return a Line whose sentence begins with the exchange or the field that has the text."""
        thing = exchange or self.interview
        label = capfirst(thing._meta.get_field(field).verbose_name)
        if exchange:
            label = f"{Truncator(exchange).chars(60)} ({label})"
        return Line(f"{label}: {sentence}", field, exchange)
