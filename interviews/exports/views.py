"""The addresses with a suffix: what a page shows, as Markdown, plain text or JSON.

Who has a copy already is told so by its ETag, made of its text. There is no Last-Modified: a
copy changes where no date does, as with a person's name.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page

from interviews.exports import as_json, markdown, plain_text
from interviews.exports.facts import address_of, tombstone, withdrawal_of
from interviews.models import Interview
from interviews.views import follows_renames

WRITERS = {"md": markdown, "txt": plain_text, "json": as_json}


@conditional_page
@follows_renames(Interview)
def interview(request, slug, suffix):
    writer, interview = WRITERS[suffix], reading(slug)
    if interview.is_withdrawn:
        return gone(writer, withdrawal_of(interview))
    return copy(writer, writer.of_interview(interview), interview, interview)


@conditional_page
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
    return copy(writer, writer.of_exchange(interview, question, exchange), interview, exchange)


def reading(slug):
    return get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)


def copy(writer, text, interview, noun):
    """The text; search engines are told that it is a copy of the page."""
    response = HttpResponse(text, content_type=writer.TYPE)
    response["Content-Language"] = interview.language
    response["Link"] = f'<{address_of(noun)}>; rel="canonical"'
    return allow_any_origin(response)


def gone(writer, sentence):
    text = writer.of_nothing(sentence)
    return allow_any_origin(HttpResponse(text, content_type=writer.TYPE, status=410))


def allow_any_origin(response):
    """Scripts of any site may read it: there is nothing in it but what everybody may read."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
