"""The first words of a text, verbatim, and honest about there being more."""

from django.utils.translation import gettext as _


def beginning(text, most):
    """The text if it has at most so many characters, else its first whole words and “ …”.

    What comes without spaces, as Chinese does, is cut between two characters.
    """
    if len(text) <= most:
        return text
    words = text[: most + 1].rsplit(None, 1)[0]
    if len(words) < most // 2:
        words = text[:most]
    return _("%s …") % words.rstrip()
