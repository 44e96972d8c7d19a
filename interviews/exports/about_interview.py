"""What exports say about how an interview was made, in the same words as its page."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def format_date_and_place(interview):
    """Return what is known of the conversation: date, medium, place, length."""
    minutes = interview.duration
    length = ngettext("%s minute", "%s minutes", minutes) % minutes if minutes else ""
    day = date_format(interview.held_on, "DATE_FORMAT") if interview.held_on else ""
    facts = [day, interview.get_medium_display(), interview.place, length]
    return [str(fact) for fact in facts if fact]


def get_interview_details(interview):
    """Return [(label, text), …] of the details that are known."""
    details = [
        (_label_of_date_and_place(interview), ", ".join(format_date_and_place(interview))),
        (_("Terms"), interview.terms),
        (_("Editing"), interview.editing),
        (_("Shown to the interviewee"), interview.sign_off),
    ]
    return [(label, " ".join(text.split())) for label, text in details if text]


def _label_of_date_and_place(interview):
    if interview.held_on and interview.place:
        return _("Date and place")
    if interview.held_on:
        return _("Date")
    return _("Place") if interview.place else _("Format")
