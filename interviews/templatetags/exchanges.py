"""A question and its answers as pages show them: made once (see interviews.parts)."""

from django import template

from interviews import parts, shown

register = template.Library()


@register.simple_tag
def exchange(interview, question, letters=()):
    """In the conversation. `letters`: what readers wrote about each answer, if that is told."""
    return parts.made(
        "partials/exchange.html",
        interview=shown.setting(interview),
        question=shown.question(question, letters),
    )


@register.simple_tag
def answer_alone(interview, question, exchange, letters):
    """An answer on a page of its own."""
    told = shown.question(question, letters)
    return parts.made(
        "partials/answer.html",
        interview=shown.setting(interview),
        question=told,
        exchange=told.answers[question.answers.index(exchange)],
        alone=True,
    )
