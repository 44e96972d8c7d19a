"""oEmbed (oembed.com): what other sites set where somebody pasted an address of ours.

A quotation in plain HTML, without a script, a style or a frame: it needs nothing of the page
that it stands in, and cannot do anything to it.
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
from interviews.exports.facts import address_of
from interviews.exports.views import allow_any_origin
from interviews.models import Interview
from interviews.prose.excerpts import truncate
from interviews.slugs import KeyConverter
from interviews.templatetags.typography import names

PAGES = {"interviews:interview", "interviews:exchange"}
COPIES = {"interviews:interview_copy", "interviews:exchange_copy"}
WIDEST = 600  # pixels
LENGTHS = [600, 400, 240, 120, 60]  # characters of an answer that are tried, the most first
# How tall words stand, which only the page that they are set in really knows: 16-pixel type.
LINE, AROUND, LETTER = 24, 16, 8  # pixels: a line, the space between paragraphs, a letter


@conditional_page
@require_safe
def oembed(request):
    url, form = request.GET.get("url", ""), request.GET.get("format", "json")
    if not url:
        return refusal(400, _("Say in “url” which page is to be embedded."))
    if form not in WRITERS:
        return refusal(501, _("This is given as json and as xml only."))
    found = find(url)
    if found is None:
        return refusal(404, _("There is no interview and no answer at this address."))
    most = [_pixels(request, name) for name in ("maxwidth", "maxheight")]
    write, content_type = WRITERS[form]
    response = HttpResponse(write(card(*found, *most)), content_type=content_type)
    response["X-Robots-Tag"] = "noindex"
    return allow_any_origin(response)


def refusal(status, sentence):
    return allow_any_origin(HttpResponse(sentence, "text/plain; charset=utf-8", status))


def find(url):
    """(interview, question, exchange) at one of our addresses, present or former, else None.

    Question and exchange are None where the address is that of the whole interview.
    """
    try:
        parts = urlsplit(url)
        page = resolve(unquote(parts.path).replace("\0", ""))
    except (ValueError, Resolver404):
        return None
    if not _is_ours(parts) or page.view_name not in PAGES | COPIES:
        return None
    key = page.kwargs.get("key") or _key_in(parts.fragment)
    interviews = Interview.objects.published()
    interviews = interviews.for_reading() if key else interviews.for_introducing()
    interview = interviews.at(page.kwargs["slug"])
    if interview is None or not key:
        return interview and (interview, None, None)
    question, exchange = interview.find(key)
    return None if exchange is None or exchange.is_removed else (interview, question, exchange)


def _is_ours(parts):
    own = urlsplit(settings.PUBLICATION_URL).netloc.lower()
    return parts.scheme in ("http", "https") and parts.netloc.lower() == own


def _key_in(fragment):
    """The key in “x-k7f3qa”, and in what else may stand on a page: “x-k7f3qa-a”, “…:~:text=”."""
    key = fragment.partition(":~:")[0][:8]
    return key if KeyConverter.matches(key) else ""


def _pixels(request, name):
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None


def card(interview, question, exchange, widest=None, tallest=None):
    """The answer as oEmbed names its parts; as wide and as tall as is asked, if words can be."""
    width = min(widest or WIDEST, WIDEST)
    words, height = _fitting(interview, question, exchange, width, tallest)
    authors = exchange.speakers if exchange else interview.interviewers
    told = {
        "version": "1.0",
        "type": "rich",
        "provider_name": settings.PUBLICATION_NAME,
        "provider_url": settings.PUBLICATION_URL,
        "title": words["question"] or interview.title,
        "author_name": names(authors),
        "author_url": _page_of(interview, authors),
        "html": " ".join(render_to_string("interviews/embed.html", words).split()),
        "width": width,
        "height": height,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def _page_of(interview, authors):
    """Where to read on about the author, if it is one who has a page."""
    alone = len(authors) == 1 and authors[0].pk in interview.people_with_a_page
    return address_of(authors[0]) if alone else ""


def _fitting(interview, question, exchange, width, tallest):
    """(what the card says, its height): the longest beginning that is no taller than asked."""
    for most in LENGTHS:
        words = _words(interview, question, exchange, most)
        height = _height(words, width)
        if tallest is None or height <= tallest:
            return words, height
    return words, tallest


def _words(interview, question, exchange, most):
    asked = question.asked.question_text if question else ""
    said = prose.spoken_text(exchange.answer) if exchange else interview.description
    return {
        "interview": interview,
        "question": " ".join(truncate(asked, most).split()),
        "paragraphs": truncate(said, most).splitlines(),
        # What stands above an interview are its editors' words, and are not put into a mouth.
        "speakers": exchange.speakers if exchange else [],
        "subjects": [] if exchange else interview.subjects,
        "url": address_of(exchange or interview),
        "publication": settings.PUBLICATION_NAME,
    }


def _height(words, width):
    people = names(words["speakers"] or words["subjects"])
    attributed = f"— {people}, {words['interview'].title}, {words['publication']}"
    set_in_lines = [words["question"], *words["paragraphs"], attributed]
    lines = [math.ceil(len(text) * LETTER / width) for text in set_in_lines if text]
    return sum(lines) * LINE + (len(lines) + 1) * AROUND


def as_json(told):
    return json.dumps(told, ensure_ascii=False)


def as_xml(told):
    root = ElementTree.Element("oembed")
    for name, value in told.items():
        ElementTree.SubElement(root, name).text = str(value).translate(prose.ILLEGAL_CHARACTERS)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


WRITERS = {"json": (as_json, "application/json"), "xml": (as_xml, "text/xml; charset=utf-8")}
