"""Full-text search of interviews, in any script and on either database."""

from interviews.models import Interview
from interviews.search import ranking
from interviews.search.entries import filter_tokens, kind_and_id
from interviews.search.filters import Filters
from interviews.search.names import find_pages_by_name
from interviews.search.passage import Marker
from interviews.search.results import get_results
from interviews.search.suggestions import suggest_words
from interviews.search.words import MAX_QUERY_LENGTH, terms

__all__ = [
    "MAX_QUERY_LENGTH",
    "PAGE_SIZE",
    "Filters",
    "find_pages_by_name",
    "search_interviews",
    "suggest",
]

ONLY = {"questions": "A", "answers": "B"}  # the parts of the index
PAGE_SIZE = 20  # results; to read and mark one takes a millisecond


def search_interviews(words, person=None, topic=None, year=None, only=None):
    """Return the SearchResults that contain all these words, the best first.

    Interviews with a word in the title come first. A question and its answer are one result, also
    found by the speakers' names. Texts by the editors are results of their own. Only published
    texts are found, at most ranking.MAX_RESULTS.

    Args:
        person: only exchanges in which this Person asks or answers, and interviews with them.
        topic, year: only interviews on this Topic, of this year of publication.
        only: "questions" or "answers": search only there.
    """
    if not terms(words):
        return SearchResults([], [])
    languages = Interview.objects.published().order_by().values_list("language", flat=True)
    query_terms = terms(words, languages.distinct())
    speaker = person and person.pk
    tokens = filter_tokens(topic, year)
    entries = ranking.ranked(query_terms, tokens, speaker, year, ONLY.get(only))
    return SearchResults(entries, query_terms)


def suggest(words, **filters):
    """Return similar words with results, for words without any; "" if there are none."""
    return next((w for w in suggest_words(words) if len(search_interviews(w, **filters))), "")


class SearchResults:
    """A lazy sequence of SearchResult. Each slice is fetched in at most six queries."""

    def __init__(self, entries, terms):
        self.entries = entries
        self.terms = terms

    def __len__(self):
        return len(self.entries)

    @property
    def is_complete(self):
        """Whether there are no further results."""
        return len(self.entries) < ranking.MAX_RESULTS

    def __getitem__(self, part):
        entries = self.entries[part]
        return get_results([*map(kind_and_id, entries)], Marker(self.terms)) if entries else []
