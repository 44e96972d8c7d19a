"""Why a reply was not published at once, as it is stored with the reply and told in sentences."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from comments.moderation.screening import characters


class Reason(NamedTuple):
    """Why a reply was not published at once: a rule, and what of the reply it found."""

    rule: str
    detail: str = ""


SAYS = {
    "blocked-word": _("a blocked word: %s"),
    "blocked-address": _("a blocked address: %s"),
    "blocked-network": _("a blocked network"),
    "resembles-blocked-word": _("what may be a blocked word in disguise: %s"),
    "suspect-word": _("a suspect word: %s"),
    "protected-name": _("the name looks like that of %s"),
    "links": _("%s links"),
    **{f"characters-{code}": why for code, why in characters.WHY.items()},
    "looks-like-spam": _("it resembles what you marked as spam (%s)"),
    "akismet": _("Akismet takes it for spam"),
    "akismet-silent": _("Akismet did not answer"),
    "unread": _("nobody has read it yet"),
}

# What the author of a declined reply reads: enough to know what to change, or what to write about.
SAYS_TO_AUTHOR = {
    "blocked-word": _("It has a word that we do not publish: “%s”."),
    "blocked-address": _("Replies from this mail address are not accepted."),
    "blocked-network": _("Replies from the network that it came from are not accepted."),
}


def told_to_author(reasons):
    """The stored reasons for which the rules declined a reply, as sentences for its author.

    A blocked address is not spelt out: the entry may be a whole domain.
    """
    return [_sentence(SAYS_TO_AUTHOR[rule], at) for rule, at in reasons if rule in SAYS_TO_AUTHOR]


def told(reasons):
    """Stored reasons as sentences; one that this version does not know is told as it is."""
    return [_sentence(SAYS.get(rule, rule), detail) for rule, detail in reasons]


def _sentence(says, detail):
    return says % detail if "%s" in says else says
