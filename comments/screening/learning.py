"""What the moderators' own decisions say about a reply: how much it resembles their spam.

Words are weighed as in G. Robinson, "A Statistical Approach to the Spam Problem" (Linux Journal
107, 2003), and put together by R. A. Fisher's method, as in SpamBayes. In contrast to a naive
Bayes classifier it is unsure where the clues contradict each other, and it stays honest where
one kind was learnt far more often than the other; `python -m benchmarks.spam` measures it.

The score sorts the moderators' queue, and may hold a reply. It never declines one.
"""

import math
from functools import lru_cache

from comments.models import Token
from comments.screening.tokens import tokens

# Holds what would pass otherwise. To be held in vain costs a writer more than one spam costs a
# moderator: of what cross-validation held from 0.8, one in a hundred was no spam, and one in
# fifty after 30 texts of each kind; from 0.6, three and eight in a hundred.
SUSPICIOUS = 0.8
LEAST = 30  # texts of each kind; after 10 of each, one in twenty was held in vain
STRENGTH = 1.0  # how many texts the assumption weighs that a word says nothing (Robinson's s)
SILENT = 0.1  # a word whose probability is nearer to one half than this is no clue


def score(said):
    """How much it resembles spam, from 0 to 1; 0.5 if nothing is known about its words.

    None before LEAST texts of each kind were learnt. One query, which waits for nobody.
    """
    (spams, hams), counts = Token.objects.counts(tokens(said))
    if min(spams, hams) < LEAST:
        return None
    # That all texts have the word of all texts is no clue: its probability is one half.
    chances = [probability(spam, ham, spams, hams) for spam, ham in counts]
    clues = [p for p in chances if abs(p - 0.5) >= SILENT]
    return combined(clues)


def learn(said, is_spam):
    """Remember a moderator's decision. Of a reply declined for other reasons, learn nothing."""
    Token.objects.add_text(tokens(said), is_spam)


def forget(said, is_spam):
    """Undo what learn() did, of the same words; nothing is left of it."""
    Token.objects.remove_text(tokens(said), is_spam)


@lru_cache(maxsize=10_000)
def probability(spam, ham, spams, hams):
    """That a text with a word is spam, which so many of all `spams` and of all `hams` had."""
    seen = spam / spams / (spam / spams + ham / hams)
    return (STRENGTH * 0.5 + (spam + ham) * seen) / (STRENGTH + spam + ham)


def combined(probabilities):
    """Fisher's: 0.5, and more the less it can be by accident that the words look like spam."""
    so_much = chance(sum(map(math.log, [1 - p for p in probabilities])), len(probabilities))
    so_little = chance(sum(map(math.log, probabilities)), len(probabilities))
    return (1 + so_little - so_much) / 2


def chance(logarithm, count):
    """That so many random probabilities have so small a product (its logarithm, 0 or less).

    It is the upper tail of chi-square at -2 logarithm, with twice count degrees of freedom.
    """
    term = total = math.exp(logarithm)
    for step in range(1, count):
        term *= -logarithm / step
        total += term
    return min(total, 1.0)
