"""Search results: heading, passage, speakers and address of each entry that was found."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models import Correction, Exchange, Interview, Person
from interviews.search.entries import table_of
from interviews.search.passage import is_marked, text_fragment

EDITORIAL_LABELS = {
    "standfirst": _("From the summary"),
    "introduction": _("From the introduction"),
    "closing": _("From the closing"),
}
ANSWER_PART_LABELS = {"picture": _("Picture"), "footnote": _("Footnote")}


@dataclass
class SearchResult:
    """An exchange, an interview, or a text by the editors that contains the words.

    `heading` and `passage` mark the words. `label` names the kind of result if no speaker says the
    words. For an exchange, `askers` ask the question, or the question above if there is none.
    """

    kind: str
    row: Exchange | Interview | Correction  # that holds the words
    interview: Interview
    address: str
    heading: str
    passage: SafeString
    label: str = ""
    askers: list[Person] = field(default_factory=list)
    speakers: list[Person] = field(default_factory=list)


def get_results(entries, marker):
    """Return the SearchResults of these entries, in their order; at most six queries.

    Entries that are no longer published are left out.
    """
    rows = _rows(entries)
    exchanges = [row for (kind, _key), row in rows.items() if kind == "exchange"]
    _fetch_questions(exchanges)
    return [BUILDERS[kind](kind, row, marker) for (kind, _key), row in rows.items()]


def _rows(entries):
    """{(kind, key): the row that holds the words}, of the entries that readers may see."""
    keys = defaultdict(set)
    for kind, key in entries:
        keys[table_of(kind)].add(key)
    fetched = {table: QUERYSETS[table]().in_bulk(ids) for table, ids in keys.items()}
    rows = {(kind, key): fetched[table_of(kind)].get(key) for kind, key in entries}
    return {entry: row for entry, row in rows.items() if row}


QUERYSETS = {
    "interviews_exchange": lambda: Exchange.objects.published().for_quoting().with_question_above(),
    "interviews_correction": lambda: Correction.objects.findable().select_related("interview"),
    "interviews_interview": lambda: Interview.objects.published().for_description(),
}


def _fetch_questions(exchanges):
    """Give each exchange `asking`: itself, the one above that asks, or None at the opening."""
    above = {exchange.above for exchange in exchanges if exchange.above}
    asking = Exchange.objects.select_related("asked_by").in_bulk(above) if above else {}
    for exchange in exchanges:
        exchange.asking = exchange if exchange.question else asking.get(exchange.above)
        if exchange.asking:
            exchange.asking.interview = exchange.interview


def _exchange(kind, exchange, marker):
    asking = exchange.asking
    result = SearchResult(
        kind,
        exchange,
        exchange.interview,
        address=exchange.anchor_url,
        heading=marker.marked(asking.question_text) if asking else escape(_("Opening")),
        passage=marker.passage([prose.spoken_text(exchange.answer)]),
        askers=asking.askers if asking else [],
        speakers=exchange.speakers,
    )
    if is_marked(result.heading) or is_marked(result.passage) or _names_any(result, marker):
        result.address += text_fragment(result.passage)
        return result
    return _beside_answer(kind, exchange, marker) or result


def _names_any(result, marker):
    return marker.count(" ".join(map(str, [*result.speakers, *result.askers])))


def _beside_answer(kind, exchange, marker):
    """A footnote, or what a picture shows, where that holds the words: no speaker says it."""
    for label, words in prose.get_unspoken_text(exchange.answer):
        if marker.count(words):
            passage = marker.passage([words])
            address = exchange.anchor_url + (text_fragment(passage) if label == "footnote" else "")
            interview = exchange.interview
            label = ANSWER_PART_LABELS[label]
            return SearchResult(kind, exchange, interview, address, interview.title, passage, label)
    return None


def _interview(kind, interview, marker):
    heading = marker.marked(interview.title)
    passage = marker.passage([interview.description])
    address = interview.get_absolute_url()
    return SearchResult(kind, interview, interview, address, heading, passage, _("Interview"))


def _of_editors(kind, interview, marker):
    """Its standfirst, its introduction or its closing."""
    passage = marker.passage([prose.plain(getattr(interview, kind))])
    place = "" if kind == "standfirst" else f"#{kind}"
    address = _with_fragment(interview.get_absolute_url() + place, passage)
    label = EDITORIAL_LABELS[kind]
    return SearchResult(kind, interview, interview, address, interview.title, passage, label)


def _note(kind, exchange, marker):
    passage = marker.passage([prose.plain(exchange.note)])
    address = f"{exchange.anchor_url}-note{text_fragment(passage)}"
    interview = exchange.interview
    return SearchResult(
        kind, exchange, interview, address, interview.title, passage, _("Editor’s note")
    )


def _correction(kind, correction, marker):
    passage = marker.passage([prose.plain(correction.note)])
    label = capfirst(correction.get_kind_display())
    interview = correction.interview
    return SearchResult(
        kind, correction, interview, correction.anchor_url, interview.title, passage, label
    )


def _with_fragment(address, passage):
    fragment = text_fragment(passage)
    return address + ("#" if fragment and "#" not in address else "") + fragment


BUILDERS = dict.fromkeys(EDITORIAL_LABELS, _of_editors) | {
    "exchange": _exchange,
    "interview": _interview,
    "note": _note,
    "correction": _correction,
}
