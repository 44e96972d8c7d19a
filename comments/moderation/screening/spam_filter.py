"""The spam filter: how much a reply resembles what moderators marked as spam.

Words are weighed as in G. Robinson, "A Statistical Approach to the Spam Problem" (Linux Journal
107, 2003), and combined by R. A. Fisher's method, as in SpamBayes. In contrast to a naive Bayes
classifier, the score is near one half if the clues contradict each other, and it is not distorted
if one kind of text was learnt far more often. `python -m benchmarks.spam` measures it.

The method assumes that clues are independent. If they are not, the score is too extreme, and honest
commenters are held. So all links count as one clue, one clue alone does not hold a reply, and words
of a language that the filter has not learnt are ignored.

The score sorts the moderation queue, and may hold a reply. It never declines one.
"""

import math

from comments.models.spam_token import SpamToken
from comments.moderation.screening.tokens import concerns_link, is_pair, is_sign, tokens

# A reply with this score is held. A wrongly held reply costs a commenter more than one spam costs a
# moderator; docs/screening.md has the numbers of both.
SPAM_THRESHOLD = 0.8
UNSURE = 0.7  # the highest score of a text with fewer than MIN_STRONG_CLUES strong clues
MIN_TEXTS = 30  # texts of each kind; after 10 of each, one in twenty was held wrongly
STRENGTH = 1.0  # weight of the assumption that a word says nothing, in texts (Robinson's s)
MIN_DISTANCE = 0.1  # words with a probability nearer to one half are no clues
STRONG = 0.8  # probability of a strong clue: two texts of spam contained it, and no other
MIN_STRONG_CLUES = 2  # strong clues; one may be an accident
# The share of known words that a text needs. After 30 texts of each kind, 35 % or more of an honest
# English text's words are known; after 350 English texts, at most 19 % of a Spanish, French, German
# or Portuguese text's words.
MIN_KNOWN_SHARE = 0.25


def score(features):
    """Return how much a reply resembles spam, from 0 to 1; 0.5 if nothing is known.

    None before MIN_TEXTS texts of each kind were learnt. One query, without locks.
    """
    found = tokens(features)
    (spams, hams), counts = SpamToken.objects.counts(found)
    if min(spams, hams) < MIN_TEXTS:
        return None
    if not _is_understood(found, counts):
        counts = {word: count for word, count in counts.items() if is_sign(word)}
    clues = _clues({word: probability(*count, spams, hams) for word, count in counts.items()})
    strong = [word for word, p in clues.items() if p >= STRONG and not is_pair(word)]
    most = 1 if len(strong) >= MIN_STRONG_CLUES else UNSURE
    return min(combine(clues.values()), most)


def _is_understood(found, counts):
    """Whether enough words of the text are known to judge it."""
    own = [word for word in found if not is_sign(word) and not is_pair(word)]
    known = [word for word in own if word in counts]
    return len(known) > MIN_KNOWN_SHARE * len(own)


def _clues(probabilities):
    """Return the informative items of {token: probability}, with only one token about links."""
    telling = {word: p for word, p in probabilities.items() if abs(p - 0.5) >= MIN_DISTANCE}
    of_links = [word for word in telling if concerns_link(word)]
    strongest = max(of_links, key=lambda word: abs(telling[word] - 0.5), default=None)
    return {word: p for word, p in telling.items() if word == strongest or word not in of_links}


def learn(features, is_spam):
    """Learn a reply as spam or as no spam. Replies declined for other reasons are not learnt."""
    SpamToken.objects.add_text(tokens(features), is_spam)


def forget(features, is_spam):
    """Undo learn() for the same text."""
    SpamToken.objects.remove_text(tokens(features), is_spam)


def probability(spam, ham, spams, hams):
    """The probability that a text with a word is spam.

    `spam` of all `spams` texts of spam and `ham` of all `hams` other texts contained the word.
    """
    seen = spam / spams / (spam / spams + ham / hams)
    return (STRENGTH * 0.5 + (spam + ham) * seen) / (STRENGTH + spam + ham)


def combine(probabilities):
    """Combine probabilities by Fisher's method: above 0.5 the text looks like spam."""
    so_much = chi_square_tail(
        sum(map(math.log, [1 - p for p in probabilities])), len(probabilities)
    )
    so_little = chi_square_tail(sum(map(math.log, probabilities)), len(probabilities))
    return (1 + so_little - so_much) / 2


def chi_square_tail(logarithm, count):
    """The probability that `count` random probabilities have a product this small or smaller.

    `logarithm` is the product's logarithm, 0 or less. The result is the upper tail of chi-square at
    -2 * logarithm, with 2 * count degrees of freedom.
    """
    term = total = math.exp(logarithm)
    for step in range(1, count):
        term *= -logarithm / step
        total += term
    return min(total, 1.0)
