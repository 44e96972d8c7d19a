"""An interview as one Markdown document: the editors' Markdown, with questions as headings."""

from django.utils.translation import gettext as _

from interviews.exports import markdown_renderer as source
from interviews.exports.facts import (
    correction_heading,
    get_facts,
    licence,
    page_url,
    recording_times,
    removal_notice,
)
from interviews.templatetags.typography import join_names

CONTENT_TYPE = "text/markdown; charset=utf-8"


def render_interview(interview):
    page = page_url(interview)
    return _document(
        *_opening(interview, page),
        source.render_blocks(interview.introduction, "introduction", page, level=2),
        *(block for question in interview.conversation for block in _question(question, page)),
        source.render_blocks(interview.closing, "closing", page, level=2),
        *_corrections(interview, page),
        *_end(interview, page),
    )


def render_exchange(interview, question, exchange):
    page = page_url(interview)
    return _document(
        *_opening(interview, page),
        *_asked(question, page),
        *_answer(exchange, page),
        *_end(interview, page_url(exchange)),
    )


def render_gone(sentence):
    return _document(source.render_words(sentence))


def _document(*blocks):
    return "\n\n".join(block for block in blocks if block) + "\n"


def _opening(interview, page):
    yield source.render_words(interview.title, level=1)
    yield source.render_line(interview.standfirst, page)
    yield "\n".join(
        f"- {source.render_words(f'{label}: {text}')}" for label, text in get_facts(interview)
    )


def _question(question, page):
    if not question.is_visible:
        return [source.render_words(removal_notice(exchange)) for exchange in question.answers]
    answers = (block for exchange in question.answers for block in _answer(exchange, page))
    return [*_asked(question, page), *answers]


def _asked(question, page):
    if not question.asking_exchange.question:
        return
    yield source.render_line(question.asking_exchange.question, page, level=2)
    if question.asking_exchange.askers:
        yield source.render_words(_("%s asks:") % join_names(question.asking_exchange.askers))


def _answer(exchange, page):
    if exchange.is_removed:
        yield source.render_words(removal_notice(exchange))
        return
    yield recording_times(exchange)
    yield source.render_blocks(
        exchange.answer, exchange.key, page, speaker=join_names(exchange.speakers)
    )
    for correction in exchange.shown_corrections:
        yield _correction(correction, page)
    if exchange.note:
        note = f"{exchange.key}-note"
        yield source.render_blocks(exchange.note, note, page, speaker=_("Editor’s note"))
    yield f"<{page_url(exchange)}>"


def _corrections(interview, page):
    if not interview.noted_corrections:
        return
    yield source.render_words(_("Corrections"), level=2)
    for correction in interview.noted_corrections:
        about = correction.exchange
        yield _correction(correction, page) + (f" <{page}#{about.key}>" if about else "")


def _correction(correction, page):
    text = source.render_line(correction.note, page)
    return f"**{source.render_words(correction_heading(correction))}.** {text}"


def _end(interview, address):
    yield "---"
    yield source.render_words(licence(interview))
    yield f"<{address}>"
