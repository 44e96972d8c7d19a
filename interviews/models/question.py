"""An interview's exchanges as they are read: questions, each with all its answers."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Question:
    """A question and the exchanges that answer it; the first of them asks it.

    `number` counts from 1 the questions that still stand.
    """

    asking_exchange: object
    answers: list = field(default_factory=list)
    number: int = 0

    @property
    def key(self):
        return self.asking_exchange.key

    @property
    def first_exchange(self):
        """The first of its exchanges that still stands, or None."""
        return next((exchange for exchange in self.answers if not exchange.is_removed), None)

    @property
    def is_visible(self):
        """Whether any of its answers is still there; if none is, a tombstone marks the place."""
        return self.first_exchange is not None


def group_by_question(exchanges, corrections=()):
    """Group ordered exchanges into Questions; an exchange without a question continues one.

    Each exchange is given `shown_corrections`, those of `corrections` that are about it.
    """
    about = defaultdict(list)
    for correction in corrections:
        about[correction.exchange_id].append(correction)
    questions = []
    for exchange in exchanges:
        exchange.shown_corrections = about[exchange.pk]
        if exchange.question or not questions:
            questions.append(Question(asking_exchange=exchange))
        questions[-1].answers.append(exchange)
    for number, question in enumerate((q for q in questions if q.is_visible), start=1):
        question.number = number
    return questions
