"""oEmbed (oembed.com): what other sites show where an author pasted a URL of ours.

The embed is a quotation in plain HTML without script, style or frame, so that it needs nothing
from the embedding page and cannot harm it.
"""

import json
import math
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from interviews import prose
from interviews.exports.facts import page_url
from interviews.exports.views import allow_any_origin
from interviews.models import Interview, Publication
from interviews.prose.excerpts import truncate
from interviews.slugs import KeyConverter
from interviews.templatetags.typography import join_names

PAGES = {"interviews:interview", "interviews:exchange"}
EXPORTS = {"interviews:interview_export", "interviews:exchange_export"}
DEFAULT_WIDTH = 600  # pixels
EXCERPT_LENGTHS = [600, 400, 240, 120, 60]  # characters of an answer, tried in this order
# An estimate for 16-pixel type, since only the embedding page knows its fonts.
LINE, AROUND, LETTER = 24, 16, 8  # pixels: a line, the space between paragraphs, a letter


@conditional_page
@require_safe
def oembed(request):
    url, form = request.GET.get("url", ""), request.GET.get("format", "json")
    if not url:
        return error_response(400, _("The parameter “url” is missing."))
    if form not in SERIALIZERS:
        return error_response(501, _("Supported formats are json and xml."))
    found = find_page(url)
    if found is None:
        return error_response(404, _("No interview or answer found at this URL."))
    most = [_pixels(request, name) for name in ("maxwidth", "maxheight")]
    write, content_type = SERIALIZERS[form]
    response = HttpResponse(write(build_embed(*found, *most)), content_type=content_type)
    response["X-Robots-Tag"] = "noindex"
    return allow_any_origin(response)


def error_response(status, sentence):
    return allow_any_origin(HttpResponse(sentence, "text/plain; charset=utf-8", status))


def find_page(url):
    """Return (interview, question, exchange) for a present or former URL of ours, else None.

    Question and exchange are None for the URL of a whole interview.
    """
    try:
        parts = urlsplit(url)
        page = resolve(unquote(parts.path).replace("\0", ""))
    except (ValueError, Resolver404):
        return None
    if not _is_ours(parts) or page.view_name not in PAGES | EXPORTS:
        return None
    key = page.kwargs.get("key") or _key_in(parts.fragment)
    interviews = Interview.objects.published()
    interviews = interviews.for_reading() if key else interviews.for_description()
    interview = interviews.find_by_slug(page.kwargs["slug"])
    if interview is None or not key:
        return interview and (interview, None, None)
    question, exchange = interview.get_question_and_exchange(key)
    return None if exchange is None or exchange.is_removed else (interview, question, exchange)


def _is_ours(parts):
    own = urlsplit(settings.PUBLICATION_URL).netloc.lower()
    return parts.scheme in ("http", "https") and parts.netloc.lower() == own


def _key_in(fragment):
    """Return the key in a fragment such as “x-k7f3qa”, “x-k7f3qa-a”, “x-k7f3qa:~:text=…”."""
    key = fragment.partition(":~:")[0][:8]
    return key if KeyConverter.matches(key) else ""


def _pixels(request, name):
    size_text = request.GET.get(name, "")
    return (
        int(size_text)
        if size_text.isascii() and size_text.isdigit() and len(size_text) < 6
        else None
    )


def build_embed(interview, question, exchange, widest=None, tallest=None):
    """Return the oEmbed response as a dict; an excerpt is shortened to fit `tallest` pixels."""
    width = min(widest or DEFAULT_WIDTH, DEFAULT_WIDTH)
    words, height = _fitting(interview, question, exchange, width, tallest)
    authors = exchange.speakers if exchange else interview.interviewers
    embed = {
        "version": "1.0",
        "type": "rich",
        "provider_name": Publication.objects.current().name,
        "provider_url": settings.PUBLICATION_URL,
        "title": words["question"] or interview.title,
        "author_name": join_names(authors),
        "author_url": _page_of(interview, authors),
        "html": " ".join(render_to_string("interviews/embed.html", words).split()),
        "width": width,
        "height": height,
    }
    return {name: value for name, value in embed.items() if value not in ("", None)}


def _page_of(interview, authors):
    """Return the URL of a single author's page; "" for several, or without a page."""
    alone = len(authors) == 1 and authors[0].pk in interview.credited_person_ids
    return page_url(authors[0]) if alone else ""


def _fitting(interview, question, exchange, width, tallest):
    """Return (template context, height) of the longest excerpt that is no taller than asked."""
    for most in EXCERPT_LENGTHS:
        words = _words(interview, question, exchange, most)
        height = _height(words, width)
        if tallest is None or height <= tallest:
            return words, height
    return words, tallest


def _words(interview, question, exchange, most):
    question_text = question.asking_exchange.question_text if question else ""
    text = prose.spoken_text(exchange.answer) if exchange else interview.description
    return {
        "interview": interview,
        "question": " ".join(truncate(question_text, most).split()),
        "paragraphs": truncate(text, most).splitlines(),
        # An interview's description is by the editors, so no speaker is named.
        "speakers": exchange.speakers if exchange else [],
        "subjects": [] if exchange else interview.subjects,
        "url": page_url(exchange or interview),
        "publication": Publication.objects.current().name,
    }


def _height(words, width):
    people = join_names(words["speakers"] or words["subjects"])
    attributed = f"— {people}, {words['interview'].title}, {words['publication']}"
    set_in_lines = [words["question"], *words["paragraphs"], attributed]
    lines = [math.ceil(len(text) * LETTER / width) for text in set_in_lines if text]
    return sum(lines) * LINE + (len(lines) + 1) * AROUND


def as_json(embed):
    return json.dumps(embed, ensure_ascii=False)


def as_xml(embed):
    root = ElementTree.Element("oembed")
    for name, value in embed.items():
        ElementTree.SubElement(root, name).text = str(value).translate(prose.ILLEGAL_CHARACTERS)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


SERIALIZERS = {"json": (as_json, "application/json"), "xml": (as_xml, "text/xml; charset=utf-8")}
