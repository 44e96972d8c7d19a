"""Verbatim excerpts from the beginning of a text, with “…” where the text goes on."""

import re

from django.utils.translation import gettext as _

# The end of a sentence with its closing quotes. A full stop after a word of up to three letters
# does not count, since the word may be an abbreviation such as “Mrs.”.
SENTENCE_END = re.compile(
    r"(?:[!?؟।…]|(?<!\b\w)(?<!\b\w\w)(?<!\b\w\w\w)\.)+[”’»\"')]*(?=\s|$)|[。！？]+[」』）”]*"
)


def truncate(text, max_length):
    """Return a text of at most `max_length` characters, else its first whole words and “ …”.

    Text without spaces, such as Chinese, is cut between two characters.
    """
    if len(text) <= max_length:
        return text
    words = text[: max_length + 1].rsplit(None, 1)[0]
    if not max_length // 2 <= len(words) <= max_length:
        words = text[:max_length]
    return _("%s …") % words.rstrip()


def first_sentences(text, max_length):
    """Return a text of at most `max_length` characters, else its first whole sentences.

    Where these come to less than a third of `max_length`, whole words and “ …” (see beginning()).
    """
    if len(text) <= max_length:
        return text
    ends = [
        end.end()
        for end in SENTENCE_END.finditer(text[: max_length + 1])
        if end.end() <= max_length
    ]
    if ends and ends[-1] >= max_length / 3:
        return text[: ends[-1]]
    return truncate(text, max_length - 2)
