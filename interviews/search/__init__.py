"""Finding what interviews say: words in any script, on either database, the best first."""

from interviews.search import ranking
from interviews.search.entries import filter_tokens, kind_and_id
from interviews.search.filters import Filters
from interviews.search.names import find_pages_by_name
from interviews.search.passage import Marker
from interviews.search.results import get_results
from interviews.search.words import MAX_QUERY_LENGTH, terms

__all__ = ["MAX_QUERY_LENGTH", "PAGE_SIZE", "Filters", "find_pages_by_name", "search_interviews"]

ONLY = {"questions": "A", "answers": "B"}  # the parts of the index
PAGE_SIZE = 20  # hits; to read and to mark one takes a millisecond


def search_interviews(words, person=None, topic=None, year=None, only=None):
    """What readers may see that holds all these words: a sequence of Hits to slice, the best first.

    Interviews whose title holds any of the words come first. Questions and answers are found
    together, and by the names of those who answer. What the editors say is found by itself.
    `person` leaves what this person asks or answers, and the interviews that name them;
    `only`, "questions" or "answers", what speakers say. At most ranking.MAX_RESULTS are found.
    """
    query_terms = terms(words)
    if not query_terms:
        return SearchResults([], [])
    speaker = person and person.pk
    tokens = filter_tokens(topic, year)
    entries = ranking.ranked(query_terms, tokens, speaker, year, ONLY.get(only))
    return SearchResults(entries, query_terms)


class SearchResults:
    """What was found; each slice is fetched, with its passages, in at most six queries."""

    def __init__(self, entries, terms):
        self.entries = entries
        self.terms = terms

    def __len__(self):
        return len(self.entries)

    @property
    def is_complete(self):
        """Whether no more than these hold the words."""
        return len(self.entries) < ranking.MAX_RESULTS

    def __getitem__(self, part):
        entries = self.entries[part]
        return get_results([*map(kind_and_id, entries)], Marker(self.terms)) if entries else []
