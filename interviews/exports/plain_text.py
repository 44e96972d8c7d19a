"""An interview as plain text without markup; lines break only between paragraphs."""

from django.utils.translation import gettext as _

from interviews import prose
from interviews.exports.facts import (
    correction_heading,
    get_facts,
    licence,
    page_url,
    recording_times,
    removal_notice,
)
from interviews.templatetags.typography import join_names

CONTENT_TYPE = "text/plain; charset=utf-8"


def render_interview(interview):
    return _document(
        *_opening(interview),
        _paragraphs(interview.introduction),
        *(block for question in interview.conversation for block in _question(question)),
        _paragraphs(interview.closing),
        *_corrections(interview),
        licence(interview),
        page_url(interview),
    )


def render_exchange(interview, question, exchange):
    return _document(
        *_opening(interview),
        _asked(question),
        *_answer(exchange),
        licence(interview),
        page_url(exchange),
    )


def render_gone(sentence):
    return _document(sentence)


def _document(*blocks):
    whole = "\n\n".join(block for block in blocks if block)
    return whole.translate(prose.ILLEGAL_CHARACTERS | prose.BIDI_CONTROLS) + "\n"


def _paragraphs(text, speaker=""):
    paragraphs = prose.plain(text).replace("\n", "\n\n")
    return f"{speaker}: {paragraphs}" if speaker and paragraphs else paragraphs


def _opening(interview):
    yield interview.title
    yield prose.inline_plain(interview.standfirst)
    yield "\n".join(f"{label}: {text}" for label, text in get_facts(interview))


def _question(question):
    if not question.is_visible:
        return [removal_notice(exchange) for exchange in question.answers]
    answers = (block for exchange in question.answers for block in _answer(exchange))
    return [_asked(question), *answers]


def _asked(question):
    asked = " ".join(question.asking_exchange.question_text.split())
    who = join_names(question.asking_exchange.askers)
    return f"{who}: {asked}" if who and asked else asked


def _answer(exchange):
    if exchange.is_removed:
        yield removal_notice(exchange)
        return
    yield recording_times(exchange)
    yield _paragraphs(exchange.answer, join_names(exchange.speakers))
    for correction in exchange.shown_corrections:
        yield _correction(correction)
    yield _paragraphs(exchange.note, _("Editor’s note"))
    yield page_url(exchange)


def _corrections(interview):
    if interview.noted_corrections:
        yield _("Corrections")
        for correction in interview.noted_corrections:
            yield _correction(correction)


def _correction(correction):
    return f"{correction_heading(correction)}. {prose.inline_plain(correction.note)}"
