"""Finding what interviews say: words in any script, on either database, the best first."""

from interviews.search import ranking
from interviews.search.entries import filed_under, kind_and_key
from interviews.search.filters import Filters
from interviews.search.hits import hits
from interviews.search.names import named
from interviews.search.passage import Marker
from interviews.search.words import LONGEST_QUERY, terms

__all__ = ["LONGEST_QUERY", "ON_A_PAGE", "Filters", "find", "named"]

ONLY = {"questions": "A", "answers": "B"}  # the parts of the index
ON_A_PAGE = 20  # hits; to read and to mark one takes a millisecond


def find(words, person=None, topic=None, year=None, only=None):
    """What readers may see that holds all these words: a sequence of Hits to slice, the best first.

    Interviews whose title holds any of the words come first. Questions and answers are found
    together, and by the names of those who answer. What the editors say is found by itself.
    `person` leaves what this person asks or answers, and the interviews that name them;
    `only`, "questions" or "answers", what speakers say. At most ranking.MOST are found.
    """
    looked_for = terms(words)
    if not looked_for:
        return Found([], looked_for)
    speaker = person and person.pk
    filed = filed_under(topic, year)
    entries = ranking.ranked(looked_for, filed, speaker, year, ONLY.get(only))
    return Found(entries, looked_for)


class Found:
    """What was found; each slice is fetched, with its passages, in at most six queries."""

    def __init__(self, entries, looked_for):
        self.entries = entries
        self.looked_for = looked_for

    def __len__(self):
        return len(self.entries)

    @property
    def are_all(self):
        """Whether no more than these hold the words."""
        return len(self.entries) < ranking.MOST

    def __getitem__(self, part):
        entries = self.entries[part]
        return hits([*map(kind_and_key, entries)], Marker(self.looked_for)) if entries else []
