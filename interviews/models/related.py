"""What to read next: related interviews, each with its reason in words, and adjacent ones."""

from collections import defaultdict

from django.db.models import F, Q, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

MAX_RELATED = 4
# For each reason, the newest: a large publication has hundreds of interviews on a topic.
MAX_CANDIDATES = 200

# The weight of each reason, for each thing that two interviews share. The next interview in a
# series weighs more than a question or two topics; the same person weighs more than all of these.
WEIGHTS = {"with": 9, "next": 7, "asked": 4, "before": 3, "about": 2}


def related(interviews, interview):
    """Return at most MAX_RELATED of these interviews, the nearest first; three queries.

    A related interview has a person, a topic or a recurring question in common, or is the
    previous or next one in the series. Its `reason` says so in words.
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
    found = interviews.with_credits().in_bulk(nearest) if nearest else {}
    reasons = _choose_reasons([shared[pk] for pk in nearest])
    for pk, kind in zip(nearest, reasons, strict=True):
        if pk in found:
            found[pk].reason = _in_words(kind, shared[pk][kind], interview)
    return [found[pk] for pk in nearest if pk in found]


def adjacent(interviews, interview):
    """Return a dict with what stands before and after an interview; three queries at most.

    `older` and `newer` are the interviews published next to it, or None. `part` is its number
    among the `parts` of its series, if it has a series.
    """
    at, pk = interview.published_at, interview.pk
    older = interviews.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    newer = interviews.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=pk))
    found = {
        "older": older.newest_first().first(),
        "newer": newer.order_by("published_at", "pk").first(),
    }
    if interview.series_id:
        series = interviews.filter(series=interview.series_id).in_series_order()
        parts = list(series.values_list("pk", flat=True))
        found |= {"part": parts.index(pk) + 1, "parts": len(parts)}
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


def _choose_reasons(shared):
    """Return the kind of reason for each interview: a kind that comes first here, if there is one.

    So four interviews on one topic do not all say the same.
    """
    chosen = []
    for reasons in shared:
        strongest = sorted(reasons, key=WEIGHTS.get, reverse=True)
        chosen.append(next((kind for kind in strongest if kind not in chosen), strongest[0]))
    return chosen


def _in_words(kind, things, interview):
    """Return a reason as a sentence without a full stop."""
    names = list(things.values())
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
