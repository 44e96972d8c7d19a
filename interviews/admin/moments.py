"""A moment that an editor enters: a date and a time of day in the publication's time zone.

When clocks go forward, some times of day do not exist; when they go back, some exist twice. The
field explains both, and asks which one of two moments is meant.
"""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST, SECOND = "first", "second"  # of two moments that have the same date and time of day


class MomentInput(forms.DateTimeInput):
    """A date and a time; beside a time that exists twice, the choice between both moments.

    The value is a text: the date and the time, and behind a space the choice, if one was sent.
    """

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def value_from_datadict(self, data, files, name):
        value, choice = data.get(name) or "", data.get(f"{name}-which")
        return f"{value} {choice}" if value and choice in (FIRST, SECOND) else value

    def render(self, name, value, attrs=None, renderer=None):
        local, choice = value, SECOND if getattr(value, "fold", 0) else FIRST
        if isinstance(value, str):
            value, choice = split_choice(value)
            local = parse(value)
        field = super().render(name, value, attrs, renderer)
        moments = get_moments(local)
        if len(moments) < 2:
            return field
        context = {
            "field": field,
            "name": name,
            "choice": choice,
            "choices": label_moments(*moments),
        }
        return render_to_string("admin/interviews/moment.html", context)


class MomentField(forms.DateTimeField):
    """A date and a time in the publication's time zone; the value is an aware datetime."""

    widget = MomentInput

    def to_python(self, value):
        choice = ""
        if isinstance(value, str):
            value, choice = split_choice(value)
        elif isinstance(value, datetime):
            choice = SECOND if value.fold else FIRST
        try:
            moment = super().to_python(value)
            if moment:
                moment.astimezone(UTC)  # databases store it so; fails at the end of the calendar
            return moment
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            return self._choose(error.params["datetime"], choice)

    def _choose(self, local, choice):
        moments = get_moments(local)
        if not moments:
            raise ValidationError(explain(local, exists=False), code="nonexistent")
        if not choice:
            raise ValidationError(explain(local, exists=True), code="ambiguous")
        return moments[choice == SECOND]


def split_choice(value):
    """Return (date and time, choice) of the value of a MomentInput."""
    entered, _space, choice = value.rpartition(" ")
    return (entered, choice) if choice in (FIRST, SECOND) else (value, "")


def parse(value):
    """Return the date and time that an editor entered; None if it is not valid."""
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def get_moments(local):
    """Return the moments, none, one or two, at which the publication's clocks show `local`."""
    if local is None or timezone.is_aware(local):
        return []
    zone = timezone.get_current_timezone()
    try:
        moments = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
        real = [each for each in moments if is_real(each)]
    except OverflowError:
        return []
    return real if len({each.utcoffset() for each in real}) > 1 else real[:1]


def is_real(moment):
    """Whether a clock in the moment's time zone ever shows this time of day on this date."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def explain(local, exists):
    """Return the sentence for a time that does not exist or exists twice."""
    sentence = (
        _("On %(day)s clocks go back in %(zone)s: %(time)s comes twice. Choose which one.")
        if exists
        else _(
            "On %(day)s clocks go forward in %(zone)s: %(time)s does not exist. Choose another "
            "time."
        )
    )
    return sentence % {
        "day": date_format(local, "DATE_FORMAT"),
        "time": f"{local:%H:%M}",
        "zone": timezone.get_current_timezone_name(),
    }


def format_moment(moment):
    """Return the date and the time; of a time that comes twice, also which of both it is."""
    local = timezone.localtime(moment)
    text = date_format(local, "DATETIME_FORMAT")
    both = get_moments(local.replace(tzinfo=None, fold=0))
    if len(both) < 2:
        return text
    this, other = reversed(both) if local.fold else both
    return f"{text} ({describe_clock(this, other)['clock']})"


def label_moments(first, second):
    """Return [(value, label), …] of two moments with the same date and time of day."""
    return [
        (FIRST, _("%(time)s the first time, %(clock)s") % describe_clock(first, second)),
        (SECOND, _("%(time)s the second time, %(clock)s") % describe_clock(second, first)),
    ]


def describe_clock(moment, other):
    """Return the time of day and what sets it apart from the other moment."""
    if moment.dst() == other.dst():
        clock = f"UTC{moment:%z}"
    else:
        clock = _("summer time") if moment.dst() > other.dst() else _("winter time")
    return {"time": f"{moment:%H:%M}", "clock": clock}
