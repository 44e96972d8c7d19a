"""The first words of a text, verbatim, and honest about there being more."""

import re

from django.utils.translation import gettext as _

# The end of a sentence, with the quotation that ends there, before a space or without need of
# one. A word of up to three letters before a full stop may be an abbreviation, such as “Mrs.”.
SENTENCE_END = re.compile(
    r"(?:[!?؟।…]|(?<!\b\w)(?<!\b\w\w)(?<!\b\w\w\w)\.)+[”’»\"')]*(?=\s|$)|[。！？]+[」』）”]*"
)


def truncate(text, most):
    """The text if it has at most so many characters, else its first whole words and “ …”.

    What comes without spaces, as Chinese does, is cut between two characters.
    """
    if len(text) <= most:
        return text
    words = text[: most + 1].rsplit(None, 1)[0]
    if not most // 2 <= len(words) <= most:
        words = text[:most]
    return _("%s …") % words.rstrip()


def first_sentences(text, most):
    """The text if it has at most `most` characters, else its first whole sentences.

    Where these come to less than a third of `most`, whole words and “ …” (see beginning()).
    """
    if len(text) <= most:
        return text
    ends = [end.end() for end in SENTENCE_END.finditer(text[: most + 1]) if end.end() <= most]
    if ends and ends[-1] >= most / 3:
        return text[: ends[-1]]
    return truncate(text, most - 2)
