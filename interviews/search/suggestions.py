"""Suggestions for words that no text has."""

from difflib import get_close_matches

from django.db import connection

from interviews.search import index
from interviews.search.words import TERM, fold

MIN_LENGTH = 4  # letters of a word for which there are suggestions
MAX_DIFFERENCE = 2  # letters by which a suggestion is longer or shorter
MIN_SIMILARITY = 0.75  # of 1, by difflib
MAX_SUGGESTIONS = 3  # for each word


def suggest_words(words):
    """Yield queries like this one, with words of the index for words that it lacks.

    The first letter of a word is taken to be right. Words of drafts are in the index, so a caller
    must search for a suggestion before readers see it.
    """
    for number in range(MAX_SUGGESTIONS):
        found = [_replace(phrase, word, number) for phrase, word in TERM.findall(words)]
        if any(similar for _written, similar in found):
            yield " ".join(similar or written for written, similar in found)


def _replace(phrase, word, number):
    """Return (the text as written, the similar word of this number, or "")."""
    if phrase:
        return f'"{phrase}"', ""
    spelled = fold(word).strip()
    if len(spelled) < MIN_LENGTH or " " in spelled:
        return word, ""
    lengths = len(spelled) - MAX_DIFFERENCE, len(spelled) + MAX_DIFFERENCE
    with connection.cursor() as cursor:
        cursor.execute(index.engine(connection).VOCABULARY, [spelled[0], *lengths])
        known = [word for (word,) in cursor.fetchall()]
    if spelled in known:
        return word, ""
    similar = get_close_matches(spelled, known, MAX_SUGGESTIONS, MIN_SIMILARITY)
    return word, similar[number] if number < len(similar) else ""
