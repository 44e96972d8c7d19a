"""What every copy says before and after the conversation, in the publication's language."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interviews.exports.about_interview import how_it_was_done
from interviews.exports.absolute_urls import absolute_url


def facts(interview):
    """[(label, words), …]: who, when, under which terms; nothing that is not known."""
    credits = [
        (str(label), ", ".join(_described(role, person) for person in people))
        for role, label, people in interview.roles
    ]
    published = _day(interview.published_at)
    return [
        *((label[:1].upper() + label[1:], words) for label, words in credits),
        (_("Published"), f"{settings.PUBLICATION_NAME}, {published}"),
        (_("Version"), str(interview.version)),
        *how_it_was_done(interview),
    ]


def _described(role, person):
    is_told = role == "subject" and person.description
    return f"{person.name} ({person.description})" if is_told else person.name


def heading_of(correction):
    """“Correction, 3 March 2026”."""
    kind = str(correction.get_kind_display())
    return f"{kind[:1].upper()}{kind[1:]}, {_day(correction.published_at)}"


def licence(interview):
    year = localtime(interview.published_at).year
    return f"© {year} {settings.PUBLICATION_NAME}. {settings.PUBLICATION_LICENCE}"


def tombstone(exchange):
    return _("What was said here was removed on %(date)s.") % {"date": _day(exchange.removed_at)}


def withdrawal_of(interview):
    """What stands where an interview stood that was withdrawn."""
    change = interview.state_changes.filter(status="withdrawn").first()
    told = _("This interview was published on %(published)s and withdrawn on %(withdrawn)s.") % {
        "published": _day(interview.published_at),
        "withdrawn": _day(change.at),
    }
    return f"{told} {change.note}".strip()


def address_of(noun):
    return absolute_url(noun.get_absolute_url())


def place_of(noun):
    """The address of an exchange within the whole conversation."""
    return absolute_url(noun.place)


def _day(at):
    return date_format(localtime(at), "DATE_FORMAT")
