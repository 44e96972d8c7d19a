"""An interview as one Markdown document: the editors' words, questions as its headings."""

from django.utils.translation import gettext as _

from interviews.exports import markdown_renderer as source
from interviews.exports.facts import address_of, facts, heading_of, licence, tombstone
from interviews.templatetags.typography import names

TYPE = "text/markdown; charset=utf-8"


def of_interview(interview):
    page = address_of(interview)
    return _document(
        *_opening(interview, page),
        source.whole(interview.introduction, "introduction", page, level=2),
        *(block for question in interview.conversation for block in _question(question, page)),
        source.whole(interview.closing, "closing", page, level=2),
        *_corrections(interview, page),
        *_end(interview, page),
    )


def of_exchange(interview, question, exchange):
    page = address_of(interview)
    return _document(
        *_opening(interview, page),
        *_asked(question, page),
        *_answer(exchange, page),
        *_end(interview, address_of(exchange)),
    )


def of_nothing(sentence):
    return _document(source.words(sentence))


def _document(*blocks):
    return "\n\n".join(block for block in blocks if block) + "\n"


def _opening(interview, page):
    yield source.words(interview.title, level=1)
    yield source.line(interview.standfirst, page)
    yield "\n".join(f"- {source.words(f'{label}: {said}')}" for label, said in facts(interview))


def _question(question, page):
    if not question.stands:
        return [source.words(tombstone(exchange)) for exchange in question.answers]
    answers = (block for exchange in question.answers for block in _answer(exchange, page))
    return [*_asked(question, page), *answers]


def _asked(question, page):
    if not question.asked.question:
        return
    yield source.line(question.asked.question, page, level=2)
    if question.asked.askers:
        yield source.words(_("%s asks:") % names(question.asked.askers))


def _answer(exchange, page):
    if exchange.is_removed:
        yield source.words(tombstone(exchange))
        return
    yield source.whole(exchange.answer, exchange.key, page, speaker=names(exchange.speakers))
    for correction in exchange.shown_corrections:
        yield _correction(correction, page)
    if exchange.note:
        note = f"{exchange.key}-note"
        yield source.whole(exchange.note, note, page, speaker=_("Editor’s note"))
    yield f"<{address_of(exchange)}>"


def _corrections(interview, page):
    if not interview.corrections.all():
        return
    yield source.words(_("Corrections"), level=2)
    for correction in interview.corrections.all():
        about = correction.exchange
        yield _correction(correction, page) + (f" <{page}#{about.key}>" if about else "")


def _correction(correction, page):
    said = source.line(correction.note, page)
    return f"**{source.words(heading_of(correction))}.** {said}"


def _end(interview, address):
    yield "---"
    yield source.words(licence(interview))
    yield f"<{address}>"
