"""Parts of pages that are made once of what they are told (see interviews.parts)."""

from django import template
from django.utils.html import format_html_join

from interviews import shown
from interviews.parts import made

register = template.Library()

register.simple_tag(made, name="part")


@register.simple_tag
def conversation(interview, letters=None, template="partials/exchange.html"):
    """All questions and answers. `letters`: by the key of an exchange, what readers wrote to it;
    without them, the place to write to it is not shown either, nor its own address."""
    setting = shown.setting(interview)
    questions = [_told(question, letters) for question in interview.conversation]
    parts = (made(template, interview=setting, question=question) for question in questions)
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def answer_alone(interview, question, exchange, letters):
    """An answer on a page of its own."""
    told = _told(question, letters)
    return made(
        "partials/answer.html",
        interview=shown.setting(interview),
        question=told,
        exchange=told.answers[question.answers.index(exchange)],
        alone=True,
    )


def _told(question, letters):
    return question.shown if letters is None else question.shown.with_letters(letters)
