"""The reasons why a reply was not published at once, as stored and as sentences."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from comments.moderation.screening import characters


class Reason(NamedTuple):
    """Why a reply was not published at once: a rule, and what it found."""

    rule: str
    detail: str = ""


DESCRIPTIONS = {
    "blocked-word": _("a blocked word: %s"),
    "blocked-address": _("a blocked address: %s"),
    "blocked-network": _("a blocked network"),
    "resembles-blocked-word": _("what may be a blocked word in disguise: %s"),
    "suspect-word": _("a suspect word: %s"),
    "protected-name": _("the name looks like that of %s"),
    "links": _("%s links"),
    **{f"characters-{code}": why for code, why in characters.WHY.items()},
    "looks-like-spam": _("it resembles replies that you marked as spam (%s)"),
    "akismet": _("Akismet takes it for spam"),
    "akismet-silent": _("Akismet did not answer"),
    "unread": _("nobody has reviewed it yet"),
}

# For the author of a declined reply: enough to know what to change, or what to ask about.
DESCRIPTIONS_FOR_AUTHOR = {
    "blocked-word": _("It contains a word that we don’t publish: “%s”."),
    "blocked-address": _("We don’t accept replies from this email address."),
    "blocked-network": _("We don’t accept replies from your network."),
}


def describe_for_author(reasons):
    """The stored reasons why the rules declined a reply, as sentences for its author.

    The blocked address is left out, since the entry may be a whole domain.
    """
    return [
        _sentence(DESCRIPTIONS_FOR_AUTHOR[rule], at)
        for rule, at in reasons
        if rule in DESCRIPTIONS_FOR_AUTHOR
    ]


def describe(reasons):
    """Stored reasons as sentences; an unknown rule is shown by its name."""
    return [_sentence(DESCRIPTIONS.get(rule, rule), detail) for rule, detail in reasons]


def _sentence(says, detail):
    return says % detail if "%s" in says else says
