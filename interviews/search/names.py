"""Search for the pages of people, topics, series and recurring questions by their names."""

import re
from itertools import islice

from django.utils.translation import gettext_lazy as _

from interviews.models import Person, RecurringQuestion, Series, Topic
from interviews.search.words import UNSPACED, fold, terms
from interviews.sort_keys import sort_key

MAX_PER_KIND = 3
KINDS = {
    Person: ("sort_key", "name", _("Person")),
    Topic: ("sort_key", "name", _("Topic")),
    Series: ("sort_key", "title", _("Series")),
    RecurringQuestion: ("wording", "wording", _("One question, many answers")),
}


def find_pages_by_name(words):
    """Return people, topics, series and recurring questions whose names contain all the words.

    At most MAX_PER_KIND of each model, with its label in `kind`. One query for each model.
    """
    query_terms = [term.spelled for term in terms(words)]
    return [thing for kind in KINDS for thing in _of(kind, query_terms)] if query_terms else []


def _of(kind, query_terms):
    field, name, label = KINDS[kind]
    things = kind.objects.published()
    for spelled in query_terms:
        key = sort_key(spelled).partition("\x01")[0]
        things = things.filter(**{f"{field}__icontains": key})
    beginning = [re.compile(rf"(^|\s|[{UNSPACED}])" + re.escape(each)) for each in query_terms]
    fit = (
        thing
        for thing in things[:100]
        if all(begins.search(fold(getattr(thing, name))) for begins in beginning)
    )
    few = list(islice(fit, MAX_PER_KIND))
    for thing in few:
        thing.kind = label
    return few
