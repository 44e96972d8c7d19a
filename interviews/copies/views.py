"""The addresses with a suffix: what a page shows, as Markdown, plain text or JSON."""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from interviews.conversation import last_changed
from interviews.copies import as_json, markdown, plain_text
from interviews.copies.facts import address_of, tombstone, withdrawal_of
from interviews.models import Interview
from interviews.views import follows_renames

WRITERS = {"md": markdown, "txt": plain_text, "json": as_json}


@follows_renames(Interview)
def interview(request, slug, suffix):
    writer, interview = WRITERS[suffix], reading(slug)
    if interview.is_withdrawn:
        return gone(writer, withdrawal_of(interview))
    return copy(request, writer.TYPE, writer.of_interview(interview), interview, interview)


@follows_renames(Interview)
def exchange(request, slug, key, suffix):
    writer, interview = WRITERS[suffix], reading(slug)
    if interview.is_withdrawn:
        return gone(writer, withdrawal_of(interview))
    question, exchange = interview.find(key)
    if exchange is None:
        raise Http404
    if exchange.is_removed:
        return gone(writer, tombstone(exchange))
    text = writer.of_exchange(interview, question, exchange)
    return copy(request, writer.TYPE, text, interview, exchange)


def reading(slug):
    return get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)


def copy(request, content_type, text, interview, noun):
    """The text, or 304 for who has it; search engines are told that it is the page's copy."""
    response = HttpResponse(text, content_type=content_type)
    response["Content-Language"] = interview.language
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["Last-Modified"] = http_date(last_changed(interview).timestamp())
    # By the text alone: it also changes where no date does, as with a person's name.
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    answer["Link"] = f'<{address_of(noun)}>; rel="canonical"'
    return for_machines(answer)


def gone(writer, sentence):
    text = writer.of_nothing(sentence)
    return for_machines(HttpResponse(text, content_type=writer.TYPE, status=410))


def for_machines(response):
    """Scripts of any site may read it: there is nothing in it but what everybody may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
