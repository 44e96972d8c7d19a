"""What every export says before and after the conversation, in the publication's language."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interviews.exports.about_interview import get_interview_details
from interviews.exports.absolute_urls import absolute_url
from interviews.models import Publication
from interviews.transcripts.formats.times import format_clock


def get_facts(interview):
    """Return [(label, text), …] of what is known: people, dates, terms."""
    credits = [
        (str(label), ", ".join(_describe(role, person) for person in people))
        for role, label, people in interview.roles
    ]
    published = _day(interview.published_at)
    return [
        *((label[:1].upper() + label[1:], words) for label, words in credits),
        (_("Published"), f"{Publication.objects.current().name}, {published}"),
        (_("Version"), str(interview.version)),
        *get_interview_details(interview),
    ]


def _describe(role, person):
    is_told = role == "subject" and person.description
    return f"{person.name} ({person.description})" if is_told else person.name


def correction_heading(correction):
    """“Correction, 3 March 2026”."""
    kind = str(correction.get_kind_display())
    return f"{kind[:1].upper()}{kind[1:]}, {_day(correction.published_at)}"


def licence(interview):
    year = localtime(interview.published_at).year
    publication = Publication.objects.current()
    return f"© {year} {publication.name}. {publication.licence} {publication.licence_url}".rstrip()


def removal_notice(exchange):
    return _("This answer was removed on %(date)s.") % {"date": _day(exchange.removed_at)}


def withdrawal_notice(interview):
    """Return the text that replaces a withdrawn interview."""
    change = interview.state_changes.filter(status="withdrawn").first()
    message = _("This interview was published on %(published)s and withdrawn on %(withdrawn)s.") % {
        "published": _day(interview.published_at),
        "withdrawn": _day(change.at),
    }
    return f"{message} {change.note}".strip()


def page_url(instance):
    return absolute_url(instance.get_absolute_url())


def url_in_interview(instance):
    """Return the URL of an exchange on its interview's page."""
    return absolute_url(instance.anchor_url)


def _day(at):
    return date_format(localtime(at), "DATE_FORMAT")


def recording_times(exchange):
    """Return when an exchange was spoken, in a form that transcripts are read with."""
    if exchange.start is None:
        return ""
    times = [time for time in (exchange.start, exchange.end) if time is not None]
    return " – ".join(map(format_clock, times))
