"""What else to read after an interview, and why: reasons in words, no reason no link."""

from collections import defaultdict

from django.db.models import F, Q, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

MOST = 4
# Of these, whatever is in the same topics: a large publication has hundreds in each.
MOST_ABOUT_IT = 200

# How much each reason counts, for each thing shared. One that leads on in a series counts
# more than a question or two topics; whoever speaks again, more than all of these.
WEIGHTS = {"with": 9, "next": 7, "asked": 4, "before": 3, "about": 2}


def related(interviews, interview):
    """At most MOST of these interviews, the nearest first, each with its `reason`; three queries.

    None is related for nothing: it has the same people, is next in the series, was asked the
    same recurring question, or is about the same topic.
    """
    shared = defaultdict(lambda: defaultdict(dict))
    dates = {}
    for kind, pk, thing, name, date in _rows(interviews, interview):
        if pk != interview.pk:
            shared[pk][kind][thing] = name
            dates[pk] = date
    _keep_the_neighbours(shared, interview)
    nearest = sorted(shared, key=lambda pk: (_weight(shared[pk]), dates[pk]), reverse=True)
    found = interviews.with_credits().in_bulk([pk for pk in nearest if shared[pk]][:MOST])
    for pk, each in found.items():
        each.reason = _reason(shared[pk], interview)
    return [found[pk] for pk in nearest if pk in found]


def _rows(interviews, interview):
    """(kind of reason, interview, thing shared, its name, date of publication) each."""
    its = {"with": [person.pk for person in interview.subjects]}
    its["about"] = [topic.pk for topic in interview.topics.all()]
    its["asked"] = [e.recurring_id for e in interview.exchanges.all() if not e.is_removed]
    newest = interviews.filter(topics__in=its["about"]).newest_first().values("pk")
    kinds = {
        "with": ("people", "name", Q(credits__role="subject", people__in=its["with"])),
        "about": ("topics", "name", Q(topics__in=its["about"], pk__in=newest[:MOST_ABOUT_IT])),
        "asked": (
            "exchanges__recurring",
            "wording",
            Q(exchanges__recurring__in=its["asked"], exchanges__removed_at=None),
        ),
        "series": ("series_position", "", Q(series=interview.series_id, series__isnull=False)),
    }
    return _union(interviews.order_by(), kinds)


def _union(interviews, kinds):
    first, *others = (
        interviews.filter(that).values_list(
            Value(kind),
            "pk",
            F(thing),
            F(f"{thing}__{name}") if name else Value(""),
            "published_at",
        )
        for kind, (thing, name, that) in kinds.items()
    )
    return first.union(*others, all=True)


def _keep_the_neighbours(shared, interview):
    """Of its series, keep the one that follows and the one before."""
    places = {}
    for pk, reasons in shared.items():
        for place in reasons.pop("series", ()):
            places[place] = pk
    here = interview.series_position
    after, before = [p for p in places if p > here], [p for p in places if p < here]
    if after:
        shared[places[min(after)]]["next"][interview.series_id] = str(interview.series)
    if before:
        shared[places[max(before)]]["before"][interview.series_id] = str(interview.series)


def _weight(reasons):
    return sum(WEIGHTS[kind] * len(things) for kind, things in reasons.items())


def _reason(reasons, interview):
    """The strongest reason, as a sentence without a full stop."""
    kind = max(reasons, key=WEIGHTS.get)
    names = list(reasons[kind].values())
    listed = get_text_list(names, _("and"))
    match kind:
        case "with":
            return _("Also with %s") % listed
        case "next":
            return _("Next in the series “%s”") % names[0]
        case "before":
            return _("Before it in the series “%s”") % names[0]
        case "asked":
            return _("Both were asked “%s”") % names[0]
        case _about:
            return _("Both about %s") % listed
