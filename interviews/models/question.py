"""The exchanges of an interview grouped into questions, each with all its answers."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Question:
    """A question and the exchanges that answer it. The first exchange asks the question.

    `number` counts the visible questions from 1; 0 for others.
    """

    asking_exchange: object
    answers: list = field(default_factory=list)
    number: int = 0

    @property
    def key(self):
        return self.asking_exchange.key

    @property
    def first_exchange(self):
        """The first exchange that is not removed, or None."""
        return next((exchange for exchange in self.answers if not exchange.is_removed), None)

    @property
    def is_visible(self):
        """Whether an exchange is left. If not, the page says that the answer was removed."""
        return self.first_exchange is not None


def group_by_question(exchanges, corrections=()):
    """Group ordered exchanges into Questions. One without a question continues the one before.

    Sets `shown_corrections` of each exchange to its part of `corrections`, if they have a note.
    """
    about = defaultdict(list)
    for correction in corrections:
        if correction.note:
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
