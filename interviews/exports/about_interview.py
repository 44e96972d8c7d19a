"""How an interview was done, in the words that its page uses."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def when_and_where(interview):
    """What is known of the conversation: date, medium, place, length."""
    minutes = interview.duration
    length = ngettext("%s minute", "%s minutes", minutes) % minutes if minutes else ""
    day = date_format(interview.held_on, "DATE_FORMAT") if interview.held_on else ""
    facts = [day, interview.get_medium_display(), interview.place, length]
    return [str(fact) for fact in facts if fact]


def how_it_was_done(interview):
    """[(label, words), …] of what readers are told about it; nothing that is not known."""
    told = [
        (_("Held"), ", ".join(when_and_where(interview))),
        (_("On these terms"), interview.terms),
        (_("Edited"), interview.editing),
        (_("Read before publication"), interview.sign_off),
    ]
    return [(label, " ".join(words.split())) for label, words in told if words]
