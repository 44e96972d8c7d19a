"""The block of data in which a page tells machines what it shows people."""

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

# What Django writes JSON into, of a type that it does not let one choose.
OPENING, CLOSING = json_script("").split('""')


class CompactEncoder(json.JSONEncoder):
    """No space between, and letters of any script as themselves rather than in six bytes."""

    def __init__(self, **options):
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})


def block(function):
    """A tag that prints the graph which the function returns."""

    @register.simple_tag(name=function.__name__)
    @wraps(function)
    def tag(*args, **kwargs):
        # Django writes <, > and & so that nothing in the data can end the element or begin one;
        # the template moves it into an element of the right type.
        data = json_script(function(*args, **kwargs), encoder=CompactEncoder)
        context = {"data": data, "opening": OPENING, "closing": CLOSING}
        return render_to_string("partials/schema_org.html", context)

    return tag


@block
def interview_for_machines(interview, replies):
    return about_interviews.of_interview(interview, replies)


@block
def exchange_for_machines(interview, question, exchange):
    return about_interviews.of_exchange(interview, question, exchange)


@block
def front_page_for_machines():
    return pages.of_front_page()


@block
def person_for_machines(person, given):
    return pages.of_person(person, given)


@block
def topic_for_machines(topic, page):
    above = _("Topics"), reverse("interviews:topics")
    return pages.of_list(topic.name, topic.get_absolute_url(), page, above, page.query)


@block
def series_for_machines(series, page):
    above = _("Series"), reverse("interviews:all_series")
    return pages.of_list(series.title, series.get_absolute_url(), page, above, page.query)


@block
def archive_for_machines(title, address, page, year=None):
    above = (_("Interviews"), reverse("interviews:archive")) if year else None
    return pages.of_list(title, address, page, above, page.query)


@block
def questions_for_machines(page):
    return pages.of_list(
        _("The same question"), reverse("interviews:recurring_questions"), page, query=page.query
    )


@block
def question_for_machines(question, page):
    return pages.of_recurring_question(question, page, page.query)
