"""Related interviews: which ones to read next, each with its reason in words."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from interviews.languages import direction

MAX_RELATED = 4
# For each reason, the newest: a large publication has hundreds of interviews on a topic.
MAX_CANDIDATES = 200

# The weight of each reason, for each thing that two interviews share. The next interview in a
# series weighs more than a question or two topics; the same person weighs more than all of these.
WEIGHTS = {"with": 9, "next": 7, "asked": 4, "before": 3, "about": 2}


class Related(NamedTuple):
    """A link to a related interview, and the reason for it."""

    reason: str
    slug: str
    title: str
    language: str
    direction: str
    subjects: tuple  # names


def related(interviews, interview):
    """Return at most MAX_RELATED of these interviews as Related, the nearest first; two queries.

    A related interview has a person, a topic or a recurring question in common, or is the
    previous or next one in the series.
    """
    shared = defaultdict(lambda: defaultdict(dict))
    dates = {}
    for kind, pk, thing, name, date in _rows(interviews, interview):
        if pk != interview.pk:
            shared[pk][kind][thing] = name
            dates[pk] = date
    _keep_the_neighbours(shared, interview)
    nearest = sorted(shared, key=lambda pk: (_weight(shared[pk]), dates[pk]), reverse=True)
    nearest = [pk for pk in nearest if shared[pk]][:MAX_RELATED]
    found = _lines(interviews, nearest) if nearest else {}
    return [Related(_reason(shared[pk], interview), *found[pk]) for pk in nearest if pk in found]


def _lines(interviews, keys):
    """Return {primary key: the fields of Related but for the reason}; one query."""
    subject = FilteredRelation("credits", condition=Q(credits__role="subject"))
    rows = interviews.filter(pk__in=keys).annotate(subject=subject)
    rows = rows.order_by("subject__position", "subject__pk")
    columns = ["pk", "slug", "title", "language", "subject__person__name"]
    found = {}
    for pk, slug, title, language, name in rows.values_list(*columns):
        *line, names = found.get(pk, (slug, title, language, direction(language), ()))
        found[pk] = (*line, (*names, name) if name else names)
    return found


def _rows(interviews, interview):
    """Return rows of (reason, interview, shared object, its name, date of publication)."""
    people = [person.pk for person in interview.subjects]
    topics = [topic.pk for topic in interview.topics.all()]
    asked = [
        e.recurring_id for e in interview.exchanges.all() if e.recurring_id and not e.is_removed
    ]
    kinds = []
    if people:
        kinds.append(("with", "people", "name", Q(credits__role="subject", people__in=people)))
    if topics:
        those = _newest(interviews.filter(topics__in=topics))
        kinds.append(("about", "topics", "name", Q(topics__in=topics, pk__in=those)))
    if asked:
        there = Q(exchanges__recurring__in=asked, exchanges__removed_at=None)
        those = Q(pk__in=_newest(interviews.filter(there)))
        kinds.append(("asked", "exchanges__recurring", "wording", there & those))
    if interview.series_id:
        kinds.append(("series", "series_position", "", Q(series=interview.series_id)))
    return _union(interviews.order_by(), kinds) if kinds else []


def _newest(interviews):
    return interviews.newest_first().values("pk")[:MAX_CANDIDATES]


def _union(interviews, kinds):
    first, *others = (
        interviews.filter(that).values_list(
            Value(kind),
            "pk",
            F(thing),
            F(f"{thing}__{name}") if name else Value(""),
            "published_at",
        )
        for kind, thing, name, that in kinds
    )
    return first.union(*others, all=True)


def _keep_the_neighbours(shared, interview):
    """Of the interviews in the series, keep the previous one and the next one."""
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
    """Return the strongest reason as a sentence without a full stop."""
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
