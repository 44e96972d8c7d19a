"""What the moderators' own decisions say about a reply: how much it resembles their spam.

Words are weighed as in G. Robinson, "A Statistical Approach to the Spam Problem" (Linux Journal
107, 2003), and put together by R. A. Fisher's method, as in SpamBayes. In contrast to a naive
Bayes classifier it is unsure where the clues contradict each other, and it stays honest where
one kind was learnt far more often than the other; `python -m benchmarks.spam` measures it.

The method takes each clue for a witness of its own. Where clues are not, the score would be too
sure, and honest writers would be held. So all that links say is one clue, one clue alone holds
nothing, and the words of a language that the filter has not learnt are none.

The score sorts the moderators' queue, and may hold a reply. It never declines one.
"""

import math

from comments.models.spam_token import SpamToken
from comments.moderation.screening.tokens import is_of_a_link, is_pair, is_sign, tokens

# Holds what would pass otherwise. To be held in vain costs a writer more than one spam costs a
# moderator: docs/screening.md has how many of each kind are held from here on.
SUSPICIOUS = 0.8
UNSURE = 0.7  # the most that a text scores which fewer than FEWEST strong clues speak against
LEAST = 30  # texts of each kind; after 10 of each, one in twenty was held in vain
STRENGTH = 1.0  # how many texts the assumption weighs that a word says nothing (Robinson's s)
SILENT = 0.1  # a word whose probability is nearer to one half than this is no clue
STRONG = 0.8  # the probability of a strong clue: what two texts of spam had, and nothing else
FEWEST = 2  # strong clues; one is an accident
# Of the words of an honest English text, 35 in 100 or more are known after 30 texts of each kind;
# of those of a text in Spanish, French, German or Portuguese, 19 at most after 350 English ones.
KNOWN = 0.25


def score(said):
    """How much it resembles spam, from 0 to 1; 0.5 if nothing is known about it.

    None before LEAST texts of each kind were learnt. One query, which waits for nobody.
    """
    found = tokens(said)
    (spams, hams), counts = SpamToken.objects.counts(found)
    if min(spams, hams) < LEAST:
        return None
    if not _is_understood(found, counts):
        counts = {word: count for word, count in counts.items() if is_sign(word)}
    clues = _clues({word: probability(*count, spams, hams) for word, count in counts.items()})
    strong = [word for word, p in clues.items() if p >= STRONG and not is_pair(word)]
    most = 1 if len(strong) >= FEWEST else UNSURE
    return min(combined(clues.values()), most)


def _is_understood(found, counts):
    """Whether enough of a text's own words are known to tell what it is like."""
    own = [word for word in found if not is_sign(word) and not is_pair(word)]
    known = [word for word in own if word in counts]
    return len(known) > KNOWN * len(own)


def _clues(chances):
    """Of {token: probability}, those that tell something: each word, and one of the links."""
    telling = {word: p for word, p in chances.items() if abs(p - 0.5) >= SILENT}
    of_links = [word for word in telling if is_of_a_link(word)]
    strongest = max(of_links, key=lambda word: abs(telling[word] - 0.5), default=None)
    return {word: p for word, p in telling.items() if word == strongest or word not in of_links}


def learn(said, is_spam):
    """Remember a moderator's decision. Of a reply declined for other reasons, learn nothing."""
    SpamToken.objects.add_text(tokens(said), is_spam)


def forget(said, is_spam):
    """Undo what learn() did, of the same words; nothing is left of it."""
    SpamToken.objects.remove_text(tokens(said), is_spam)


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
