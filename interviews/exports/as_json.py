"""An interview as JSON. docs/reuse.md describes every name; none is taken away or reused."""

import json

from django.conf import settings
from django.utils import timezone

from interviews import prose
from interviews.exports.absolute_urls import absolute_url, make_urls_absolute
from interviews.exports.facts import address_of, licence, place_of

TYPE = "application/json"


def of_interview(interview):
    return _written(
        {
            **_described(interview),
            "introduction": _prose(interview, interview.introduction, interview.introduction_html),
            "exchanges": [
                _exchange(interview, question, exchange)
                for question in interview.conversation
                for exchange in question.answers
            ],
            "closing": _prose(interview, interview.closing, interview.closing_html),
        }
    )


def of_exchange(interview, question, exchange):
    told = _described(interview) | {"exchange": _exchange(interview, question, exchange)}
    return _written(told)


def of_nothing(sentence):
    return _written({"gone": sentence})


def _written(told):
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _described(interview):
    return {
        "url": address_of(interview),
        "title": interview.title,
        "standfirst": _line(interview, interview.standfirst, interview.standfirst_html),
        "description": interview.description or None,
        "language": interview.language,
        "direction": interview.direction,
        "published": _moment(interview.published_at),
        "changed": _moment(interview.changed_at),
        "version": interview.version,
        "people": [
            _person(interview, credit.person) | {"role": credit.role}
            for credit in interview.credits.all()
        ],
        "series": _series(interview),
        "topics": [{"name": t.name, "url": address_of(t)} for t in interview.topics.all()],
        "conversation": _conversation(interview),
        "picture": _picture(interview),
        "corrections": [_correction(interview, each) for each in interview.corrections.all()],
        "publication": {"name": settings.PUBLICATION_NAME, "url": absolute_url("/")},
        "licence": licence(interview),
    }


def _conversation(interview):
    return {
        "date": interview.held_on and interview.held_on.isoformat(),
        "medium": interview.medium or None,
        "place": interview.place or None,
        "minutes": interview.duration,
        "terms": interview.terms or None,
        "editing": interview.editing or None,
        "sign_off": interview.sign_off or None,
    }


def _series(interview):
    series = interview.series
    if not series:
        return None
    position = interview.series_position
    return {"title": series.title, "url": address_of(series), "position": position}


def _picture(interview):
    if not interview.lead_picture:
        return None
    return {
        "url": absolute_url(interview.lead_picture.url),
        "width": interview.lead_width,
        "height": interview.lead_height,
        "alt": interview.lead_picture.alt,
        "caption": interview.lead_caption or None,
        "credit": interview.lead_credit or None,
    }


def _exchange(interview, question, exchange):
    place = {
        "key": exchange.key,
        "url": address_of(exchange),
        "place": place_of(exchange),
        "question_key": question.key,
    }
    if exchange.is_removed:
        return place | {"removed": _moment(exchange.removed_at)}
    asked = question.asked
    return place | {
        "question": _line(interview, asked.question, asked.question_html),
        "asked_by": [_person(interview, each) for each in asked.askers] if asked.question else [],
        "answer": _prose(interview, exchange.answer, exchange.answer_html),
        "answered_by": [_person(interview, each) for each in exchange.speakers],
        "pull_quote": exchange.pull_quote or None,
        "note": _prose(interview, exchange.note, exchange.note_html),
        "removed": None,
    }


def _prose(interview, text, html, plain=prose.plain):
    """The editors' Markdown as it is kept, the page's HTML with whole addresses, and the words."""
    if not text:
        return None
    html = make_urls_absolute(html, address_of(interview))
    return {"markdown": text, "html": html, "text": plain(text)}


def _line(interview, text, html):
    return _prose(interview, text, html, prose.inline_plain)


def _person(interview, person):
    url = address_of(person) if person.pk in interview.people_with_a_page else None
    return {"name": person.name, "url": url, "description": person.description or None}


def _correction(interview, correction):
    about = correction.exchange
    return {
        "kind": correction.kind,
        "published": _moment(correction.published_at),
        "note": _line(interview, correction.note, correction.note_html),
        "exchange": about.key if about else None,
    }


def _moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
