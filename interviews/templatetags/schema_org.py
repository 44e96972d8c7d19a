"""Template tags that print a page's structured data (schema.org) as JSON-LD."""

import json
from functools import wraps

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _

from interviews.exports.schema_org import interview as interview_graphs
from interviews.exports.schema_org import pages

register = template.Library()

# The script element of json_script(), whose type cannot be chosen.
OPENING, CLOSING = json_script("").split('""')


class CompactEncoder(json.JSONEncoder):
    """Writes no spaces, and no escapes for letters of other scripts."""

    def __init__(self, **options):
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})


def schema_tag(function):
    """Register a template tag that prints the graph returned by the function."""

    @register.simple_tag(name=function.__name__)
    @wraps(function)
    def tag(*args, **kwargs):
        # json_script() escapes <, > and &, so that data cannot end the element; the template
        # replaces the element by one of the right type.
        data = json_script(function(*args, **kwargs), encoder=CompactEncoder)
        context = {"data": data, "opening": OPENING, "closing": CLOSING}
        return render_to_string("partials/schema_org.html", context)

    return tag


@schema_tag
def interview_schema(interview, replies):
    return interview_graphs.build_interview_graph(interview, replies)


@schema_tag
def exchange_schema(interview, question, exchange):
    return interview_graphs.build_exchange_graph(interview, question, exchange)


@schema_tag
def front_page_schema():
    return pages.build_front_page_graph()


@schema_tag
def person_schema(person, given):
    return pages.build_person_graph(person, given)


@schema_tag
def topic_schema(topic, page):
    above = _("Topics"), reverse("interviews:topics")
    return pages.build_list_graph(topic.name, topic.get_absolute_url(), page, above, page.query)


@schema_tag
def series_schema(series, page):
    above = _("Series"), reverse("interviews:all_series")
    return pages.build_list_graph(series.title, series.get_absolute_url(), page, above, page.query)


@schema_tag
def archive_schema(title, address, page, year=None):
    above = (_("Interviews"), reverse("interviews:archive")) if year else None
    return pages.build_list_graph(title, address, page, above, page.query)


@schema_tag
def questions_schema(page):
    return pages.build_list_graph(
        _("One question, many answers"),
        reverse("interviews:recurring_questions"),
        page,
        query=page.query,
    )


@schema_tag
def question_schema(question, page):
    return pages.build_recurring_question_graph(question, page, page.query)
