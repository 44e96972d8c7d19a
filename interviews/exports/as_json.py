"""An interview as JSON. docs/reuse.md describes every key; no key is ever removed or reused."""

import json

from django.utils import timezone

from interviews import prose
from interviews.exports.absolute_urls import absolute_url, make_urls_absolute
from interviews.exports.facts import licence, page_url, url_in_interview
from interviews.models import Publication

CONTENT_TYPE = "application/json"


def render_interview(interview):
    return _render(
        {
            **_describe(interview),
            "introduction": _prose(interview, interview.introduction, interview.introduction_html),
            "exchanges": [
                _exchange(interview, question, exchange)
                for question in interview.conversation
                for exchange in question.answers
            ],
            "closing": _prose(interview, interview.closing, interview.closing_html),
        }
    )


def render_exchange(interview, question, exchange):
    values = _describe(interview) | {"exchange": _exchange(interview, question, exchange)}
    return _render(values)


def render_gone(sentence):
    return _render({"gone": sentence})


def _render(values):
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _describe(interview):
    return {
        "url": page_url(interview),
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
        "topics": [{"name": t.name, "url": page_url(t)} for t in interview.topics.all()],
        "conversation": _conversation(interview),
        "picture": _picture(interview),
        "corrections": [_correction(interview, each) for each in interview.corrections.all()],
        **_publication(interview),
    }


def _publication(interview):
    publication = Publication.objects.current()
    return {
        "publication": {"name": publication.name, "url": absolute_url("/")},
        "licence": licence(interview),
        "licence_url": publication.licence_url or None,
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
    return {"title": series.title, "url": page_url(series), "position": position}


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
    values = {
        "key": exchange.key,
        "url": page_url(exchange),
        "place": url_in_interview(exchange),
        "question_key": question.key,
    }
    if exchange.is_removed:
        return values | {"removed": _moment(exchange.removed_at)}
    asked = question.asking_exchange
    return values | {
        "question": _line(interview, asked.question, asked.question_html),
        "asked_by": [_person(interview, each) for each in asked.askers] if asked.question else [],
        "answer": _prose(interview, exchange.answer, exchange.answer_html),
        "answered_by": [_person(interview, each) for each in exchange.speakers],
        "pull_quote": exchange.pull_quote or None,
        "note": _prose(interview, exchange.note, exchange.note_html),
        "start": exchange.start,
        "end": exchange.end,
        "removed": None,
    }


def _prose(interview, text, html, plain=prose.plain):
    """Return the editors' Markdown, the page's HTML with absolute URLs, and plain text."""
    if not text:
        return None
    html = make_urls_absolute(html, page_url(interview))
    return {"markdown": text, "html": html, "text": plain(text)}


def _line(interview, text, html):
    return _prose(interview, text, html, prose.inline_plain)


def _person(interview, person):
    url = page_url(person) if person.pk in interview.credited_person_ids else None
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
