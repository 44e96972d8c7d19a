"""Words that move from one exchange to another take their times and utterances along.

An exchange that was made from a transcript knows when it was spoken, and from which utterances it
was made. Editors split and merge exchanges, and move paragraphs between them.
"""

from dataclasses import dataclass

from interviews.models.exchange import Exchange
from interviews.transcripts.assembly import find_times


@dataclass
class EditedExchange:
    """An exchange with its new times, and its words before and after the edit.

    `was` is "" for a new exchange, `now` is "" for one that is removed.
    """

    exchange: Exchange
    was: str
    now: str

    def has_words_of(self, giver):
        """Whether a line has come here from another exchange, which has it no more."""
        was, before, after = map(_words, (self.was, giver.was, giver.now))
        lines = filter(None, map(_words, self.now.split("\n")))
        return any(line in before and line not in after and line not in was for line in lines)


def _words(text):
    return " ".join(text.split())


def carry_sources(rows):
    """Give exchanges the times and utterances of the words that came to them.

    Args:
        rows: EditedExchanges, in their order after the edit.
    """
    edited = [(place, row) for place, row in enumerate(rows) if row.was != row.now]
    for place, giver in edited:
        if giver.was and _has_source(giver.exchange):
            # The last one first: it takes the end.
            for goal, taker in reversed(edited):
                if taker is not giver and taker.now and taker.has_words_of(giver):
                    _carry(giver, taker, is_below=goal > place)


def _has_source(exchange):
    return any(value is not None for value in (exchange.start, exchange.end, exchange.utterances))


def _carry(giver, taker, *, is_below):
    source, goal = giver.exchange, taker.exchange
    if source.utterances:
        goal.utterances = sorted({*(goal.utterances or ()), *source.utterances})
    if not giver.now:
        goal.start, goal.end = find_times([source, goal])
    elif goal.start is None and goal.end is None:
        if is_below:
            goal.end, source.end = source.end, None
        else:
            goal.start, source.start = source.start, None
