"""The description of an interview in lists, feeds and link previews."""

from django.utils.functional import cached_property
from django.utils.translation import override

from interviews import prose
from interviews.prose.excerpts import first_sentences, truncate
from interviews.templatetags.typography import join_names_briefly

MAX_LENGTH = 300  # characters of a description: two or three sentences
MAX_LENGTH_WITH_ANSWER = 220  # of a question and the beginning of its answer
MAX_QUESTION_LENGTH = 120
MIN_ANSWER_LENGTH = 40  # fewer characters say too little


class DescriptionMixin:
    """An interview that has a description."""

    @cached_property
    def description(self):
        """At most 300 characters of plain text about the interview, in its own language.

        It is the standfirst; without one the first sentences of the introduction; without
        either the first question, the speaker and the beginning of the answer. "" if there is
        no text yet.
        """
        for text in (self.standfirst, self.introduction):
            if words := " ".join(prose.plain(text).split()):
                return first_sentences(words, MAX_LENGTH)
        exchange = self.opening_exchange
        return _question_and_answer(exchange, self.language) if exchange else ""

    @property
    def opening_exchange(self):
        """The first exchange with both a question and an answer, else the first with either.

        Removed exchanges are left out. None if there is no such exchange.
        """
        said = [each for each in self.description_exchanges if not each.is_removed]
        both = (each for each in said if each.question and each.answer)
        either = (each for each in said if each.question or each.answer)
        return next(both, None) or next(either, None)

    @cached_property
    def description_exchanges(self):
        """All exchanges. for_description() fetches only those that the description needs."""
        return self.exchanges.all()


def _question_and_answer(exchange, language):
    asked = truncate(" ".join(prose.spoken_text(exchange.question).split()), MAX_QUESTION_LENGTH)
    said = " ".join(prose.spoken_text(exchange.answer).split())
    with override(language):
        who = join_names_briefly(exchange.speakers)
    named = f"{who}: " if who else ""
    room = MAX_LENGTH_WITH_ANSWER - len(f"{asked} — {named} …")
    if not said or room < MIN_ANSWER_LENGTH:
        return asked
    answered = f"{named}{truncate(said, room)}"
    return f"{asked} — {answered}" if asked else answered
