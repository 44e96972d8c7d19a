"""Template tags that print a page's structured data (schema.org) as JSON-LD."""

import json
from functools import wraps

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _

from interviews.exports.schema_org import interview as about_interviews
from interviews.exports.schema_org import pages

register = template.Library()

# The script element of json_script(), whose type cannot be chosen.
OPENING, CLOSING = json_script("").split('""')


class CompactEncoder(json.JSONEncoder):
    """Writes no spaces, and no escapes for letters of other scripts."""

    def __init__(self, **options):
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})


def block(function):
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


@block
def interview_for_machines(interview, replies):
    return about_interviews.build_interview_graph(interview, replies)


@block
def exchange_for_machines(interview, question, exchange):
    return about_interviews.build_exchange_graph(interview, question, exchange)


@block
def front_page_for_machines():
    return pages.build_front_page_graph()


@block
def person_for_machines(person, given):
    return pages.build_person_graph(person, given)


@block
def topic_for_machines(topic, page):
    above = _("Topics"), reverse("interviews:topics")
    return pages.build_list_graph(topic.name, topic.get_absolute_url(), page, above, page.query)


@block
def series_for_machines(series, page):
    above = _("Series"), reverse("interviews:all_series")
    return pages.build_list_graph(series.title, series.get_absolute_url(), page, above, page.query)


@block
def archive_for_machines(title, address, page, year=None):
    above = (_("Interviews"), reverse("interviews:archive")) if year else None
    return pages.build_list_graph(title, address, page, above, page.query)


@block
def questions_for_machines(page):
    return pages.build_list_graph(
        _("The same question"), reverse("interviews:recurring_questions"), page, query=page.query
    )


@block
def question_for_machines(question, page):
    return pages.build_recurring_question_graph(question, page, page.query)
