"""Serves an interview or an exchange as Markdown, plain text or JSON.

Conditional requests are answered by an ETag of the text. There is no Last-Modified, because an
export may change without a change of any date, for example with a person's name.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page

from interviews.exports import as_json, markdown, plain_text
from interviews.exports.facts import page_url, removal_notice, withdrawal_notice
from interviews.models import Interview
from interviews.views import redirects_former_slugs

EXPORTERS = {"md": markdown, "txt": plain_text, "json": as_json}


@conditional_page
@redirects_former_slugs(Interview)
def interview(request, slug, suffix):
    exporter, interview = EXPORTERS[suffix], get_interview(slug)
    if interview.is_withdrawn:
        return gone_response(exporter, withdrawal_notice(interview))
    return export_response(exporter, exporter.render_interview(interview), interview, interview)


@conditional_page
@redirects_former_slugs(Interview)
def exchange(request, slug, key, suffix):
    exporter, interview = EXPORTERS[suffix], get_interview(slug)
    if interview.is_withdrawn:
        return gone_response(exporter, withdrawal_notice(interview))
    question, exchange = interview.get_question_and_exchange(key)
    if exchange is None:
        raise Http404
    if exchange.is_removed:
        return gone_response(exporter, removal_notice(exchange))
    return export_response(
        exporter, exporter.render_exchange(interview, question, exchange), interview, exchange
    )


def get_interview(slug):
    return get_object_or_404(Interview.objects.published_or_withdrawn().for_reading(), slug=slug)


def export_response(exporter, text, interview, instance):
    """Return the text, with a header that names the page as canonical for search engines."""
    response = HttpResponse(text, content_type=exporter.CONTENT_TYPE)
    response["Content-Language"] = interview.language
    response["Link"] = f'<{page_url(instance)}>; rel="canonical"'
    return allow_any_origin(response)


def gone_response(exporter, sentence):
    text = exporter.render_gone(sentence)
    return allow_any_origin(HttpResponse(text, content_type=exporter.CONTENT_TYPE, status=410))


def allow_any_origin(response):
    """Let scripts of other sites read a response, since its content is public."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
